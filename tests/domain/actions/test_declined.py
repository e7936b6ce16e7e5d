"""What an action still needs, and when a decision against it is an answer: the board says the same."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions import declined as declined_module
from core.domain.actions.declined import declined
from core.domain.actions.gaps import action_gaps
from core.domain.postmortem import ActionRow
from tests.support.cases import cases


@pytest.mark.parametrize(("text", "answered"), cases("declined")["cases"])
def test_a_no_is_an_answer_with_its_reason(text: str, answered: bool) -> None:
    """``declined.test.ts`` reads the same table."""
    assert declined(ActionRow(id="a", text=text)) is answered


@pytest.mark.parametrize("case", cases("action_gaps")["cases"])
def test_what_an_action_still_needs(case: dict[str, Any]) -> None:
    """``completeness.test.ts`` reads the same table."""
    due = date.fromisoformat(case["due"]) if case["due"] else None
    row = ActionRow(id="a", text=case["text"], owner=case["owner"], due=due, done_when=case["done_when"])
    assert list(action_gaps(row)) == case["gaps"]


@given(
    st.lists(
        st.sampled_from(
            ("Won't", "won’t", "wont", "wo not", "will not", "not going to", "decided against", "do", "be", "fix",
             "fixed", "because", "as", "it", "costs", "too", "much", "-", ":", "\n", "DECIDED AGAINST")
        ),
        max_size=8,
    )
)  # fmt: skip
def test_the_quick_look_for_a_word_changes_no_answer(words: list[str]) -> None:
    """Texts without any of the words are not searched; none of those would have been found."""
    text = " ".join(words)
    found = declined_module._WONT.search(text)
    expected = found is not None and len(re.findall(r"\w+", found["why"])) >= 2
    assert declined(ActionRow(id="a", text=text)) == expected
