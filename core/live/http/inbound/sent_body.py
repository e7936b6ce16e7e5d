"""The body of a request as its sender wrote it.

Read within bounds of size, time and number: whoever sends a body slowly, or many at once, holds up nobody else.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import ClientDisconnect, Request

from core.errors import BadInput, TooLarge, TooMany
from core.live.limits import Limits

LARGE: Final = "This body is larger than 1 MB. Let the sender put fewer alerts into one message."
SLOW: Final = "This body did not arrive in time. Send it again."
PACKED: Final = "This body is compressed. Let the sender send it as it is: nothing from outside is unpacked."
BUSY: Final = "Too many bodies are on their way. Send it again in a minute."


class Places:
    """How many bodies may be on their way, in all and for one address. Each may hold a megabyte."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._taken: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Raises TooMany when there is no place."""
        limits = self._limits
        if self._taken.total() >= limits.inbound_at_once or self._taken[address] >= limits.inbound_an_address:
            raise TooMany(BUSY)
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            if self._taken[address] <= 0:
                del self._taken[address]


async def read_body(request: Request, limits: Limits) -> bytes:
    """The bytes as they came: a signature is over them.

    Raises TooLarge, and BadInput for one that is compressed or stops on its way.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise BadInput(PACKED)
    try:
        return await asyncio.wait_for(_whole(request, limits.inbound_bytes), limits.inbound_body_seconds)
    except (TimeoutError, ClientDisconnect) as error:
        raise BadInput(SLOW) from error


async def _whole(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLarge(LARGE)
    return bytes(body)
