"""Switches off Streamlit's error dialogs, which take the keyboard from whoever is typing.

When the connection to the server drops, Streamlit opens a modal "Connection error"; every key after it is lost. Its
page fetches a small configuration at the start, which can forbid that. The badge of the room shows instead what
happened, and how many changes wait in this browser.
"""

import json
from collections.abc import Awaitable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONFIG = "/_stcore/host-config"
OURS = {"blockErrorDialogs": True}


class HostConfigMiddleware:
    """Plain ASGI: passes everything through, and adds one line to one small answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """What is not its business passes through without a frame of its own, which a socket would keep for hours."""
        if scope["type"] != "http" or not scope["path"].endswith(CONFIG):
            return self._app(scope, receive, send)
        return self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = b""

        async def hold_back(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                whole = _with_ours(body) if start["status"] == 200 else body
                MutableHeaders(scope=start)["content-length"] = str(len(whole))
                await send(start)
                await send({"type": "http.response.body", "body": whole})

        await self._app(scope, receive, hold_back)


def _with_ours(body: bytes) -> bytes:
    """An answer that is no JSON object stays as it is."""
    try:
        config = json.loads(body)
    except ValueError:
        return body
    return json.dumps({**config, **OURS}).encode() if isinstance(config, dict) else body
