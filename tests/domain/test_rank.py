"""Ranks: there is always room between two rows, and everybody computes the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.rank import ALPHABET, between, is_rank, spread
from core.errors import BadInput

ranks = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=8).filter(is_rank)

# The browser's tests hold the same pairs, so that both sides stay one algorithm.
SHARED = (
    (None, None, "V"),
    ("V", None, "W"),
    ("z", None, "z1"),
    ("zz", None, "zz1"),
    ("z1", None, "z2"),
    ("Vz", None, "W"),
    (None, "V", "F"),
    (None, "1", "0V"),
    (None, "01", "00V"),
    ("V", "W", "VV"),
    ("V", "X", "W"),
    ("Vz", "W", "Vz1"),
    ("A", "A1", "A0V"),
    ("A", "A0V", "A0F"),
    ("1", "11", "10V"),
    ("Az", "B", "Az1"),
)


@pytest.mark.parametrize(("a", "b", "expected"), SHARED)
def test_both_sides_agree_on_the_shared_examples(a: str | None, b: str | None, expected: str) -> None:
    """The browser and the server put a row at the same place."""
    assert between(a, b) == expected


@given(ranks, ranks)
def test_there_is_always_room_between_two_different_ranks(one: str, other: str) -> None:
    """No row ever has to be renumbered to make room for another."""
    if one == other:
        return
    low, high = sorted((one, other))
    middle = between(low, high)
    assert low < middle < high
    assert is_rank(middle)


@given(st.none() | ranks)
def test_there_is_room_before_and_after_every_rank(rank: str | None) -> None:
    """A row can always become the first or the last one."""
    after = between(rank, None)
    before = between(None, rank)
    assert is_rank(after)
    assert is_rank(before)
    assert rank is None or before < rank < after


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_rows_inserted_anywhere_keep_their_order(places: list[int]) -> None:
    """However a list was put together, its ranks read in the order of its rows."""
    rows: list[str] = []
    for place in places:
        index = place % (len(rows) + 1)
        rank = between(rows[index - 1] if index else None, rows[index] if index < len(rows) else None)
        rows.insert(index, rank)
    assert rows == sorted(set(rows))


def test_a_list_typed_from_top_to_bottom_keeps_short_ranks() -> None:
    """A thousand rows appended one after another stay cheap to store and to compare."""
    ranks_of_a_long_list = spread(1000)
    assert list(ranks_of_a_long_list) == sorted(set(ranks_of_a_long_list))
    assert max(map(len, ranks_of_a_long_list)) <= 18


@pytest.mark.parametrize(("a", "b"), [("V", "V"), ("W", "V"), ("V0", None), ("", None), ("a b", None), (None, "ä")])
def test_what_is_no_place_is_refused_with_a_sentence(a: str | None, b: str | None) -> None:
    """A broken rank from elsewhere cannot make another broken one."""
    with pytest.raises(BadInput) as refused:
        between(a, b)
    assert refused.value.sentence.endswith(".")
