"""How much processor time this thread may use for a piece of work, in steps of which none counts for more than a part.

What a thread is charged is not only its work: the garbage collector runs in whichever thread happens to make the next
object, for seconds in a large process, and a virtual machine that is not told of its pauses charges them to it as well.
Both come as one long step; work that is truly slow is slow in many.
"""

import time
from typing import Final

LARGEST_STEP: Final = 0.25
"""The part of the budget that one step uses at most, however long it took."""


class ThreadBudget:
    """Begins when it is made; ask it from that thread, after each step of the work."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._largest = seconds * LARGEST_STEP
        self._asked_at = time.thread_time()

    def is_used_up(self) -> bool:
        now = time.thread_time()
        self._left -= min(now - self._asked_at, self._largest)
        self._asked_at = now
        return self._left <= 0
