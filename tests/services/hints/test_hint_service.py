"""Hints: for the words somebody types, without what the meeting waved away, and never with a name."""

import dataclasses

import pytest

from core.domain.blameless.thresholds import HIGHEST
from core.domain.postmortem import SectionId
from core.errors import BadInput, NotAllowed, NotFound, NotMember, StorageTrouble
from core.services import access
from core.services.app import App
from core.services.documents import document_store
from core.services.hints import hint_reading, hint_rules, hint_thresholds
from core.services.hints import hint_service as hints
from core.services.hints.hint_service import OpenHint, OpenHints
from tests.support.apps import Room, open_room
from tests.support.edits import add_row, set_text

BLAME = "Kim forgot to check the disk."
FIELD = "summary.impact"
OWN = """
[[rule]]
id = "our-own"
category = "judgement"
message = "These words are none that anybody else uses."
question = "What happened?"
patterns = ["[gladly frobbed]"]
flag = ["Ann gladly frobbed it."]
"""

NO_DISKS = (
    OWN.replace("our-own", "no-disks")
    .replace("gladly frobbed", "check the disk")
    .replace("Ann gladly frobbed it.", "They check the disk.")
)


def found(app: App, room: Room, text: str, field: str = FIELD) -> list[str]:
    """The phrases that get a hint."""
    return [text[item.start : item.end] for item in hints.check(app, room.pm_id, field, SectionId.SUMMARY, text)]


def rule_of(app: App, room: Room, text: str) -> str:
    return hints.check(app, room.pm_id, FIELD, SectionId.SUMMARY, text)[0].rule


def state_of(app: App, rule: str) -> hint_rules.RuleState:
    return next(item for item in hint_rules.team_rules(app).rules if item.id == rule)


def test_blame_gets_a_hint_with_the_right_place(app: App) -> None:
    """The pipeline stands: a text goes in, places in the text come out."""
    room = open_room(app)
    (hint, *_) = hints.check(app, room.pm_id, FIELD, SectionId.SUMMARY, f"😀 {BLAME}")
    assert 0 <= hint.start < hint.end <= len(f"😀 {BLAME}")
    assert hint.message
    assert hint.question
    assert hints.check(app, room.pm_id, FIELD, SectionId.SUMMARY, "The disk was full.") == []


@pytest.mark.parametrize("reason", hints.REASONS)
def test_a_dismissed_hint_stays_away_for_good_in_that_field(app: App, reason: str) -> None:
    """However the words are spaced or capitalised, for whatever reason; elsewhere it still helps."""
    room = open_room(app)
    (phrase,) = found(app, room, BLAME)
    rule = rule_of(app, room, BLAME)
    assert hints.dismiss(app, room.pm_id, FIELD, f"  {phrase.upper()} ", rule, reason, room.participant) is None
    assert found(app, room, BLAME) == []
    assert found(app, room, BLAME, "lessons.went_wrong") == [phrase]
    assert found(app, open_room(app, "Another one"), BLAME) == [phrase]
    assert state_of(app, rule).dismissed == 1


def test_a_dismissed_hint_makes_room_for_another_kind(app: App) -> None:
    """While somebody types and in the facilitator's list, which read the same."""
    room = open_room(app)
    hint_rules.set_team_rules(app, NO_DISKS, None)
    text = "Kim forgot to check the disk."
    document_store.edit(app, room.pm_id, set_text(FIELD, text), room.participant.visitor_id)
    (first,) = found(app, room, text)
    assert "check" in first
    hints.dismiss(app, room.pm_id, FIELD, first, "", "fits", room.participant)
    assert found(app, room, text) == ["check the disk"]
    left = hints.open_hints(app, room.pm_id, room.facilitator)
    assert [item.phrase for item in left.per_section[SectionId.SUMMARY]] == ["check the disk"]


def test_a_closer_look_brings_what_is_not_sure_and_counts_for_nothing(app: App) -> None:
    """Neither while it is open nor once it was answered: not for the rule, and not in the facilitator's list."""
    room = open_room(app)
    hint_thresholds.set_threshold(app, HIGHEST, None)
    document_store.edit(app, room.pm_id, set_text(FIELD, BLAME), room.participant.visitor_id)
    assert found(app, room, BLAME) == []
    (hint,) = hints.check(app, room.pm_id, FIELD, SectionId.SUMMARY, BLAME, closer=True)
    assert not hint.sure
    assert hints.open_hints(app, room.pm_id, room.facilitator).total == 0
    phrase = BLAME[hint.start : hint.end]
    for number in range(9):
        field, reason = f"field {number}", "not_blame" if number % 2 else "not_helpful"
        assert hints.dismiss(app, room.pm_id, field, phrase, hint.rule, reason, room.participant, sure=False) is None
        hints.accept(app, room.pm_id, field, hint.rule, room.participant, sure=False)
    state = state_of(app, hint.rule)
    assert (state.accepted, state.dismissed, state.silent, state.threshold) == (0, 0, "", None)
    hints.dismiss(app, room.pm_id, FIELD, phrase, hint.rule, "fits", room.participant, sure=False)
    assert hints.check(app, room.pm_id, FIELD, SectionId.SUMMARY, BLAME, closer=True) == []


def test_only_those_who_write_dismiss_and_accept(app: App) -> None:
    """A reader, a removed person or somebody of another meeting changes nothing."""
    room, other = open_room(app), open_room(app, "Another one")
    rule = rule_of(app, room, BLAME)
    access.remove(app, room.facilitator, room.pm_id, room.participant.visitor_id)
    for who, error in ((room.viewer, NotAllowed), (room.participant, NotMember), (other.participant, NotMember)):
        with pytest.raises(error):
            hints.dismiss(app, room.pm_id, FIELD, "forgot", rule, "", who)
        with pytest.raises(error):
            hints.accept(app, room.pm_id, FIELD, rule, who)
    assert state_of(app, rule).accepted == state_of(app, rule).dismissed == 0


@pytest.mark.parametrize(
    ("field", "phrase", "reason"), [("f", "", ""), ("f", "x" * 501, ""), ("f" * 65, "x", ""), ("f", "x", "she did it")]
)
def test_what_is_dismissed_is_short_and_has_one_of_four_reasons(
    sqlite_app: App, field: str, phrase: str, reason: str
) -> None:
    """No storing of whole texts by this door, and no remarks about anybody."""
    room = open_room(sqlite_app)
    with pytest.raises(BadInput):
        hints.dismiss(sqlite_app, room.pm_id, field, phrase, "r", reason, room.participant)


def test_acceptances_are_counted_per_rule(app: App) -> None:
    """In the whole workspace, and a rule that is not there is not counted."""
    room, other = open_room(app), open_room(app, "Another one")
    rule = rule_of(app, room, BLAME)
    hints.accept(app, room.pm_id, FIELD, rule, room.participant)
    hints.accept(app, other.pm_id, FIELD, rule, other.facilitator)
    assert state_of(app, rule).accepted == 2
    with pytest.raises(NotFound):
        hints.accept(app, room.pm_id, FIELD, "no-such-rule", room.participant)


def test_a_rule_that_nobody_knows_is_dismissed_and_not_counted(sqlite_app: App) -> None:
    """Nobody fills a table with names of their own making."""
    room = open_room(sqlite_app)
    hints.dismiss(sqlite_app, room.pm_id, FIELD, "forgot to check", "x" * 500, "not_helpful", room.participant)
    assert all(rule.dismissed == 0 for rule in hint_rules.team_rules(sqlite_app).rules)


def test_three_times_not_helpful_mutes_a_rule_for_the_team_and_says_so(app: App) -> None:
    """Counted over the workspace, whichever words and meetings; other reasons do not mute."""
    rooms = [open_room(app, f"Number {number}") for number in range(3)]
    rule = rule_of(app, rooms[0], BLAME)
    (phrase,) = found(app, rooms[0], BLAME)
    for field in ("one", "two", "three"):
        hints.dismiss(app, rooms[0].pm_id, field, phrase, rule, "fits", rooms[0].participant)
    messages = [
        hints.dismiss(app, room.pm_id, FIELD, phrase, rule, "not_helpful", room.participant)
        for room in (rooms[0], rooms[0], *rooms[1:])  # twice the same counts once
    ]
    assert messages == [None, None, None, hints.MUTED]
    assert state_of(app, rule).silent == "muted"
    assert rule not in {item.rule for item in hints.check(app, rooms[0].pm_id, "new", SectionId.SUMMARY, BLAME)}


def test_a_muted_rule_that_is_brought_back_needs_three_more(app: App) -> None:
    """The team's word counts more than an old grudge."""
    room = open_room(app)
    rule = rule_of(app, room, BLAME)
    fields = (f"field{number}" for number in range(9))

    def not_helpful() -> str | None:
        return hints.dismiss(app, room.pm_id, next(fields), "forgot", rule, "not_helpful", room.participant)

    assert [not_helpful() for _ in range(3)][-1] == hints.MUTED
    assert not_helpful() is None  # somebody whose screen still showed it
    hint_rules.unmute(app, rule, None)
    assert rule_of(app, room, BLAME) == rule
    assert [not_helpful() is None for _ in range(3)] == [True, True, False]


def test_names_of_owners_and_people_in_the_timeline_are_known(app: App) -> None:
    """So that a sentence about them can be told from one about a system; checking never fails on odd names."""
    room = open_room(app)
    document_store.edit(app, room.pm_id, add_row("actions", "a", "Alert", "V", owner="Zebulon"), None)
    document_store.edit(app, room.pm_id, add_row("timeline", "t", "x", "V", who="(*[\\"), None)
    document_store.edit(app, room.pm_id, add_row("timeline", "u", "x", "W", who="Orla, on call"), None)
    with app.db.read() as tx:
        assert hints.people_of(tx, room.pm_id) == {"Ada", "Ben", "Cleo", "Zebulon", "Orla"}
    assert hints.check(app, room.pm_id, "factors", SectionId.FACTORS, "Zebulon was careless.")
    for text in ("", "x" * 20_000, "\ud800", "\x00" * 50, "(" * 2000):
        hints.check(app, room.pm_id, "factors", SectionId.FACTORS, text)


def fill(app: App, room: Room) -> None:
    document_store.edit(app, room.pm_id, set_text("summary.what_happened", BLAME), room.participant.visitor_id)
    document_store.edit(
        app, room.pm_id, add_row("actions", "a1", "Improve monitoring.", "V"), room.participant.visitor_id
    )
    document_store.edit(app, room.pm_id, add_row("actions", "a2", "Be more careful.", "W"), room.participant.visitor_id)
    document_store.edit(app, room.pm_id, add_row("factors", "f", "The disk was full.", "V"), None)


def test_what_is_left_is_listed_section_by_section(app: App) -> None:
    """Over all prose and all rows, with the question, and where a replacement fits, with that."""
    room = open_room(app)
    fill(app, room)
    left = hints.open_hints(app, room.pm_id, room.facilitator)
    assert list(left.per_section) == list(SectionId)
    assert left.total == 3
    (in_summary,) = left.per_section[SectionId.SUMMARY]
    assert in_summary.field == "summary.what_happened"
    assert in_summary.row_id is None
    assert in_summary.phrase in BLAME
    assert [(hint.row_id, hint.phrase) for hint in left.per_section[SectionId.ACTIONS]] == [
        ("a1", "Improve monitoring"),
        ("a2", "Be more careful"),
    ]
    assert all(hint.message and hint.question for hints in left.per_section.values() for hint in hints)


def test_what_was_dismissed_or_muted_is_not_left(app: App) -> None:
    """It was looked at already."""
    room = open_room(app)
    fill(app, room)
    hint_rules.set_team_rules(app, OWN, None)
    document_store.edit(app, room.pm_id, add_row("factors", "g", "Ann gladly frobbed it.", "W"), None)
    first = hints.open_hints(app, room.pm_id, room.facilitator)
    assert first.total == 4
    phrase = first.per_section[SectionId.SUMMARY][0].phrase
    hints.dismiss(app, room.pm_id, "summary.what_happened", phrase, "", "quote", room.participant)
    hint_rules.mute(app, "our-own", None)
    left = hints.open_hints(app, room.pm_id, room.facilitator)
    assert [section for section, found in left.per_section.items() if found] == [SectionId.ACTIONS]


def test_only_facilitators_see_what_is_left(app: App) -> None:
    """Of this meeting, and only while they are."""
    room, other = open_room(app), open_room(app, "Another one")
    for who, error in ((room.participant, NotAllowed), (room.viewer, NotAllowed), (other.facilitator, NotMember)):
        with pytest.raises(error):
            hints.open_hints(app, room.pm_id, who)
    stale = dataclasses.replace(room.participant, role="facilitator")
    with pytest.raises(NotAllowed):
        hints.open_hints(app, room.pm_id, stale)


def test_what_is_left_knows_no_writer() -> None:
    """There is no place for a name in it."""
    names = {field.name for kind in (OpenHints, OpenHint) for field in dataclasses.fields(kind)}
    assert not names & {"name", "by", "visitor", "visitor_id", "member", "writer", "author", "who"}


def test_a_very_long_record_is_read_in_part(sqlite_app: App) -> None:
    """The panel answers in a meeting's time, whatever was pasted."""
    room = open_room(sqlite_app)
    text = "The disk was full. " * 10_000 + BLAME
    document_store.edit(sqlite_app, room.pm_id, set_text("summary.impact", text), None)
    document_store.edit(sqlite_app, room.pm_id, add_row("factors", "f", BLAME, "V"), None)
    left = hints.open_hints(sqlite_app, room.pm_id, room.facilitator)
    assert [len(left.per_section[section]) for section in (SectionId.SUMMARY, SectionId.FACTORS)] == [0, 1]


def test_a_text_that_takes_too_long_gets_no_hints(
    sqlite_app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is dropped with a line in the log that tells its length and none of its words."""
    room = open_room(sqlite_app)
    assert found(sqlite_app, room, BLAME)
    monkeypatch.setattr(hint_reading, "BUDGET_SECONDS", 0.0)
    assert found(sqlite_app, room, BLAME) == []
    assert f"{len(BLAME)} characters" in caplog.text
    assert "Kim" not in caplog.text


def test_the_panel_reads_a_text_once(sqlite_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn again with nothing changed, it costs no reading."""
    room = open_room(sqlite_app)
    document_store.edit(sqlite_app, room.pm_id, set_text("summary.impact", BLAME), None)
    first = hints.open_hints(sqlite_app, room.pm_id, room.facilitator)
    assert first.total == 1
    monkeypatch.setattr(hint_reading, "read_hints", lambda *_: pytest.fail("it was read again"))
    assert hints.open_hints(sqlite_app, room.pm_id, room.facilitator) == first


def test_warming_makes_the_rules_ready_and_never_fails(
    sqlite_app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It runs beside the start of the server; a trouble is a line in the log."""
    hints.warm_up(sqlite_app)

    def broken(*_: object) -> None:
        raise StorageTrouble()

    monkeypatch.setattr(hints, "active_rules", broken)
    hints.warm_up(sqlite_app)
    assert "not ready yet" in caplog.text
