"""What each command does to the meeting: one pure function a command, all behind ``apply``.

A command is refused when it saw an older state (``StaleCommand``) or makes no sense now (``Conflict`` with
a sentence). Nothing here moves the group on by itself, and no second is ever lost: leaving a section adds
the visit to its used time. Not here: who may do it (``roles``), and storing it.
"""

from datetime import datetime

from core.domain.clock.readings import may_undo_finish, upcoming
from core.domain.clock.state import (
    Adjust,
    Back,
    BringBack,
    ChangePlan,
    Command,
    Finish,
    Jump,
    KeepLead,
    LeadKept,
    Meeting,
    MeetingFinished,
    MeetingPaused,
    MeetingReopened,
    MeetingResumed,
    MeetingStarted,
    Next,
    Pause,
    ReadFirst,
    ReadingStarted,
    Rebalance,
    Reopen,
    Resume,
    SectionStarted,
    Skip,
    Start,
)
from core.domain.clock.steps import Place, title_of
from core.domain.clock.timeboxes import adjust, bring_back, change_plan, rebalance, skip
from core.domain.clock.visits import (
    Outcome,
    go,
    leave,
    meeting_word,
    require_open,
    require_planned,
    section_word,
    with_changes,
)
from core.errors import Conflict, StaleCommand


def apply(meeting: Meeting, command: Command, now: datetime) -> Outcome:
    """The meeting after the command, one version later, and what happened."""
    if command.seen != meeting.version:
        raise StaleCommand
    changed, events = _perform(meeting, command, now)
    return with_changes(changed, version=meeting.version + 1), events


def _perform(m: Meeting, command: Command, now: datetime) -> Outcome:
    match command:
        case Start():
            return _start(m, now)
        case ReadFirst(on=on):
            return _read_first(m, now, on=on)
        case KeepLead(on=on):
            return _keep_lead(m, now, on=on)
        case Pause():
            return _pause(m, now)
        case Resume():
            return _resume(m, now)
        case Next():
            return _next(m, now)
        case Back():
            return _back(m, now)
        case Jump(section=section):
            return _jump(m, section, now)
        case Adjust(seconds=seconds, take_from=take_from):
            return adjust(m, seconds, take_from, now)
        case Rebalance():
            return rebalance(m, command, now)
        case ChangePlan():
            return change_plan(m, command, now)
        case Skip(section=section):
            return skip(m, section, now)
        case BringBack(section=section):
            return bring_back(m, section, now)
        case Finish():
            return _finish(m, now)
        case Reopen(undo=undo):
            return _reopen(m, now, undo=undo)


def _start(m: Meeting, now: datetime) -> Outcome:
    if m.status != "lobby":
        raise Conflict(f"The {meeting_word(m)} has started already. The clock shows where it is.")
    first = (upcoming(m) or m.plan)[0].section
    started = with_changes(
        m, status="running", started_at=now, section=first, section_started_at=now, reading_started_at=None
    )
    return started, (MeetingStarted(at=now), SectionStarted(at=now, section=first))


def _read_first(m: Meeting, now: datetime, *, on: bool) -> Outcome:
    if m.status != "lobby" or m.kind != "sync":
        raise Conflict("Reading comes before the meeting. It has started already.")
    if on is (m.reading_started_at is not None):
        raise Conflict("Everybody reads already." if on else "Nobody is asked to read now.")
    if not on:
        return with_changes(m, reading_started_at=None), ()
    return with_changes(m, reading_started_at=now), (ReadingStarted(at=now),)


def _keep_lead(m: Meeting, now: datetime, *, on: bool) -> Outcome:
    if m.status == "finished":
        raise Conflict(f"The {meeting_word(m)} is finished. Nobody has to lead it.")
    if on is m.lead_kept:
        raise Conflict("That is so already.")
    return with_changes(m, lead_kept=on), (LeadKept(at=now, on=on),)


def _pause(m: Meeting, now: datetime) -> Outcome:
    require_open(m)
    if m.status == "paused":
        raise Conflict("The clock is paused already.")
    return with_changes(m, status="paused", paused_at=_not_before_visit(m, now)), (MeetingPaused(at=now),)


def _resume(m: Meeting, now: datetime) -> Outcome:
    require_open(m)
    if m.paused_at is None:
        raise Conflict("The clock is running already.")
    pause = max(0.0, (now - m.paused_at).total_seconds())
    resumed = with_changes(m, status="running", paused_at=None, paused_total=m.paused_total + pause)
    return resumed, (MeetingResumed(at=now),)


def _next(m: Meeting, now: datetime) -> Outcome:
    require_open(m)
    later = upcoming(m)
    if not later:
        raise Conflict(f"This is the last {section_word(m)}. Finish the {meeting_word(m)} when you are ready.")
    return go(m, later[0].section, now)


def _back(m: Meeting, now: datetime) -> Outcome:
    here = require_open(m)
    before = [item.section for item in m.plan[:here] if not item.skipped]
    if not before:
        raise Conflict(f"This is the first {section_word(m)}. There is nothing before it.")
    return go(m, before[-1], now)


def _jump(m: Meeting, section: Place, now: datetime) -> Outcome:
    require_open(m)
    if section == m.section:
        raise Conflict(f"The {meeting_word(m)} is in “{title_of(section)}” already.")
    require_planned(m, section)
    return go(m, section, now)


def _finish(m: Meeting, now: datetime) -> Outcome:
    require_open(m)
    closed, left = leave(m, now)
    visited = {*closed.used}
    unvisited = tuple(item.section for item in m.plan if item.section not in visited)
    finished = with_changes(closed, status="finished", finished_at=now)
    return finished, (*left, MeetingFinished(at=now, unvisited=unvisited))


def _reopen(m: Meeting, now: datetime, *, undo: bool) -> Outcome:
    if m.status != "finished" or m.finished_at is None:
        raise Conflict("Only a finished meeting can be reopened.")
    if undo and not may_undo_finish(m, now):
        raise Conflict(f"The {meeting_word(m)} finished more than ten minutes ago. Reopen it from More instead.")
    section = m.section or m.plan[-1].section
    reopened = with_changes(
        m,
        **{"status": "running" if undo else "paused", "paused_at": None if undo else now, "paused_total": 0.0},
        **{"section": section, "section_started_at": now, "finished_at": None},
    )
    return reopened, (MeetingReopened(at=now), SectionStarted(at=now, section=section))


def _not_before_visit(m: Meeting, now: datetime) -> datetime:
    """A pause cannot begin before the visit it belongs to, whatever a clock that was set back says."""
    return max(now, m.section_started_at) if m.section_started_at else now
