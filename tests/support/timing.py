"""How long something takes by this thread's processor, so that a busy machine and the rest of the run count for little.

Python's collector walks over everything that the tests of a process have left. In one run of all tests it took 1.7 s in
the middle of a call of 2 ms. So it waits meanwhile, and the least of some tries is what counts.
"""

import gc
import time
from collections.abc import Callable


def cpu_seconds(action: Callable[[], object], tries: int = 3) -> float:
    """Seconds of processor time of this thread, the least of ``tries``."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return min(_taken(action) for _ in range(tries))
    finally:
        if enabled:
            gc.enable()


def growth(action: Callable[[int], object], size: int, times: int = 4) -> float:
    """How many times as long ``times`` the size takes as ``size``: as many for linear work, their square for quadratic.

    The same on every machine. Less than two milliseconds count as two: so short a time is noise.
    """
    least = 0.002
    return max(cpu_seconds(lambda: action(times * size)), least) / max(cpu_seconds(lambda: action(size)), least)


def _taken(action: Callable[[], object]) -> float:
    started = time.thread_time()
    action()
    return time.thread_time() - started
