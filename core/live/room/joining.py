"""Sockets are let in a few at a time, in the order in which they came.

Letting one in takes milliseconds of the event loop, spread over a dozen steps. With three hundred under way at once
each step of a keystroke stood behind one step of all of them; with a few it stands behind those few.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Joining:
    """One socket's place, given back once."""

    def __init__(self, places: asyncio.Semaphore, seconds: float) -> None:
        self._places = places
        self._timer: asyncio.TimerHandle | None = asyncio.get_running_loop().call_later(seconds, self.done)

    def done(self) -> None:
        """It is let in, or refused; called again it changes nothing."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._places.release()


class JoiningTurns:
    """Used on the event loop only."""

    def __init__(self, at_once: int, seconds: float) -> None:
        """``seconds``: after so long a socket counts no longer, and the next one begins."""
        self._places = asyncio.Semaphore(at_once)
        self._seconds = seconds

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Joining]:
        """Waits for a place. It is given back by ``done``, or when the block ends."""
        await self._places.acquire()
        joining = Joining(self._places, self._seconds)
        try:
            yield joining
        finally:
            joining.done()
