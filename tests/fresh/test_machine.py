"""Bounds in seconds follow the machine: the slower it is, the longer they are, and never shorter."""

import pytest

from tests.support import machine
from tests.support.machine import fixed_work, seconds_of, slowness


def test_a_machine_that_takes_longer_stretches_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.3, 0.21, 0.5])
    monkeypatch.setattr(machine, "seconds_of", lambda _work: next(times))
    assert slowness(usual=0.07) == pytest.approx(3)


def test_a_quicker_machine_shortens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "seconds_of", lambda _work: 0.01)
    assert slowness(usual=0.07) == 1


def test_twice_the_work_takes_about_twice_the_time() -> None:
    """It is time of the processor that is counted: not what other programs have, not what is slept away."""
    once = min(seconds_of(fixed_work) for _ in range(3))
    twice = min(seconds_of(lambda: (fixed_work(), fixed_work())) for _ in range(3))
    assert 1.3 < twice / once < 3.5


def test_the_work_is_the_same_each_time() -> None:
    assert fixed_work() == fixed_work() > 500_000
