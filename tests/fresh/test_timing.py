"""The measure that time limits in tests are held to."""

import gc
import time
from itertools import chain, repeat

import pytest

from tests.support.timing import cpu_seconds, growth


def _work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_the_least_of_the_tries_counts() -> None:
    """One that met something else on its way says nothing about the code."""
    lengths = chain([0.1, 0.1], repeat(0.01))
    assert 0.01 <= cpu_seconds(lambda: _work(next(lengths))) < 0.05


def test_waiting_is_no_work_and_work_is_found() -> None:
    """The measure can fail a test: what always takes long is long."""
    assert cpu_seconds(lambda: time.sleep(0.05), tries=1) < 0.04
    assert cpu_seconds(lambda: _work(0.06)) >= 0.06


def test_the_collector_waits_and_goes_on_afterwards() -> None:
    """Also when what is measured raises."""
    seen: list[bool] = []
    cpu_seconds(lambda: seen.append(gc.isenabled()))
    assert seen == [False] * 3
    with pytest.raises(ZeroDivisionError):
        cpu_seconds(lambda: 1 / 0)
    assert gc.isenabled()


def test_linear_work_grows_as_its_size_and_quadratic_work_as_its_square() -> None:
    """With a bound of eight for four times the size one passes on every machine, and the other does not."""
    assert 2.5 < growth(lambda some: sum(some), range, 400_000) < 8
    assert growth(lambda some: [sum(some) for _ in some], range, 1_000) > 8
    assert growth(lambda _: None, range, 1) == 1


def test_what_is_made_for_the_work_is_not_measured() -> None:
    """A function that reads the beginning of its text is as fast for a long one, however long the text took to make."""
    assert growth(lambda _: None, lambda size: sum(range(size)), 400_000) == 1
