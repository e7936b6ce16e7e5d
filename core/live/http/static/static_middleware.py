"""Streamlit's page and its scripts on their way to the browser: scripts compressed, the page with its head.

Stands behind access: who may not come in gets neither. What it does not know it passes on. What is the same for all is
made once; what a room's page says to one person is never kept.
"""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.live.http.static.encodings import EncodedFile, accepted
from core.live.http.static.page_head import COMPONENTS, with_head, with_theirs_later
from core.live.http.static.page_scripts import PageScripts, installed
from core.live.http.static.room_ahead import ROOM, elements_for

_PREFIX: Final = "/static/"
_END: Final = b"</head>"
_CACHING: Final = "public, max-age=31536000, immutable"


Ahead = Callable[[HTTPConnection], Awaitable[bytes]]
"""What else stands in the head of a room's page, for whoever asks for it."""


class StaticMiddleware:
    """Plain ASGI. ``scripts`` are those of the installed Streamlit."""

    def __init__(self, app: ASGIApp, scripts: PageScripts | None = None, ahead: Ahead = elements_for) -> None:
        self._app = app
        self._scripts = scripts or installed()
        self._ahead = ahead

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """What is not its business passes through without a frame of its own, which a socket would keep for hours."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return self._app(scope, receive, send)
        return self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        response = await self._script(path, Headers(scope=scope)) if path.startswith(_PREFIX) else None
        if response is not None:
            await response(scope, receive, send)
        elif "." in path or path.startswith(("/_stcore/", "/live/")):
            await self._app(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _script(self, path: str, headers: Headers) -> Response | None:
        name = path.removeprefix(_PREFIX)
        media_type = self._scripts.media_type(name)
        if media_type is None or "range" in headers or "gzip" not in accepted(headers.get("accept-encoding", "")):
            return None
        try:
            content = await self._scripts.compressed(name)
        except OSError:
            return None
        answer = {"cache-control": _CACHING, "content-encoding": "gzip", "vary": "accept-encoding"}
        return Response(content, media_type=media_type, headers=answer)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        accept = Headers(scope=scope).get("accept-encoding", "")
        name = scope["path"].strip("/")
        ahead = await self._ahead(HTTPConnection(scope)) if name == ROOM else b""
        start: Message | None = None
        body = b""

        async def hold_back(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await _send_page(start, page_file(body, name, ahead), accept, send)

        # As it is: what came compressed could not be added to.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, hold_back)


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and "content-encoding" not in headers


async def _send_page(start: Message, page: EncodedFile, accept: str, send: Send) -> None:
    """The headers stay as they were, but for the length and the encoding."""
    response = page.response(accept, "")
    headers = MutableHeaders(scope=start)
    for name in ("content-length", "content-encoding", "vary"):
        if name in response.headers:
            headers[name] = response.headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": bytes(response.body)})


@lru_cache(maxsize=8)
def _file(page: bytes, name: str) -> EncodedFile:
    return EncodedFile(with_head(page, name), "text/html")


@lru_cache(maxsize=2)
def _drawn_early(page: bytes, name: str) -> bytes:
    return with_theirs_later(_file(page, name).content)


def page_file(page: bytes, name: str, ahead: bytes = b"") -> EncodedFile:
    """The page with its head; made once for each kind of page, and anew where ``ahead`` is for one person."""
    known = name if name in COMPONENTS else ""
    if not ahead:
        return _file(page, known)
    return EncodedFile(_drawn_early(page, known).replace(_END, ahead + _END, 1), "text/html")
