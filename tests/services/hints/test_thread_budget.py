"""A budget of processor time: slow work uses it up, a single pause of the machine or the garbage collector does not."""

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from core.services.hints.thread_budget import ThreadBudget

BUDGET = 0.125


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


@contextmanager
def slow_collections(seconds: float) -> Iterator[None]:
    """Collections take ``seconds`` of the collecting thread, as in a process that holds millions of objects."""

    def slow(phase: str, _: Mapping[str, int]) -> None:
        if phase == "stop":
            work(seconds)

    gc.callbacks.append(slow)
    try:
        yield
    finally:
        gc.callbacks.remove(slow)


def test_slow_work_uses_the_budget_up() -> None:
    """Nothing is used up at first; steps that take more than the budget together are."""
    budget = ThreadBudget(BUDGET)
    assert not budget.is_used_up()
    steps = 0
    while not budget.is_used_up():
        work(BUDGET / 10)
        steps += 1
    assert 4 <= steps <= 11


def test_one_collection_is_not_the_works_fault() -> None:
    """The collector took twice the budget in the middle of it, and the work may go on, but not for ever."""
    budget = ThreadBudget(BUDGET)
    with slow_collections(2 * BUDGET):
        gc.collect()
    assert not budget.is_used_up()
    asked = 0
    while not budget.is_used_up():
        work(BUDGET / 5)
        asked += 1
    assert 3 <= asked <= 4


def test_steps_that_are_all_too_long_end_it_soon() -> None:
    """Each counts for a quarter, so a text that is slow in every sentence is dropped after four of them."""
    budget = ThreadBudget(BUDGET)
    answers = []
    for _ in range(4):
        work(BUDGET)
        answers.append(budget.is_used_up())
    assert answers == [False, False, False, True]


def test_waiting_costs_nothing() -> None:
    """A machine that is busy with other things does not use up the budget of this thread."""
    budget = ThreadBudget(BUDGET)
    for _ in range(5):
        time.sleep(BUDGET)
        assert not budget.is_used_up()


def test_a_budget_of_nothing_is_used_up_at_once() -> None:
    """So that a caller may forbid work altogether."""
    assert ThreadBudget(0.0).is_used_up()
