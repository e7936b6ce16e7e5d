"""The state of a postmortem follows from its meeting and its publication, and is the same wherever it is shown."""

from datetime import UTC, datetime

import pytest

from core.domain.publishing import WORDS, LateEdit, State, in_words, state_of


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (None, State.DRAFT),
        ("lobby", State.DRAFT),
        ("running", State.IN_MEETING),
        ("paused", State.IN_MEETING),
        ("finished", State.IN_REVIEW),
    ],
)
def test_unpublished_it_stands_where_its_meeting_stands(status: str | None, state: State) -> None:
    """Nobody sets a state: it cannot be forgotten or wrong."""
    assert state_of(status, published=False) is state


@pytest.mark.parametrize("status", [None, "lobby", "running", "paused", "finished"])
def test_published_it_is_published_whatever_its_meeting_does(status: str | None) -> None:
    """A meeting that is opened again takes nothing away from readers."""
    assert state_of(status, published=True) is State.PUBLISHED


def test_each_state_has_its_word() -> None:
    """The chip is never empty."""
    assert set(WORDS) == set(State)
    assert all(WORDS.values())


def test_a_later_edit_is_told_with_who_and_when() -> None:
    """One line under the title."""
    edit = LateEdit("Ana", datetime(2026, 12, 2, 14, 5, tzinfo=UTC))
    assert in_words(edit, "2 Dec 14:05") == "edited after publishing by Ana, 2 Dec 14:05"
