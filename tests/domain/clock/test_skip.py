"""Leaving a section out: the group goes on, nobody's minutes are lost, and it can come back."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.clock.readings import ahead_behind, allotted, left, projected_end, upcoming
from core.domain.clock.state import (
    Back,
    BringBack,
    ChangePlan,
    Command,
    Finish,
    Meeting,
    Next,
    PlanItem,
    SectionSkipped,
    SectionStarted,
    Skip,
    Start,
)
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId
from core.errors import Conflict

S = SectionId
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def give(m: Meeting, command: Command, after_s: float = 0) -> Meeting:
    return apply(m, command, NOON + timedelta(seconds=after_s))[0]


def at(section: SectionId) -> Meeting:
    """A meeting that came there in no time."""
    m = give(Meeting(), Start(seen=0))
    while m.section != section:
        m = give(m, Next(seen=m.version))
    return m


def whole(m: Meeting) -> int:
    return sum(allotted(m, item.section) for item in m.plan)


def test_the_group_goes_on_and_the_minutes_go_to_what_is_still_to_come() -> None:
    """Two of the four minutes of the timeline were used; the other two are not thrown away."""
    m = at(S.TIMELINE)
    before = whole(m)
    after, events = apply(m, Skip(seen=m.version, section=S.TIMELINE), NOON + timedelta(seconds=120))
    assert after.section == S.ROOT_CAUSE
    assert allotted(after, S.TIMELINE) == 120
    assert whole(after) == before
    assert allotted(after, S.ACTIONS) > allotted(m, S.ACTIONS)
    assert isinstance(events[0], SectionSkipped)
    assert (events[0].section, events[0].freed) == (S.TIMELINE, 120)
    assert [event.section for event in events if isinstance(event, SectionStarted)] == [S.ROOT_CAUSE]
    assert left(after, NOON + timedelta(seconds=120)) > 300


def test_what_the_meeting_is_behind_is_paid_first() -> None:
    """A minute over in the first section, and a section left out: the end is where it was planned."""
    m = give(Meeting(), Start(seen=0))
    m = give(m, Next(seen=m.version), 180)
    assert ahead_behind(m, NOON + timedelta(seconds=180)) == pytest.approx(60)
    m = give(m, Skip(seen=m.version, section=S.FACTORS), 180)
    now = NOON + timedelta(seconds=180)
    assert ahead_behind(m, now) == pytest.approx(0)
    assert projected_end(m, now) == NOON + timedelta(minutes=20)


def test_minutes_that_are_spent_already_are_not_given_twice() -> None:
    """The first section left a minute over, the second used it up: leaving the first out gives nobody more."""
    m = give(Meeting(), Start(seen=0))
    m = give(m, Next(seen=m.version), 60)
    late = 60 + 240 + 60
    now = NOON + timedelta(seconds=late)
    assert ahead_behind(m, now) == pytest.approx(0)
    end = projected_end(m, now)
    after = give(m, Skip(seen=m.version, section=S.SUMMARY), late)
    assert ahead_behind(after, now) == pytest.approx(0)
    assert projected_end(after, now) == end


def test_next_and_back_pass_by_what_is_left_out() -> None:
    """Also two in a row, and the last one."""
    m = at(S.TIMELINE)
    for section in (S.ROOT_CAUSE, S.FACTORS, S.FOLLOW_UP):
        m = give(m, Skip(seen=m.version, section=section))
        assert m.section == S.TIMELINE
    m = give(m, Next(seen=m.version))
    assert m.section == S.ACTIONS
    assert give(m, Back(seen=m.version)).section == S.TIMELINE
    m = give(m, Next(seen=m.version))
    assert [item.section for item in upcoming(m)] == []
    with pytest.raises(Conflict, match="last section"):
        give(m, Next(seen=m.version))
    assert give(m, Finish(seen=m.version)).status == "finished"


def test_leaving_out_the_first_section_before_the_start() -> None:
    """The meeting begins with the next one, and is as long as before."""
    m = give(Meeting(), Skip(seen=0, section=S.SUMMARY))
    assert m.status == "lobby"
    assert whole(m) == 20 * 60
    assert give(m, Start(seen=m.version)).section == S.TIMELINE


def test_the_last_section_is_left_out_where_the_group_is() -> None:
    """There is nowhere to go on to: the facilitator finishes."""
    m = at(S.FOLLOW_UP)
    m = give(m, Skip(seen=m.version, section=S.FOLLOW_UP))
    assert m.section == S.FOLLOW_UP
    assert m.plan[-1].skipped


def test_it_can_be_brought_back_with_its_time() -> None:
    """That makes the meeting longer; where the time comes from is the facilitator's decision."""
    m = at(S.TIMELINE)
    m = give(m, Skip(seen=m.version, section=S.LESSONS))
    m = give(m, BringBack(seen=m.version, section=S.LESSONS))
    assert not any(item.skipped for item in m.plan)
    assert allotted(m, S.LESSONS) == 120
    assert whole(m) == 22 * 60
    assert S.LESSONS in [item.section for item in upcoming(m)]


def test_another_plan_keeps_what_is_left_out() -> None:
    """Its minutes do not come back by changing those of others."""
    m = give(Meeting(), Skip(seen=0, section=S.LESSONS))
    m = give(m, ChangePlan(seen=m.version, plan=tuple(PlanItem(section=s, seconds=60) for s in SectionId)))
    assert [item.section for item in m.plan if item.skipped] == [S.LESSONS]
    assert allotted(m, S.LESSONS) == 0


@pytest.mark.parametrize(
    "m", [give(at(S.TIMELINE), Finish(seen=2)), give(Meeting(), Skip(seen=0, section=S.LESSONS))], ids=["over", "twice"]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(m: Meeting) -> None:
    """After the end, and what is left out already."""
    with pytest.raises(Conflict, match=r"\.$"):
        give(m, Skip(seen=m.version, section=S.LESSONS))
    with pytest.raises(Conflict, match=r"\.$"):
        give(m, BringBack(seen=m.version, section=S.ACTIONS))


def test_an_older_plan_has_nothing_left_out() -> None:
    """A database of the version before is read as it was meant."""
    old = Meeting().model_dump_json().replace(',"skipped":false', "")
    assert "skipped" not in old
    assert Meeting.model_validate_json(old) == Meeting()
