"""When a revision is kept and what the history says of it: one list, held here."""

from datetime import UTC, datetime

import pytest

from core.domain import revision
from core.domain.clock.state import Event, Kind, MeetingFinished, MeetingPaused, SectionLeft
from core.domain.postmortem import SectionId

AT = datetime(2026, 11, 29, 14, tzinfo=UTC)
LEFT = SectionLeft(at=AT, section=SectionId.TIMELINE, used=240.0)


@pytest.mark.parametrize(
    ("event", "kind", "reason"),
    [
        (LEFT, "sync", "section timeline"),
        (LEFT, "review", None),
        (MeetingFinished(at=AT), "sync", "finish"),
        (MeetingFinished(at=AT), "review", "review"),
        (MeetingPaused(at=AT), "sync", None),
    ],
)
def test_the_clock_keeps_a_revision_at_section_changes_and_at_the_end(
    event: Event, kind: Kind, reason: str | None
) -> None:
    """A review's steps change nothing in the document by themselves."""
    assert revision.reason_for(event, kind) == reason


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("section timeline", "Timeline was left"),
        ("section nowhere", "Section nowhere"),
        ("finish", "The meeting was finished"),
        ("review", "The review was finished"),
        ("published", "Published"),
        ("ten minutes of work", "Ten minutes of writing"),
        ("the room was left", "Everybody had left the room"),
        ("before a restore", "Before an earlier version was brought back"),
        ("restored 2026-11-29T14:00:00+00:00", "An earlier version was brought back"),
        ("a reason of a later version", "A reason of a later version"),
        ("", ""),
    ],
)
def test_the_history_has_a_sentence_for_each_stored_reason(reason: str, text: str) -> None:
    """Reasons are in people's databases: what stands on the left may never change."""
    assert revision.reason_text(reason) == text


def test_a_restore_names_the_revision_it_brought_back() -> None:
    """Read back from what was stored."""
    assert revision.restored_from(revision.restored(AT)) == AT
    assert revision.restored_from("finish") is None
