"""The team's plan for new meetings, and the one that past meetings suggest."""

from datetime import timedelta

import pytest

from core.domain.clock.lengths import plan_of_minutes
from core.domain.clock.state import DEFAULT_ITEMS, Finish, Next, Start
from core.domain.clock.steps import as_section
from core.domain.postmortem import SectionId
from core.errors import BadInput, WorkspaceLocked
from core.services import access, postmortems
from core.services.app import App
from core.services.meetings import meeting_clock, plans
from core.store import settings_kv
from tests.support.apps import TestClock, open_room

TEN = [(section, item.seconds) for item in plan_of_minutes(10) if (section := as_section(item.section))]


def test_a_new_meeting_begins_with_the_teams_plan(app: App) -> None:
    before = postmortems.create(app, "Before")
    plans.set_team_plan(app, TEN, None)
    after = postmortems.create(app, "After")
    assert plans.team_plan(app) == plan_of_minutes(10)
    assert meeting_clock.view(app, after).meeting.plan == plan_of_minutes(10)
    assert meeting_clock.view(app, after).meeting.version == 0
    assert meeting_clock.view(app, before).meeting.plan == DEFAULT_ITEMS, "one that exists keeps its plan"


def test_a_plan_needs_the_workspace(locked_app: App) -> None:
    stranger, _ = access.known_or_new_visitor(locked_app, None)
    with pytest.raises(WorkspaceLocked):
        plans.set_team_plan(locked_app, TEN, stranger)
    assert plans.team_plan(locked_app) == DEFAULT_ITEMS


@pytest.mark.parametrize(
    "plan",
    [[], TEN[:-1], [*TEN, TEN[0]], [(section, 5) for section, _ in TEN], [(section, 10**6) for section, _ in TEN]],
)
def test_a_plan_that_is_none_is_refused(sqlite_app: App, plan: list[tuple[SectionId, int]]) -> None:
    with pytest.raises(BadInput):
        plans.set_team_plan(sqlite_app, plan, None)
    assert plans.team_plan(sqlite_app) == DEFAULT_ITEMS


@pytest.mark.parametrize("stored", ["", "nonsense", "[]", '[{"section":"timeline","seconds":60}]', '{"a":1}'])
def test_a_stored_plan_that_cannot_be_used_is_passed_over(sqlite_app: App, stored: str) -> None:
    with sqlite_app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.TEAM_PLAN, stored)
    assert plans.team_plan(sqlite_app) == DEFAULT_ITEMS
    assert postmortems.create(sqlite_app, "Goes on")


def held(app: App, clock: TestClock, seconds: int) -> str:
    """A meeting in which each section took so long."""
    room = open_room(app)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))
    for seen in range(1, 7):
        clock.now += timedelta(seconds=seconds)
        meeting_clock.run_command(app, room.pm_id, room.facilitator, Next(seen=seen))
    clock.now += timedelta(seconds=seconds)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Finish(seen=7))
    return room.pm_id


def test_three_meetings_suggest_a_plan_and_the_trash_does_not_count(app: App, clock: TestClock) -> None:
    held(app, clock, 60)
    held(app, clock, 120)
    assert plans.suggestion(app) is None
    third = held(app, clock, 180)
    found = plans.suggestion(app)
    assert found is not None
    assert [item.seconds for item in found] == [120] * 7
    postmortems.trash(app, third, None)
    assert plans.suggestion(app) is None


def test_an_open_meeting_and_the_example_suggest_nothing(app: App, clock: TestClock) -> None:
    for _ in range(4):
        room = open_room(app)
        meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))
    assert plans.suggestion(app) is None
