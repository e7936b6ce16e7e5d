"""Refused bodies in the operator's log: loud, and not a thousand times.

A sender with an old key asks again for ever; the log says so once in a while, with how often it happened.
"""

import logging
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)


class RefusalLog:
    """One line for each source and status in ``seconds``. Forgets all when there are too many to remember."""

    def __init__(self, seconds: float, remembered: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._remembered = remembered
        self._clock = clock
        self._known: dict[tuple[str, int], tuple[float, int]] = {}

    def note(self, source: str, status: int, sentence: str) -> None:
        """``source`` is one that is known here, never a text out of an address."""
        now = self._clock()
        at, left_out = self._known.get((source, status), (now - self._seconds, 0))
        if now - at < self._seconds:
            self._known[source, status] = (at, left_out + 1)
            return
        if len(self._known) >= self._remembered:
            self._known.clear()
        self._known[source, status] = (now, 0)
        before = f" ({left_out} more were refused before)" if left_out else ""
        _log.warning("inbound: a body for %s was refused with %d: %s%s", source, status, sentence, before)
