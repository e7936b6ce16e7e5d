"""Ranks: there is always room between two rows, and everybody computes the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content.rank import ALPHABET, is_rank, rank_between, ranks_between
from core.errors import BadInput
from tests.support.cases import cases

ranks = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=8).filter(is_rank)

CASES = cases("rank")


@pytest.mark.parametrize(("a", "b", "expected"), CASES["between"])
def test_both_sides_agree_on_the_shared_examples(a: str | None, b: str | None, expected: str) -> None:
    """The browser and the server put a row at the same place."""
    assert rank_between(a, b) == expected


@pytest.mark.parametrize(("a", "b"), CASES["refused"])
def test_both_sides_refuse_the_same_pairs(a: str | None, b: str | None) -> None:
    """Equal or reversed neighbours, and keys that are none."""
    with pytest.raises(BadInput):
        rank_between(a, b)


@given(ranks, ranks)
def test_there_is_always_room_between_two_different_ranks(item: str, other: str) -> None:
    """No row ever has to be renumbered to make room for another."""
    if item == other:
        return
    low, high = sorted((item, other))
    middle = rank_between(low, high)
    assert low < middle < high
    assert is_rank(middle)


@given(st.none() | ranks)
def test_there_is_room_before_and_after_every_rank(rank: str | None) -> None:
    """A row can always become the first or the last one."""
    after = rank_between(rank, None)
    before = rank_between(None, rank)
    assert is_rank(after)
    assert is_rank(before)
    assert rank is None or before < rank < after


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_rows_inserted_anywhere_keep_their_order(places: list[int]) -> None:
    """However a list was put together, its ranks read in the order of its rows."""
    rows: list[str] = []
    for place in places:
        index = place % (len(rows) + 1)
        rank = rank_between(rows[index - 1] if index else None, rows[index] if index < len(rows) else None)
        rows.insert(index, rank)
    assert rows == sorted(set(rows))


def test_a_list_typed_from_top_to_bottom_keeps_short_ranks() -> None:
    """A thousand rows appended one after another stay cheap to store and to compare."""
    ranks_of_a_long_list = ranks_between(1000)
    assert list(ranks_of_a_long_list) == sorted(set(ranks_of_a_long_list))
    assert max(map(len, ranks_of_a_long_list)) <= 18


@pytest.mark.parametrize(("a", "b"), [("V", "V"), ("W", "V"), ("V0", None), ("", None), ("a b", None), (None, "ä")])
def test_what_is_no_place_is_refused_with_a_sentence(a: str | None, b: str | None) -> None:
    """A broken rank from elsewhere cannot make another broken one."""
    with pytest.raises(BadInput) as refused:
        rank_between(a, b)
    assert refused.value.sentence.endswith(".")
