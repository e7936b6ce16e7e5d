"""What was computed for a value is there for that very value, and for no other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.domain.postmortem import Postmortem
from core.domain.remembered import remembered


def counting(size: int) -> tuple[Callable[[object], int], list[object]]:
    asked: list[object] = []

    @remembered(size)
    def length(value: object) -> int:
        asked.append(value)
        return len(str(value))

    return length, asked


def test_the_same_value_is_computed_once() -> None:
    length, asked = counting(2)
    value = Postmortem(title="Disk full")
    assert length(value) == length(value)
    assert asked == [value]


def test_an_equal_value_is_another_one() -> None:
    length, asked = counting(2)
    first, second = Postmortem(title="Disk full"), Postmortem(title="Disk full")
    assert length(first) == length(second)
    assert len(asked) == 2


def test_only_the_last_few_are_kept() -> None:
    length, asked = counting(2)
    one, two, three = [1], [1, 2], [1, 2, 3]
    for value in (one, two, one, three, one, two):
        length(value)
    assert [value is one for value in asked].count(True) == 1, "it was asked for again and again"
    assert [value is two for value in asked].count(True) == 2, "it was pushed out"


def test_an_id_that_is_used_again_is_not_mistaken() -> None:
    """A value that is remembered is alive, so that no other can have its id; one that is not may have had it."""
    length, _ = counting(1)
    for number in range(2_000):
        assert length([number] * (number % 7)) == len(str([number] * (number % 7)))


def test_an_error_is_not_remembered() -> None:
    tried = []

    @remembered()
    def fails(value: object) -> int:
        tried.append(value)
        raise ValueError("no")

    value = object()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fails(value)
    assert len(tried) == 2


def test_threads_get_their_own_answers() -> None:
    length, _ = counting(3)
    values = [[number] * number for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(length, values * 50)) == [len(str(value)) for value in values * 50]
