"""How long something takes by this thread's processor, so that a busy machine and the rest of the run count for little.

A bound is asked about until it holds: what is slow by its mechanism is slow each time, and what met something else on
its way is not. So a bound that fails names a mistake, and one that holds costs a single call.

Python's collector walks over everything that the tests of a process have left. In one run of all tests it took 1.7 s in
the middle of a call of 2 ms. So it waits meanwhile, and the least of some tries is what counts.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Made = TypeVar("Made")

TRIES = 12
PATIENCE_S = 10.0
"""Of processor time: what takes seconds instead of milliseconds is not tried twelve times."""
LEAST_S = 0.002
"""So short a time is noise: less counts as this much."""


def cpu_seconds(action: Callable[[], object], tries: int = 3) -> float:
    """Seconds of processor time of this thread, the least of ``tries``."""
    with no_collector():
        return min(_taken(action) for _ in range(tries))


def assert_within(seconds: float, action: Callable[[], object], what: str = "it") -> None:
    """``action`` takes fewer seconds of the processor than that, at the latest the twelfth time."""
    with no_collector():
        taken: list[float] = []
        while _is_tried_again(taken):
            taken.append(_taken(action))
            if taken[-1] < seconds:
                return
    raise AssertionError(f"{what} takes {min(taken):.3f} s at the least, not {seconds} s; {len(taken)} tries")


def assert_growth(
    below: float, action: Callable[[Made], object], made: Callable[[int], Made], size: int, times: int = 4
) -> None:
    """``action`` takes fewer than ``below`` times as long for what ``made`` makes of ``times`` the size.

    About ``times`` as long for linear work, its square for quadratic, on every machine. What is made is not measured:
    ten megabytes that were cut off for each call took longer than reading their beginning did.
    """
    short, long = made(size), made(times * size)
    with no_collector():
        taken: list[float] = []
        shorts: list[float] = []
        while _is_tried_again(taken):
            shorts.append(_taken(lambda: action(short)))
            taken.append(_taken(lambda: action(long)))
            grown = max(min(taken), LEAST_S) / max(min(shorts), LEAST_S)
            if grown < below:
                return
    raise AssertionError(
        f"{times} times the size takes {grown:.1f} times as long, not {below}:"
        f" {min(shorts):.4f} s and {min(taken):.4f} s at the least of {len(taken)}"
    )


@contextmanager
def no_collector() -> Iterator[None]:
    """Python's collector waits, and goes on afterwards as before."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _is_tried_again(taken: list[float]) -> bool:
    return len(taken) < TRIES and sum(taken) < PATIENCE_S


def _taken(action: Callable[[], object]) -> float:
    started = time.thread_time()
    action()
    return time.thread_time() - started
