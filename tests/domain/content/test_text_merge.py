"""Two people in one short text: no word of either is lost, here and in the browser by the same table."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content.text_merge import merge_texts

CASES = json.loads((Path(__file__).parents[2] / "cases" / "text_merge.json").read_text(encoding="utf-8"))
small = st.text("abc ", max_size=12)
mine_only = st.text("XYZ", min_size=1, max_size=6)
theirs_only = st.text("123", min_size=1, max_size=6)


@pytest.mark.parametrize(("before", "mine", "theirs", "apart", "after"), CASES)
def test_the_table_of_cases(before: str, mine: str, theirs: str, apart: str, after: str) -> None:
    """The same as ``text_merge.test.ts`` reads."""
    assert merge_texts(before, mine, theirs, apart) == after


@given(small, st.data(), mine_only, theirs_only)
def test_what_two_people_add_at_once_both_stands_there(before: str, data: st.DataObject, m: str, t: str) -> None:
    """Wherever they add it."""
    at, other = (data.draw(st.integers(0, len(before))) for _ in range(2))
    found = merge_texts(before, before[:at] + m + before[at:], before[:other] + t + before[other:])
    assert m in found
    assert t in found


@given(small, small)
def test_one_person_alone_gets_their_own_words(before: str, mine: str) -> None:
    """Nobody else wrote, or nothing was changed here."""
    assert merge_texts(before, mine, before) == mine
    assert merge_texts(before, before, mine) == mine


@given(small, small)
def test_what_is_sent_twice_stands_once(before: str, mine: str) -> None:
    """An answer that was lost on its way is asked for again."""
    assert merge_texts(before, mine, merge_texts(before, mine, before)) == mine
