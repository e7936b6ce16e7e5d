"""Sockets are bounded before their handshake is accepted.

An accepted socket may send half a frame of ``server.maxMessageSize`` and keep it in memory, and each one of a page
costs a Streamlit session. So browsers that did not come in yet get a bounded number by address and in all, and one
that did gets as many as a person opens tabs. A refused handshake holds nothing.
"""

import logging
from collections import Counter

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from core.live.context import live_of
from core.live.http.guard.newcomers import address_key, belonging_visitor, is_owner

_log = logging.getLogger(__name__)


class SocketGuard:
    """Plain ASGI. Counts open sockets by key while they are open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()
        self._strangers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        live = live_of(connection)
        if is_owner(live, connection):
            del connection
            await self._app(scope, receive, send)
            return
        visitor = await belonging_visitor(live, connection)
        address = address_key(live, connection)
        del connection  # else its copy of the headers stays as long as the socket
        if visitor is not None:
            await self._counted(f"visitor {visitor.id}", live.limits.visitor_handshakes, scope, receive, send)
        elif self._strangers < live.limits.stranger_sockets:
            self._strangers += 1
            try:
                most = live.limits.stranger_sockets_an_address
                await self._counted(f"address {address}", most, scope, receive, send)
            finally:
                self._strangers -= 1
        else:
            await _refuse("all addresses", receive, send)

    async def _counted(self, key: str, most: int, scope: Scope, receive: Receive, send: Send) -> None:
        if self._open[key] >= most:
            await _refuse(key, receive, send)
            return
        self._open[key] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[key] -= 1
            if self._open[key] <= 0:
                del self._open[key]


async def _refuse(key: str, receive: Receive, send: Send) -> None:
    """Before the handshake is accepted: the server answers 403 and keeps nothing."""
    _log.info("a socket of %s was refused: too many are open", key)
    await receive()
    await send({"type": "websocket.close", "code": 1013})
