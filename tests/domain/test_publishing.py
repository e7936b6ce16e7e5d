"""The state of a postmortem follows from its meeting and its publication, and is the same wherever it is shown."""

from datetime import UTC, datetime

import pytest

from core.domain.publication import WORDS, LateEdit, PublicationState, publication_state, state_label


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (None, PublicationState.DRAFT),
        ("lobby", PublicationState.DRAFT),
        ("running", PublicationState.IN_MEETING),
        ("paused", PublicationState.IN_MEETING),
        ("finished", PublicationState.MEETING_HELD),
    ],
)
def test_unpublished_it_stands_where_its_meeting_stands(status: str | None, state: PublicationState) -> None:
    """Nobody sets a state: it cannot be forgotten or wrong."""
    assert publication_state(status, published=False, began=True) is state


@pytest.mark.parametrize("status", [None, "lobby", "running", "paused", "finished"])
def test_published_it_is_published_whatever_its_meeting_does(status: str | None) -> None:
    """A meeting that is opened again takes nothing away from readers."""
    assert publication_state(status, published=True, began=True) is PublicationState.PUBLISHED


def test_what_is_finished_without_a_meeting_is_an_old_report() -> None:
    """Nobody met about it here, and no list says so."""
    assert publication_state("finished", published=False, began=False) is PublicationState.OLD_REPORT
    assert publication_state("finished", published=True, began=False) is PublicationState.PUBLISHED


def test_each_state_has_its_word() -> None:
    """The chip is never empty."""
    assert set(WORDS) == set(PublicationState)
    assert all(WORDS.values())


def test_a_later_edit_is_told_with_who_and_when() -> None:
    """One line under the title."""
    edit = LateEdit("Ana", datetime(2026, 12, 2, 14, 5, tzinfo=UTC))
    assert state_label(edit, "2 Dec 14:05") == "edited after publishing by Ana, 2 Dec 14:05"
