"""The writers of this process stand in line, first come, first served.

A pool of one connection lets them wait, but not in order: a thread that has just given the connection back and wants
it again is faster than any that was woken to take it. Beside one thread that writes all the time another waited for 54
of its writes, in the median; beside four for a thousand. Here the turn is handed to the longest waiting.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as PoolTimeout


class WriterTurns:
    def __init__(self, patience: float) -> None:
        """``patience``: how long one may wait, in seconds."""
        self._patience = patience
        self._lock = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()
        """Locked, each until its turn."""

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises what a pool raises when no connection becomes free in time."""
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    def _take(self) -> None:
        mine = threading.Lock()
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._patience):
            return
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise PoolTimeout(f"no turn to write in {self._patience:g} s")
        # It was handed to this thread in the last moment.

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
