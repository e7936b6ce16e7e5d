"""The only place that touches st.session_state, st.query_params and st.context.

It tells who looks, from where, and at which postmortem. It decides nothing about what they may see.
"""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from core.errors import NotFound
from core.services import access as services
from core.services.app import App, current
from core.store.visitors import Visitor

COOKIE = "debrief_visitor"
# Any of these means that a proxy stands between, so the other end of the wire is not the person.
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")

T = TypeVar("T")

_token_for_tests: str | None = None
_loopback_for_tests: bool | None = None


def use_visitor_token(token: str | None, *, loopback: bool | None = None) -> None:
    """The seam for AppTest, whose cookies are a mock that is true for any name. ``None`` closes it again."""
    global _token_for_tests, _loopback_for_tests
    _token_for_tests = token
    _loopback_for_tests = loopback


def app() -> App:
    return current()


def visitor() -> Visitor | None:
    """Who looks, by the cookie that came with the page. Streamlit keeps the value of the session's start."""
    token = _token_for_tests
    if token is None and _loopback_for_tests is None:
        found = st.context.cookies.get(COOKIE)
        token = found if isinstance(found, str) else None
    return services.visitor(app(), token) if token else None


def pm_id() -> str:
    """The postmortem named in the address. A missing one is not found; a strange one is for the services to refuse."""
    value = st.query_params.get("pm", "")
    if not value:
        raise NotFound()
    return value


def page_name() -> str:
    """The last part of the address, before the menu is drawn; empty where nobody tells."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]


def query(name: str) -> str:
    return st.query_params.get(name, "")


def set_query(name: str, value: str) -> None:
    """Write the address, so that it leads here again; an empty value takes the name out of it."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def is_loopback() -> bool:
    """Whether the page was asked for on this very computer, without a proxy between."""
    if _loopback_for_tests is not None:
        return _loopback_for_tests
    headers = st.context.headers
    if any(headers.get(name) for name in PROXY_HEADERS):
        return False
    hosts = [urlsplit("//" + str(headers.get("Host", ""))).hostname]
    if headers.get("Origin"):
        hosts.append(urlsplit(str(headers["Origin"])).hostname)
    # Streamlit gives no address for 127.0.0.1 and ::1, and one for everything else.
    return st.context.ip_address is None and all(_names_this_computer(host) for host in hosts)


def _names_this_computer(host: str | None) -> bool:
    if host is None:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def base_url() -> str:
    """What links start with: what the team set, or else as this browser sees the server."""
    if app().settings.url:
        return app().settings.url or ""
    origin = st.context.headers.get("Origin")
    if not isinstance(origin, str) or not origin.startswith(("http://", "https://")):
        host = st.context.headers.get("Host")
        origin = f"http://{host}" if isinstance(host, str) and host else "http://localhost:8501"
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{origin}/{path}".rstrip("/")


def links_stay_here() -> bool:
    """Whether a link made here opens on this computer only."""
    return _names_this_computer(urlsplit(base_url()).hostname)


def zone() -> str:
    """The zone of this browser, or UTC when it does not tell one we know."""
    name = st.context.timezone
    return name if isinstance(name, str) and name in available_timezones() else "UTC"


def local_now() -> datetime:
    """Now on this browser's wall, to the minute: for what a form starts with, never for the meeting's clock."""
    return datetime.now(ZoneInfo(zone())).replace(second=0, microsecond=0, tzinfo=None)


def once(name: str, make: Callable[[], T]) -> T:
    """A value that stays the same through this browser session, such as a form's first value."""
    if name not in st.session_state:
        st.session_state[name] = make()
    value: T = st.session_state[name]
    return value


def put(name: str, value: object) -> None:
    st.session_state[name] = value


def take(name: str) -> object:
    """A value left for the next run, taken away by reading it."""
    return st.session_state.pop(name, None)


def peek(name: str) -> object:
    return st.session_state.get(name)


def forget(name: str) -> None:
    st.session_state.pop(name, None)


def changed(name: str, value: object) -> bool:
    """Whether a value differs from the last run's."""
    before = st.session_state.get(name)
    st.session_state[name] = value
    return before is not None and before != value
