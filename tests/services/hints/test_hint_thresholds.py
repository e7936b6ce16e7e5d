"""How sure hints must be in a workspace: set by hand, and raised for a rule that is called “not blame” too often."""

import pytest

from core.domain.blameless import check
from core.domain.blameless.thresholds import DEFAULT, HIGHEST, LOWEST
from core.domain.postmortem import SectionId
from core.errors import BadInput, NotFound, WorkspaceLocked
from core.services.app import App
from core.services.hints import hint_rules, hint_service, hint_thresholds
from core.services.hints.hint_rules import RuleState
from tests.support.apps import Opener, Room, insider, newcomer, open_room

RULE = "human-error"
BLAME = "Root cause: human error."


def wave_away(app: App, room: Room, count: int, reason: str = "not_blame", start: int = 0) -> list[str | None]:
    return [
        hint_service.dismiss(app, room.pm_id, "factors", f"phrase {start + n}", RULE, reason, room.participant)
        for n in range(count)
    ]


def state_of(app: App, rule: str = RULE) -> RuleState:
    return next(item for item in hint_rules.team_rules(app).rules if item.id == rule)


def rules_shown(app: App, room: Room, text: str = BLAME) -> set[str]:
    return {item.rule for item in hint_service.check(app, room.pm_id, "factors", SectionId.FACTORS, text)}


def test_five_of_five_not_blame_raise_a_rule_s_threshold(app: App) -> None:
    """The fifth is told in the room; the next one begins a new count."""
    room = open_room(app)
    told = wave_away(app, room, 5)
    assert told == [None] * 4 + [hint_service.MUST_BE_SURER]
    assert state_of(app).threshold == 0.9
    assert wave_away(app, room, 4, start=5) == [None] * 4
    assert state_of(app).threshold == 0.9
    assert wave_away(app, room, 1, start=9) == [hint_service.MUST_BE_SURER]
    assert state_of(app).threshold == 0.975


def test_a_rule_that_helps_as_often_stays_as_it_is(app: App) -> None:
    """More than three in five of all answers must be “not blame”; other reasons are answers too."""
    room = open_room(app)
    for _ in range(4):
        hint_service.accept(app, room.pm_id, "factors", RULE, room.participant)
    assert wave_away(app, room, 6) == [None] * 6
    assert state_of(app).threshold is None
    assert wave_away(app, room, 1, start=6) == [hint_service.MUST_BE_SURER]


def test_the_same_phrase_twice_is_one_answer(app: App) -> None:
    """And a rule that nobody knows is not counted."""
    room = open_room(app)
    for _ in range(9):
        hint_service.dismiss(app, room.pm_id, "factors", "same", RULE, "not_blame", room.participant)
        hint_service.dismiss(app, room.pm_id, "factors", "same", "nope", "not_blame", room.participant)
    assert state_of(app).threshold is None


def test_a_threshold_hides_hints_that_are_less_sure(app: App) -> None:
    """While somebody types; and the reset of the rule brings it back."""
    room = open_room(app)
    shown = hint_service.check(app, room.pm_id, "factors", SectionId.FACTORS, BLAME)
    (sure,) = [item for item in shown if item.rule == RULE]
    wave_away(app, room, 25)
    assert state_of(app).threshold == HIGHEST > sure.confidence
    assert RULE not in rules_shown(app, room)
    hint_thresholds.reset_rule(app, RULE, None)
    assert state_of(app).threshold is None
    assert RULE in rules_shown(app, room)
    with pytest.raises(NotFound):
        hint_thresholds.reset_rule(app, "nope", None)


def test_the_team_s_threshold_is_for_every_rule(app: App) -> None:
    """Higher shows fewer, lower shows more, and what comes with Debrief is not stored."""
    room = open_room(app)
    text = "Somebody forgot the flag. We neglected the backups. It was human error. Kim broke the build."
    known = [item.confidence for item in check(text, SectionId.FACTORS, closer=True)]
    assert len(known) > 2
    for threshold in (LOWEST, max(LOWEST, min(HIGHEST, sorted(known)[1])), None, HIGHEST):
        hint_thresholds.set_threshold(app, threshold, None)
        shown = hint_service.check(app, room.pm_id, "factors", SectionId.FACTORS, text)
        assert len(shown) == sum(confidence >= (threshold or DEFAULT) for confidence in known)
    assert hint_rules.team_rules(app).threshold == HIGHEST
    hint_thresholds.set_threshold(app, DEFAULT, None)
    assert hint_rules.team_rules(app).threshold == DEFAULT
    with app.db.read() as tx:
        assert tx.sql("SELECT value FROM setting WHERE key = 'hint_threshold'").scalar() == ""


@pytest.mark.parametrize("threshold", [-1.0, 0.29, 0.9995, 2.0, float("nan"), float("inf")])
def test_a_threshold_out_of_its_bounds_is_refused(sqlite_app: App, threshold: float) -> None:
    """With a sentence, and nothing changes."""
    with pytest.raises(BadInput):
        hint_thresholds.set_threshold(sqlite_app, threshold, None)
    assert hint_rules.team_rules(sqlite_app).threshold == DEFAULT


def test_another_server_sees_it_at_the_next_question(database_url: str, open_test_app: Opener) -> None:
    """Both have one database."""
    one, two = open_test_app(database_url), open_test_app(database_url)
    room = open_room(one)
    assert hint_rules.team_rules(two).threshold == DEFAULT
    hint_thresholds.set_threshold(one, 0.8, None)
    wave_away(one, room, 5)
    assert hint_rules.team_rules(two).threshold == 0.8
    assert state_of(two).threshold == 0.95


def test_only_the_workspace_may_change_them(locked_app: App) -> None:
    """A guest of a meeting does not."""
    stranger = newcomer(locked_app)
    with pytest.raises(WorkspaceLocked):
        hint_thresholds.set_threshold(locked_app, 0.8, stranger)
    with pytest.raises(WorkspaceLocked):
        hint_thresholds.reset_rule(locked_app, RULE, stranger)
    hint_thresholds.set_threshold(locked_app, 0.8, insider(locked_app))
    assert hint_rules.team_rules(locked_app).threshold == 0.8
