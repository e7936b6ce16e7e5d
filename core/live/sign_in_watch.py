"""Which open sockets belong to which sign-in, and which of those are over: looked up once a second, in one question.

Another server, or the clock, may have ended them. While no socket is open, and where nobody signs in, nothing is asked.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager

from core.errors import DebriefError

_log = logging.getLogger(__name__)

End = Callable[[], Awaitable[None]]


class SignInWatch:
    """``still_good`` blocks until the database has said which of these hashes are signed in; ``run`` has a thread."""

    def __init__(
        self,
        still_good: Callable[[Collection[str]], set[str]],
        run: Callable[[Callable[[], set[str]]], Awaitable[set[str]]],
        seconds: float,
    ) -> None:
        self._still_good = still_good
        self._run = run
        self._seconds = seconds
        self._open: defaultdict[str, set[End]] = defaultdict(set)

    @contextmanager
    def watching(self, token_hash: str, end: End) -> Iterator[None]:
        """While this lasts, ``end`` is awaited as soon as the sign-in is over."""
        self._open[token_hash].add(end)
        try:
            yield
        finally:
            self._open[token_hash].discard(end)
            if not self._open[token_hash]:
                del self._open[token_hash]

    async def look(self) -> int:
        """Ends the sockets of sign-ins that are over. Returns how many that were."""
        if not self._open:
            return 0
        hashes = set(self._open)
        good = await self._run(lambda: self._still_good(hashes))
        over = [end for token_hash in hashes - good for end in tuple(self._open.get(token_hash, ()))]
        for end in over:
            await end()
        return len(over)

    async def look_regularly(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            try:
                count = await self.look()
            except DebriefError as error:
                # Nobody is thrown out because the database cannot be read; nothing can be written then, either.
                _log.warning("it could not be seen who is still signed in: %s", error.sentence)
            except Exception:
                _log.exception("it could not be seen who is still signed in")
            else:
                if count:
                    _log.info("%d sockets were closed: nobody is signed in with their browsers any more", count)
