"""The measure that time limits in tests are held to."""

import gc
import time
from itertools import chain, repeat

import pytest

from tests.support.timing import TRIES, assert_growth, assert_within, cpu_seconds


def _work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_the_least_of_the_tries_counts() -> None:
    """One that met something else on its way says nothing about the code."""
    lengths = chain([0.1, 0.1], repeat(0.01))
    assert 0.01 <= cpu_seconds(lambda: _work(next(lengths))) < 0.1


def test_waiting_is_no_work_and_work_is_found() -> None:
    """The measure can fail a test: what always takes long is long."""
    assert_within(0.04, lambda: time.sleep(0.05))
    assert cpu_seconds(lambda: _work(0.06)) >= 0.06


def test_a_bound_is_asked_about_until_it_holds() -> None:
    """A busy machine spoils some tries; the first that holds is enough."""
    lengths = chain([0.02] * 4, repeat(0.0))
    asked: list[float] = []

    def act() -> None:
        asked.append(next(lengths))
        _work(asked[-1])

    assert_within(0.02, act)
    assert asked == [0.02] * 4 + [0.0]


def test_what_is_slow_each_time_is_found() -> None:
    """And the figures are said."""
    asked: list[float] = []

    def act() -> None:
        asked.append(0.02)
        _work(asked[-1])

    with pytest.raises(AssertionError, match=rf"the reader takes 0\.0\d+ s at the least, not 0\.01 s; {TRIES} tries"):
        assert_within(0.01, act, "the reader")
    assert len(asked) == TRIES


def test_what_takes_seconds_is_not_tried_twelve_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that fails does so before its time is over."""
    monkeypatch.setattr("tests.support.timing.PATIENCE_S", 0.05)
    with pytest.raises(AssertionError, match="; 2 tries"):
        assert_within(0.01, lambda: _work(0.03))


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
    assert_growth(8, lambda some: sum(some), range, 400_000)
    with pytest.raises(AssertionError, match="4 times the size takes 1"):
        assert_growth(8, lambda some: [sum(some) for _ in some], range, 700)
    assert_growth(1.1, lambda _: None, range, 1)


def test_what_is_made_for_the_work_is_not_measured() -> None:
    """A function that reads the beginning of its text is as fast for a long one, however long the text took to make."""
    assert_growth(1.1, lambda _: None, lambda size: sum(range(size)), 400_000)
