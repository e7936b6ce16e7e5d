"""A limit for heavy work: a few at once, a few more wait a while, all others get TooMany.

Python runs one thing at a time, so that ten exports at once would be no faster, and every meeting would wait for them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import TooMany


class WorkSlots:
    """``at_once`` work, ``waiting`` wait up to ``seconds``; all others get ``sentence`` as TooMany."""

    def __init__(self, at_once: int, waiting: int, seconds: float, sentence: str) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._seconds = seconds
        self._sentence = sentence

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooMany."""
        if not self._places.acquire(blocking=False):
            raise TooMany(self._sentence)
        try:
            if not self._free.acquire(timeout=self._seconds):
                raise TooMany(self._sentence)
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._places.release()
