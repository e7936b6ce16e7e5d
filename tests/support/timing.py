"""How long something takes by this thread's processor, so that a busy machine and the rest of the run count for little.

Python's collector walks over everything that the tests of a process have left. In one run of all tests it took 1.7 s in
the middle of a call of 2 ms. So it waits meanwhile, and the least of some tries is what counts.
"""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def cpu_seconds(action: Callable[[], object], tries: int = 3) -> float:
    """Seconds of processor time of this thread, the least of ``tries``."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return min(_taken(action) for _ in range(tries))
    finally:
        if enabled:
            gc.enable()


def growth(action: Callable[[Made], object], made: Callable[[int], Made], size: int, times: int = 4) -> float:
    """How many times as long ``action`` takes for what ``made`` makes of ``times`` the size, as for that of ``size``.

    ``times`` for linear work, its square for quadratic, on every machine. What is made is not measured: ten megabytes
    that were cut off for each call took longer than reading their beginning did. Less than two milliseconds count as
    two: so short a time is noise.
    """
    least = 0.002
    short, long = made(size), made(times * size)
    return max(cpu_seconds(lambda: action(long)), least) / max(cpu_seconds(lambda: action(short)), least)


def _taken(action: Callable[[], object]) -> float:
    started = time.thread_time()
    action()
    return time.thread_time() - started
