"""A visit to a section begins and ends: what every command that moves the group is made of, and asks first."""

from datetime import datetime

from core.domain.clock.readings import used_in
from core.domain.clock.state import Event, Meeting, SectionLeft, SectionStarted
from core.domain.clock.steps import Place, title_of
from core.errors import Conflict

Outcome = tuple[Meeting, tuple[Event, ...]]


def go(m: Meeting, target: Place, now: datetime) -> Outcome:
    """Leave one section for another. A paused meeting arrives paused: only Resume ends a pause."""
    closed, left = leave(m, now)
    paused_at = now if m.status == "paused" else None
    arrived = with_changes(closed, section=target, section_started_at=now, paused_at=paused_at)
    return arrived, (*left, SectionStarted(at=now, section=target, passed_over=_passed_over(closed, target)))


def leave(m: Meeting, now: datetime) -> Outcome:
    """Close the open visit: its seconds become part of the section's used time."""
    if m.section is None:
        return m, ()
    used = used_in(m, m.section, now)
    closed = with_changes(
        m, used={**m.used, m.section: used}, section_started_at=None, paused_at=None, paused_total=0.0
    )
    return closed, (SectionLeft(at=now, section=m.section, used=used),)


def _passed_over(m: Meeting, target: Place) -> tuple[Place, ...]:
    """Sections between the one left and the one begun that nobody has been to."""
    order = [item.section for item in m.plan]
    here = order.index(m.section) if m.section else -1
    return tuple(section for section in order[here + 1 : order.index(target)] if section not in m.used)


def require_open(m: Meeting) -> int:
    """Where in the plan a meeting is that has begun and not ended."""
    if m.status == "lobby" or (m.section is None and m.status != "finished"):
        raise Conflict(f"The {meeting_word(m)} has not started yet. Start it first.")
    if m.status == "finished" or m.section is None:
        raise Conflict(f"The {meeting_word(m)} is finished. Reopen it to go on.")
    return [item.section for item in m.plan].index(m.section)


def require_planned(m: Meeting, section: Place) -> None:
    if section not in {item.section for item in m.plan}:
        raise Conflict(f"“{title_of(section)}” is not part of this {meeting_word(m)}'s plan.")


def meeting_word(m: Meeting) -> str:
    return "review" if m.kind == "review" else "meeting"


def section_word(m: Meeting) -> str:
    return "step" if m.kind == "review" else "section"


def with_changes(m: Meeting, **changes: object) -> Meeting:
    """The new state, validated: a clock that contradicts itself must never reach the database."""
    return Meeting.model_validate({**dict(m), **changes})
