"""Hints: for the words somebody types, without what the meeting waved away, and never with a name."""

import pytest

from core.document.edit import add_row
from core.domain.postmortem import SectionId
from core.errors import BadInput, NotAllowed, NotMember
from core.services import access, documents, hints
from core.services.app import App
from tests.support.apps import open_room

BLAME = "Kim forgot to check the disk."


def test_blame_gets_a_hint_with_the_right_place(app: App) -> None:
    """The pipeline stands: a text goes in, places in the text come out."""
    room = open_room(app)
    (hint, *_) = hints.check(app, room.pm_id, "summary.impact", SectionId.SUMMARY, f"😀 {BLAME}")
    assert 0 <= hint.start < hint.end <= len(f"😀 {BLAME}")
    assert hint.message
    assert hint.question
    assert hints.check(app, room.pm_id, "summary.impact", SectionId.SUMMARY, "The disk was full.") == []


def test_a_dismissed_hint_stays_away_for_good_in_that_field(app: App) -> None:
    """However the words are spaced or capitalised; elsewhere it still helps."""
    room = open_room(app)
    text = f"{BLAME} Then it was fixed."
    (hint, *_) = hints.check(app, room.pm_id, "summary.impact", SectionId.SUMMARY, text)
    phrase = text[hint.start : hint.end]
    hints.dismiss(app, room.pm_id, "summary.impact", f"  {phrase.upper()} ", "it is a quote", room.participant)
    left = hints.check(app, room.pm_id, "summary.impact", SectionId.SUMMARY, text)
    assert phrase not in [text[each.start : each.end] for each in left]
    elsewhere = hints.check(app, room.pm_id, "lessons.went_wrong", SectionId.LESSONS, text)
    assert phrase in [text[each.start : each.end] for each in elsewhere]
    other = open_room(app, "Another one")
    assert hints.check(app, other.pm_id, "summary.impact", SectionId.SUMMARY, text)


def test_only_those_who_write_dismiss(app: App) -> None:
    """A reader or a removed person changes nothing."""
    room = open_room(app)
    with pytest.raises(NotAllowed):
        hints.dismiss(app, room.pm_id, "summary.impact", "forgot", "", room.viewer)
    access.remove(app, room.facilitator, room.pm_id, room.participant.visitor_id)
    with pytest.raises(NotMember):
        hints.dismiss(app, room.pm_id, "summary.impact", "forgot", "", room.participant)


@pytest.mark.parametrize(
    ("field", "phrase", "reason"), [("f", "", ""), ("f", "x" * 501, ""), ("f" * 65, "x", ""), ("f", "x", "y" * 501)]
)
def test_what_is_dismissed_is_short(sqlite_app: App, field: str, phrase: str, reason: str) -> None:
    """No storing of whole texts by this door."""
    room = open_room(sqlite_app)
    with pytest.raises(BadInput):
        hints.dismiss(sqlite_app, room.pm_id, field, phrase, reason, room.participant)


def test_names_of_owners_and_people_in_the_timeline_are_known(app: App) -> None:
    """So that a sentence about them can be told from one about a system; checking never fails on odd names."""
    room = open_room(app)
    documents.edit(app, room.pm_id, add_row("actions", "a", "Alert", "V", owner="Zebulon"), None)
    documents.edit(app, room.pm_id, add_row("timeline", "t", "x", "V", who="(*[\\"), None)
    assert hints.check(app, room.pm_id, "factors", SectionId.FACTORS, "Zebulon was careless.")
    for text in ("", "x" * 20_000, "\ud800", "\x00" * 50, "(" * 2000):
        hints.check(app, room.pm_id, "factors", SectionId.FACTORS, text)
