"""Files for Streamlit's upload address: only from browsers that belong here, a few, and not too much in all.

Streamlit keeps an uploaded file in memory as long as the session lives, and does not check who sent it. So a file needs
the cookie of a member or of the workspace, a length, and room in the budgets of its sender and of the server.
"""

import time
from collections import deque
from collections.abc import Awaitable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import BadInput, DebriefError, NotAllowed, TooLarge, TooMany
from core.live.context import LiveContext, live_of
from core.live.http import html_pages
from core.live.http.guard.newcomers import belonging_visitor, is_owner
from core.live.limits import LIMITS

UPLOADS = "/_stcore/upload_file/"
NOT_YET_IN = "Open Debrief through your link first, then add the file again."
NO_LENGTH = "This upload does not say how long it is. Choose the file again in the page."
TOO_MUCH = "Too many files were uploaded in the last half hour. Wait a little, then add this one again."


class Budget:
    """Bytes and files within a sliding window of time, by key."""

    def __init__(self, files: int, size: int, seconds: float) -> None:
        self._files, self._size, self._seconds = files, size, seconds
        self._taken: deque[tuple[float, str, int]] = deque()

    def has_room(self, key: str | None, size: int, now: float) -> bool:
        """Whether ``size`` more bytes fit for this key, or for everybody when it is None."""
        while self._taken and self._taken[0][0] <= now - self._seconds:
            self._taken.popleft()
        sizes = [taken for _, who, taken in self._taken if key in (None, who)]
        return len(sizes) < self._files and sum(sizes) + size <= self._size

    def take(self, key: str, size: int, now: float) -> None:
        self._taken.append((now, key, size))


class UploadGuard:
    """Plain ASGI, before Streamlit's own route."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._own: Budget | None = None
        self._all: Budget | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """What is not its business passes through without a frame of its own, which a socket would keep for hours."""
        if scope["type"] != "http" or scope["method"] not in ("PUT", "POST") or UPLOADS not in scope["path"]:
            return self._app(scope, receive, send)
        return self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        try:
            await self._check(live_of(connection), connection)
        except DebriefError as error:
            await html_pages.sentence_as_json(error.sentence, error.status)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _check(self, live: LiveContext, connection: HTTPConnection) -> None:
        visitor = await belonging_visitor(live, connection)
        if visitor is None and not is_owner(live, connection):
            raise NotAllowed(NOT_YET_IN)
        size = _length(connection)
        if size > live.limits.upload_bytes:
            raise TooLarge()
        limits, now = live.limits, time.monotonic()
        self._own = self._own or Budget(limits.uploads_a_visitor, limits.upload_bytes_a_visitor, limits.upload_seconds)
        self._all = self._all or Budget(limits.uploads_in_all, limits.upload_bytes_in_all, limits.upload_seconds)
        key = visitor.id if visitor is not None else "this computer"
        if not self._own.has_room(key, size, now) or not self._all.has_room(None, size, now):
            raise TooMany(TOO_MUCH)
        self._own.take(key, size, now)
        self._all.take(key, size, now)


def _length(connection: HTTPConnection) -> int:
    """The length that the sender declares; uvicorn reads no more than that."""
    digits = connection.headers.get("content-length", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > LIMITS.content_length_digits:
        raise BadInput(NO_LENGTH)
    return int(digits)
