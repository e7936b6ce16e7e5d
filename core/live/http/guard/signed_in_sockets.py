"""Open sockets end with the sign-in they were opened by: the rooms', and those of Streamlit's pages.

A page looks at who is there whenever it runs. A socket was asked once, when it was opened, and a page that is open
draws some of its parts again by itself. So a page is told to load itself again, which shows the way in; a room's socket
is closed with the code that says why.
"""

from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import DebriefError
from core.live.context import LiveContext, live_of
from core.live.http.cookie import token_of
from core.live.room.close_codes import Close, reason
from core.services import access
from core.services.access.signing_in import hash_of

PAGE_SOCKET: Final = "/_stcore/stream"
"""How the address of the socket of Streamlit's pages ends."""


class SignedInSockets:
    """Plain ASGI, around every socket of a browser that somebody is signed in with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        live, token = live_of(connection), token_of(connection)
        del connection  # else its copy of the headers stays as long as the socket
        if token is None or not await _is_signed_in(live, token):
            await self._app(scope, receive, send)
            return
        page = scope["path"].endswith(PAGE_SOCKET)
        socket = _Endable(receive, send, live.reload_page if page else b"")
        with live.sign_ins.watching(hash_of(token), socket.end):
            await self._app(scope, socket.receive, socket.send)


async def _is_signed_in(live: LiveContext, token: str) -> bool:
    if live.provider is None:
        return False
    try:
        visitor = await live.threads.run(lambda: access.visitor(live.app, token))
    except DebriefError:
        return False  # the page or the room will find out the same, and say so
    return visitor is not None and visitor.signed_in


class _Endable:
    """A socket that can be ended from outside: the browser gets a code that says why, the application a disconnect."""

    def __init__(self, receive: Receive, send: Send, last_message: bytes) -> None:
        self._receive, self._send, self._last_message = receive, send, last_message
        self._accepted = self._ended = False

    async def receive(self) -> Message:
        if self._ended:
            return {"type": "websocket.disconnect", "code": int(Close.NO_VISITOR)}
        return await self._receive()

    async def send(self, message: Message) -> None:
        if self._ended:
            return  # a frame that was on its way; the application reads of the end when it next receives
        await self._send(message)
        self._accepted = self._accepted or message["type"] == "websocket.accept"
        self._ended = message["type"] == "websocket.close"

    async def end(self) -> None:
        """The server answers the close with a disconnect, which is what the application is waiting for."""
        if self._accepted and not self._ended:
            self._ended = True
            if self._last_message:
                await self._send({"type": "websocket.send", "bytes": self._last_message})
            code = Close.NO_VISITOR
            await self._send({"type": "websocket.close", "code": int(code), "reason": reason(code)})
