"""Runs before every request, Streamlit's included: access by address, the visitor cookie, response headers.

- In the open mode only this computer has access; anything else gets the setting to change.
- Where people sign in, a browser that has come in nowhere is sent to the page where it can.
- The first page that a browser gets sets its visitor cookie.
- A page is never answered from the browser's cache: an answer without a body sets no cookie.
- Every answer carries the security headers, every page the content policy.
"""

import logging
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import DebriefError
from core.live.context import LiveContext, live_of
from core.live.http import html_pages
from core.live.http.cookie import set_cookie, token_of
from core.live.http.origin import address_of, from_this_computer, is_https
from core.live.http.response_headers import HEADERS, policy_of_this_server
from core.live.http.sign_in.addresses import enter_address
from core.live.metrics import instruments
from core.live.server.request_id import HEADER as REQUEST_ID
from core.live.server.request_id import id_for, request_id
from core.services import access

_log = logging.getLogger(__name__)

HEALTH = ("/_stcore/health", "/live/health", "/live/ready")
CONDITIONS = (b"if-none-match", b"if-modified-since")
NOT_FROM_HERE = (
    "This Debrief is open without a key, so it answers only this computer, without a proxy between. "
    "To let others in, start it with DEBRIEF_ACCESS=key and open the link that it prints."
)


class AccessMiddleware:
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
        if scope["type"] == "http":
            request_id.set(id_for(connection, live.settings.trusted_proxies))
        if live.is_open and scope["path"] not in HEALTH and not from_this_computer(connection):
            await _refuse(scope, receive, send, 403, NOT_FROM_HERE)
        elif scope["type"] == "websocket":
            del connection  # else its copy of the headers stays as long as the socket
            await self._app(scope, receive, send)
        else:
            await self._answer(live, connection, scope, receive, send)

    async def _answer(
        self, live: LiveContext, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send
    ) -> None:
        is_page = _is_page_request(scope)
        if is_page and live.provider is not None and await self._is_stranger(live, connection, scope):
            to = enter_address(live.settings, scope["path"], scope["query_string"].decode("latin-1"))
            await RedirectResponse(to, 302, {"cache-control": "no-store", **HEADERS})(scope, receive, send)
            return
        if is_page:
            scope = {**scope, "headers": _without(scope["headers"], CONDITIONS)}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                instruments.answered(message["status"])
                await self._add_headers(live, connection, scope, MutableHeaders(scope=message), message["status"])
            await send(message)

        await self._app(scope, receive, send_with_headers)

    async def _is_stranger(self, live: LiveContext, connection: HTTPConnection, scope: Scope) -> bool:
        """Where people sign in: a browser that has come in nowhere is shown how, instead of a page that refuses it."""
        if scope["method"] != "GET" or "/live/" in scope["path"]:
            return False
        token = token_of(connection)

        def found() -> bool:
            visitor = access.visitor(live.app, token)
            return visitor is not None and access.belongs_here(live.app, visitor)

        try:
            return not await live.threads.run(found)
        except DebriefError:
            return False  # nobody is sent away because the database cannot be read; the page says what is wrong

    async def _add_headers(
        self, live: LiveContext, connection: HTTPConnection, scope: Scope, headers: MutableHeaders, status: int
    ) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers[REQUEST_ID] = request_id.get()
        if is_https(connection, live.settings):
            _secure_cookies(headers)
        if not headers.get("content-type", "").startswith("text/html"):
            return
        headers["content-security-policy"] = policy_of_this_server()
        headers["cache-control"] = "no-store"
        for validator in ("etag", "last-modified"):
            if validator in headers:
                del headers[validator]
        if scope["method"] == "GET" and status == 200 and _is_page_request(scope):
            await self._set_visitor_cookie(live, connection, headers)

    async def _set_visitor_cookie(self, live: LiveContext, connection: HTTPConnection, headers: MutableHeaders) -> None:
        """A browser without a cookie that is known here gets one with its first page."""
        token = token_of(connection)
        try:
            visitor = await live.threads.run(lambda: access.visitor(live.app, token)) if token is not None else None
            if visitor is not None:
                # Whoever loads the page is not away: a slow computer takes seconds from here to its socket.
                live.rooms.expect_reload(connection.query_params.get("pm", ""), visitor.id)
                return
            # A crawler without cookies must not fill the table of visitors.
            live.newcomer_rates.check(address_of(connection, live.settings.trusted_proxies))
            _, fresh = await live.entries.enter(access.newcomer_entry())
        except DebriefError as error:
            _log.warning("a browser could not be given a cookie: %s", error.sentence)
            return
        headers.append("set-cookie", set_cookie(fresh, is_https(connection, live.settings)))


def _secure_cookies(headers: MutableHeaders) -> None:
    """Behind a proxy Streamlit cannot know that the browser uses https; its cookie would also go over plain http."""
    for place, (name, value) in enumerate(headers.raw):
        if name == b"set-cookie" and b"secure" not in {part.strip().lower() for part in value.split(b";")}:
            headers.raw[place] = (name, value + b"; Secure")


def _is_page_request(scope: Scope) -> bool:
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
    response = (
        html_pages.sentence_as_json(sentence, status) if wants_json else html_pages.sentence_as_page(sentence, status)
    )
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["content-security-policy"] = policy_of_this_server()
    await response(scope, receive, send)
