"""Answers remembered for the last few values, by identity: a postmortem of thousands of rows is slow to compare.

For functions of one immutable value. Records that are read again are the same object (``records.postmortem_of``), so
that ten people who open one summary at once cost what one does.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

V = TypeVar("V")
R = TypeVar("R")


def remembered(size: int = 4) -> Callable[[Callable[[V], R]], Callable[[V], R]]:
    """Keeps the last ``size`` values and their answers alive. Two threads that ask at once may both compute it."""

    def decorated(function: Callable[[V], R]) -> Callable[[V], R]:
        known: OrderedDict[int, tuple[V, R]] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def ask(value: V) -> R:
            with lock:
                found = known.get(id(value))
                if found is not None and found[0] is value:
                    known.move_to_end(id(value))
                    return found[1]
            answer = function(value)
            with lock:
                known[id(value)] = (value, answer)
                known.move_to_end(id(value))
                while len(known) > size:
                    known.popitem(last=False)
            return answer

        return ask

    return decorated
