"""What stands before every request, Streamlit's included: who may knock, who is it, what every answer carries.

- In the open mode only this computer may knock; anything else is told which setting to change.
- The first page a browser gets brings its visitor cookie.
- A page is never answered from the browser's cache: an answer without a body carries no cookie.
- Every answer carries the security headers, every page the content policy.
"""

import logging
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import DebriefError
from core.live import pages
from core.live.context import Live, live_of
from core.live.cookie import set_cookie, token_of
from core.live.origin import address_of, from_this_computer, is_https
from core.live.policy import HEADERS, policy_of_this_server
from core.services import access

_log = logging.getLogger(__name__)

HEALTH = ("/_stcore/health", "/live/health")
CONDITIONS = (b"if-none-match", b"if-modified-since")
NOT_FROM_HERE = (
    "This Debrief is open without a key, so it answers only this computer, without a proxy between. "
    "To let others in, start it with DEBRIEF_ACCESS=key and open the link that it prints."
)


class Door:
    """Plain ASGI: it sees sockets too, and holds nothing of an answer back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            live = live_of(connection)
        except DebriefError as error:
            await _refuse(scope, receive, send, error.status, error.sentence)
            return
        if live.is_open and scope["path"] not in HEALTH and not from_this_computer(connection):
            await _refuse(scope, receive, send, 403, NOT_FROM_HERE)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._answer(live, connection, scope, receive, send)

    async def _answer(self, live: Live, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = _wants_page(scope)
        if is_page:
            scope = {**scope, "headers": _without(scope["headers"], CONDITIONS)}

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._dress(live, connection, scope, MutableHeaders(scope=message), message["status"])
            await send(message)

        await self._app(scope, receive, dressed)

    async def _dress(
        self, live: Live, connection: HTTPConnection, scope: Scope, headers: MutableHeaders, status: int
    ) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if not headers.get("content-type", "").startswith("text/html"):
            return
        headers["content-security-policy"] = policy_of_this_server()
        headers["cache-control"] = "no-store"
        for validator in ("etag", "last-modified"):
            if validator in headers:
                del headers[validator]
        if scope["method"] == "GET" and status == 200 and _wants_page(scope):
            await self._welcome(live, connection, headers)

    async def _welcome(self, live: Live, connection: HTTPConnection, headers: MutableHeaders) -> None:
        """A browser without a cookie that is known here gets one with its first page."""
        token = token_of(connection)
        try:
            if token is not None and await live.backend.read(lambda: access.visitor(live.app, token)) is not None:
                return
            # A crawler without cookies must not fill the table of visitors.
            live.newcomer_rates.check(address_of(connection, live.settings.trusted_proxies))
            _, fresh = await live.backend.read(lambda: access.welcome(live.app, None))
        except DebriefError as error:
            _log.warning("a browser could not be given a cookie: %s", error.sentence)
            return
        headers.append("set-cookie", set_cookie(fresh, is_https(connection, live.settings)))


def _wants_page(scope: Scope) -> bool:
    """Pages have no file name. Streamlit answers any such path with its index."""
    path: str = scope["path"]
    if scope["method"] not in ("GET", "HEAD") or path.startswith("/_stcore/"):
        return False
    last = path.rsplit("/", 1)[-1]
    return "." not in last or last.endswith(".html")


def _without(headers: Iterable[tuple[bytes, bytes]], names: tuple[bytes, ...]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in names]


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    wants_json = "application/json" in Headers(scope=scope).get("accept", "")
    response = pages.sentence_as_json(sentence, status) if wants_json else pages.sentence_as_page(sentence, status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["content-security-policy"] = policy_of_this_server()
    await response(scope, receive, send)
