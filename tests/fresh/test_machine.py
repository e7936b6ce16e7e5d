"""A bound beside fixed work says how much slower some code is than other code, not how slow the machine is."""

import pytest

from tests.support.machine import ROUNDS, assert_beside_fixed_work, fixed_work


def test_twice_the_work_does_not_pass_for_less() -> None:
    """So a bound of 1.3 times the usual finds a writer that became twice as slow, however often it is tried."""
    done: list[int] = []
    with pytest.raises(AssertionError, match=r"it takes [12]\.\d times as long"):
        assert_beside_fixed_work(1.3, lambda: done.extend((fixed_work(), fixed_work())))
    assert len(done) == 2 * ROUNDS


def test_a_machine_that_stands_still_in_one_round_changes_nothing() -> None:
    """The best round of each counts, and the first in which the bound holds is the last."""
    rounds = iter([5, 1, 1, 1])
    assert_beside_fixed_work(1.6, lambda: [fixed_work() for _ in range(next(rounds))])


def test_the_work_is_the_same_each_time() -> None:
    assert fixed_work() == fixed_work() > 500_000
