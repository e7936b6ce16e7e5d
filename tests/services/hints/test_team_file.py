"""A team's tuning goes out into one file and comes back, whole or not at all."""

import json
from typing import Any

import pytest

from core.domain.blameless.team_file import read_team_file
from core.errors import BadFile, WorkspaceLocked
from core.services.app import App
from core.services.hints import hint_rules, hint_service, hint_thresholds, team_file
from core.services.hints.hint_rules import TeamRules
from tests.services.hints.test_hint_rules import HERO
from tests.support.apps import insider, newcomer, open_room

PLAIN: dict[str, Any] = {"debrief_hints": 1, "rules": "", "threshold": None, "tuning": {}}


def tune(app: App) -> None:
    hint_rules.set_team_rules(app, HERO, None)
    hint_rules.mute(app, "human-error", None)
    hint_thresholds.set_threshold(app, 0.75, None)
    room = open_room(app)
    for n in range(5):
        hint_service.dismiss(app, room.pm_id, "factors", f"p{n}", "be-careful", "not_blame", room.participant)
    for n in range(3):
        hint_service.dismiss(app, room.pm_id, "factors", f"q{n}", "neglected", "not_helpful", room.participant)


def tuned(team: TeamRules) -> tuple[Any, ...]:
    return team.text, team.threshold, {r.id: (r.silent, r.threshold) for r in team.rules if r.silent or r.threshold}


def test_what_one_team_exports_another_one_imports(app: App) -> None:
    """Rules, mutes, the threshold and those of single rules; no count and no phrase of an incident goes along."""
    tune(app)
    before = tuned(hint_rules.team_rules(app))
    data = team_file.export_team_file(app)
    assert json.loads(data) == {
        "debrief_hints": 1,
        "rules": HERO,
        "threshold": 0.75,
        "tuning": {
            "be-careful": {"silent": "", "threshold": 0.938},
            "human-error": {"silent": "off", "threshold": None},
            "neglected": {"silent": "muted", "threshold": None},
        },
    }
    team_file.import_team_file(app, json.dumps(PLAIN).encode(), None)
    assert tuned(hint_rules.team_rules(app))[0] == ""
    assert tuned(hint_rules.team_rules(app))[2] == {}
    done = team_file.import_team_file(app, data, None)
    assert (done.own_rules, done.silent, done.thresholds, done.unknown) == (1, 2, 2, ())
    assert done.sentence == "In use now: 1 rules of your own, 2 silent rules, 2 thresholds."
    assert tuned(hint_rules.team_rules(app)) == before
    assert team_file.export_team_file(app) == data


def test_counts_stay_when_a_file_is_imported(sqlite_app: App) -> None:
    """They are this team's, whatever file it uses; a rule that did not change goes on counting."""
    tune(sqlite_app)
    team_file.import_team_file(sqlite_app, team_file.export_team_file(sqlite_app), None)
    state = next(rule for rule in hint_rules.team_rules(sqlite_app).rules if rule.id == "be-careful")
    assert state.dismissed == 5


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense",
        json.dumps({**PLAIN, "rules": "x ="}).encode(),
        json.dumps({**PLAIN, "rules": HERO.replace("Ann gladly", "Ann")}).encode(),
        json.dumps({**PLAIN, "tuning": {"human-error": {"threshold": 7}}}).encode(),
    ],
)
def test_a_bad_file_changes_nothing(sqlite_app: App, data: bytes) -> None:
    """Not its JSON, not the rules in it, not a single value of it."""
    tune(sqlite_app)
    before = team_file.export_team_file(sqlite_app)
    with pytest.raises(BadFile):
        team_file.import_team_file(sqlite_app, data, None)
    assert team_file.export_team_file(sqlite_app) == before


def test_rules_that_are_not_there_are_left_out_and_named(sqlite_app: App) -> None:
    """A file of another version is of use all the same."""
    tuning = {f"gone-{n}": {"silent": "off"} for n in range(7)} | {"human-error": {"silent": "off"}}
    done = team_file.import_team_file(sqlite_app, json.dumps({**PLAIN, "tuning": tuning}).encode(), None)
    assert len(done.unknown) == 7
    assert "gone-0, gone-1, gone-2, gone-3, gone-4 and 2 more." in done.sentence
    assert read_team_file(team_file.export_team_file(sqlite_app)).silent() == {"human-error"}


def test_tuning_of_the_file_s_own_rules_counts(sqlite_app: App) -> None:
    """They are known once the file is."""
    file = {**PLAIN, "rules": HERO, "tuning": {"no-heroes": {"silent": "off"}}}
    done = team_file.import_team_file(sqlite_app, json.dumps(file).encode(), None)
    assert (done.own_rules, done.silent, done.unknown) == (1, 1, ())


def test_only_the_workspace_may_import(locked_app: App) -> None:
    """A guest of a meeting may not even have the file read."""
    with pytest.raises(WorkspaceLocked):
        team_file.import_team_file(locked_app, b"nonsense", newcomer(locked_app))
    team_file.import_team_file(locked_app, json.dumps(PLAIN).encode(), insider(locked_app))
