"""A request's body has a time limit: a sender that drips bytes, or stops in the middle, is cut off.

Plain ASGI. Once the body is whole nothing is timed: what is awaited then is the browser's leaving.
"""

import asyncio
import logging
from collections.abc import Awaitable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.live.context import live_of

_log = logging.getLogger(__name__)


class BodyTimeout:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """What is not its business passes through without a frame of its own, which a socket would keep for hours."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return self._app(scope, receive, send)
        return self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + live_of(HTTPConnection(scope)).limits.body_seconds
        whole = False

        async def in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, end - loop.time()))
            except TimeoutError:
                _log.info("a request's body was not sent in time")
                whole = True
                return {"type": "http.disconnect"}
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await self._app(scope, in_time, send)
