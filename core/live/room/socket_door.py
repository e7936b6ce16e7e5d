"""The sockets of rooms go to their endpoint from here, past all that stands behind this middleware.

Behind it are the session, compression and routing of Streamlit's application, of which a room's socket needs nothing.
Each is a frame or two that a socket would keep as long as it is open, and a call more for every frame that it is sent.
"""

from collections.abc import Awaitable

from starlette.routing import Match, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from core.live.room.socket import socket

ROUTE = WebSocketRoute("/live/ws/{pm_id}", socket)
"""As every route it stands in the table of routes too, for whoever runs them without this middleware."""


class SocketDoor:
    """Plain ASGI, the last before the application: who may come in at all has been asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "websocket":
            return self._app(scope, receive, send)
        match, found = ROUTE.matches(scope)
        if match is not Match.FULL:
            return self._app(scope, receive, send)
        scope.update(found)
        return socket(WebSocket(scope, receive, send))
