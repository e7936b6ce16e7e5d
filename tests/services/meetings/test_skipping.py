"""Leaving a section out of a meeting: the document and the clock say the same, and it is the facilitator's."""

from collections.abc import Callable

import pytest

from core.domain.clock.readings import allotted
from core.domain.clock.state import Command, Finish, Next, Start
from core.domain.postmortem import SectionId
from core.errors import NotAllowed
from core.services import postmortems
from core.services.app import App
from core.services.meetings import meeting_clock
from tests.support.apps import Rings, Room, open_room

S = SectionId


def give(app: App, room: Room, *commands: Callable[[int], Command]) -> None:
    for make in commands:
        seen = meeting_clock.view(app, room.pm_id).meeting.version
        meeting_clock.run_command(app, room.pm_id, room.facilitator, make(seen))


def test_the_group_goes_on_and_the_record_says_it(app: App, rings: Rings) -> None:
    """In one transaction; browsers and panels hear of it."""
    room = open_room(app)
    give(app, room, lambda seen: Start(seen=seen), lambda seen: Next(seen=seen))
    rings.clear()
    meeting_clock.skip(app, room.facilitator, S.TIMELINE, skipped=True)
    view = meeting_clock.view(app, room.pm_id)
    assert view.meeting.section == S.ROOT_CAUSE
    assert view.moved_by == room.facilitator.visitor_id
    assert sum(allotted(view.meeting, item.section) for item in view.meeting.plan) == 20 * 60
    assert postmortems.summary(app, room.pm_id).postmortem.skipped == {S.TIMELINE}
    assert {"clock", "doc", "record"} <= rings.topics()
    rings.clear()
    meeting_clock.skip(app, room.facilitator, S.TIMELINE, skipped=True)
    assert rings.heard == []


def test_it_is_brought_back(app: App) -> None:
    """Also before the start."""
    room = open_room(app)
    for skipped in (True, False):
        meeting_clock.skip(app, room.facilitator, S.LESSONS, skipped=skipped)
        assert (S.LESSONS in postmortems.summary(app, room.pm_id).postmortem.skipped) is skipped
    plan = meeting_clock.view(app, room.pm_id).meeting.plan
    assert not any(item.skipped for item in plan)


def test_after_the_end_only_the_document_changes(app: App) -> None:
    """The clock of a meeting that is over stands as it ended."""
    room = open_room(app)
    give(app, room, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    before = meeting_clock.view(app, room.pm_id).meeting
    meeting_clock.skip(app, room.facilitator, S.FACTORS, skipped=True)
    assert meeting_clock.view(app, room.pm_id).meeting == before
    assert S.FACTORS in postmortems.summary(app, room.pm_id).postmortem.skipped


def test_others_suggest_and_do_not_skip(app: App) -> None:
    """Neither a participant nor a reader."""
    room = open_room(app)
    for member in (room.participant, room.viewer):
        with pytest.raises(NotAllowed):
            meeting_clock.skip(app, member, S.LESSONS, skipped=True)
    assert not postmortems.summary(app, room.pm_id).postmortem.skipped
