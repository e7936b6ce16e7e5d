"""The session's state, the address's query and the request's context: the only module that reads them from Streamlit.

It gives the visitor, the postmortem in the address and where the request came from. What a visitor may see is decided
in ``access``.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.domain import loopback
from core.domain.dates.zones import zone_named, zone_or_utc
from core.errors import NotFound
from core.services import access as services
from core.services.access import Visitor
from core.services.app import App
from core.services.lifecycle import current

T = TypeVar("T")
_AUDIENCE = "debrief audience"

_token_for_tests: str | None = None
_loopback_for_tests: bool | None = None


def use_visitor_token(token: str | None, *, loopback: bool | None = None) -> None:
    """For tests: AppTest's cookies are a mock that has a value for any name. ``None`` reads the cookies again."""
    global _token_for_tests, _loopback_for_tests
    _token_for_tests = token
    _loopback_for_tests = loopback


def app() -> App:
    """The application as it is for this visitor: what is closed exists in it as far as they were named."""
    return current().reading_for(_audience())


def visitor() -> Visitor | None:
    """The visitor of the cookie that was sent when the session started; None for an unknown one."""
    token = _token()
    return services.visitor(current(), token) if token else None


def _token() -> str | None:
    if _token_for_tests is not None or _loopback_for_tests is not None:
        return _token_for_tests
    found = st.context.cookies.get(services.VISITOR_COOKIE)
    return found if isinstance(found, str) else None


def _audience() -> services.Audience:
    """Looked up once per session: a cookie is one visitor's for ever, and who was named is read at each query."""
    token = _token()
    known = st.session_state.get(_AUDIENCE)
    if isinstance(known, tuple) and known[0] == token:
        audience: services.Audience = known[1]
        return audience
    found = services.visitor(current(), token) if token else None
    if found is None:
        return services.EVERYBODY
    st.session_state[_AUDIENCE] = token, services.audience_of(found)
    return services.audience_of(found)


def pm_id() -> str:
    """The ``pm`` of the address, unchecked: the services refuse an unknown one. Raises NotFound when it is missing."""
    value = st.query_params.get("pm", "")
    if not value:
        raise NotFound()
    return value


def page_name() -> str:
    """The last part of the address's path; empty when Streamlit does not know the address."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]


def page_address() -> str:
    """The path and the query of this page, as the browser shows them; Home when Streamlit does not know the address."""
    parts = urlsplit(st.context.url or "")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = parts.path.removeprefix(f"/{base}") if base else parts.path
    wanted = urlencode(st.query_params.to_dict())
    return (path or "/") + (f"?{wanted}" if wanted else "")


def query(name: str) -> str:
    return st.query_params.get(name, "")


def set_query(name: str, value: str) -> None:
    """Set a query parameter, so that the address leads here again; an empty value removes it."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def is_loopback() -> bool:
    """Whether the request came from this computer, without a proxy between."""
    if _loopback_for_tests is not None:
        return _loopback_for_tests
    # Streamlit gives no address for 127.0.0.1 and ::1, and one for everything else.
    return loopback.is_local_request(st.context.headers, local_peer=st.context.ip_address is None)


def base_url() -> str:
    """What links start with: the configured address, or else the one this browser uses."""
    if app().settings.url:
        return app().settings.url or ""
    origin = st.context.headers.get("Origin")
    if not isinstance(origin, str) or not origin.startswith(("http://", "https://")):
        host = st.context.headers.get("Host")
        origin = f"http://{host}" if isinstance(host, str) and host else "http://localhost:8501"
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{origin}/{path}".rstrip("/")


def links_stay_here() -> bool:
    """Whether links with this base open on this computer only."""
    return loopback.is_loopback(urlsplit(base_url()).hostname)


def zone() -> str:
    """The IANA zone of this browser; UTC when it sends none that is known."""
    name = st.context.timezone
    return name if isinstance(name, str) and zone_named(name) else "UTC"


def local_now() -> datetime:
    """Now in this browser's zone, naive, to the minute: for display and form defaults, not for the meeting's clock."""
    return datetime.now(zone_or_utc(zone())).replace(second=0, microsecond=0, tzinfo=None)


def once(name: str, make: Callable[[], T]) -> T:
    """The value under ``name``, made once per browser session."""
    if name not in st.session_state:
        st.session_state[name] = make()
    value: T = st.session_state[name]
    return value


def put(name: str, value: object) -> None:
    st.session_state[name] = value


def take(name: str) -> object:
    """The value under ``name``, which is removed; None if there is none."""
    return st.session_state.pop(name, None)


def peek(name: str) -> object:
    return st.session_state.get(name)


def forget(name: str) -> None:
    st.session_state.pop(name, None)


def changed(name: str, value: object) -> bool:
    """Whether the value differs from the one of the last run; False in the first run."""
    before = st.session_state.get(name)
    st.session_state[name] = value
    return before is not None and before != value
