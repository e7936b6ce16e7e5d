"""Whose turn it is to bring a record up to date: one room's at a time, with pauses in between.

A projection reads a whole document and writes its record and both search indexes. Twenty rooms that each did it four
times a second would leave no time to those who type.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

LONGEST_PAUSE: Final = 0.5
"""Seconds. On a machine that is slow for another reason, twenty rooms still have a turn every ten seconds."""


class ProjectionTurns:
    """Used on the event loop only."""

    def __init__(self, share: float) -> None:
        """``share``: of the time, between 0 and 1, that all projections together take."""
        self._pause_for_each = (1 - share) / share
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits in the order of asking. What the block takes is how long the next one waits after it, several times."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            await asyncio.sleep(self._free_at - loop.time())
            begun = loop.time()
            try:
                yield
            finally:
                ended = loop.time()
                self._free_at = ended + min((ended - begun) * self._pause_for_each, LONGEST_PAUSE)
