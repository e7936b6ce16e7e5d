"""A bound beside fixed work says how much slower some code is than other code, not how slow the machine is."""

from tests.support.machine import fixed_work, times_fixed_work


def test_twice_the_work_takes_about_twice_the_time() -> None:
    """So a bound of 1.6 times the usual finds a writer that became twice as slow."""
    assert 1.5 < times_fixed_work(lambda: (fixed_work(), fixed_work())) < 2.7


def test_a_machine_that_stands_still_in_one_round_changes_nothing() -> None:
    """The best round of each counts."""
    rounds = iter([5, 1, 1])
    assert times_fixed_work(lambda: [fixed_work() for _ in range(next(rounds))]) < 1.6


def test_the_work_is_the_same_each_time() -> None:
    assert fixed_work() == fixed_work() > 500_000
