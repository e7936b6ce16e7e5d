"""What each command does to the meeting: one pure function a command, all behind ``apply``.

A command is refused when it saw an older state (``StaleCommand``) or makes no sense now (``Conflict`` with
a sentence). Nothing here moves the group on by itself, and no second is ever lost: leaving a section adds
the visit to its used time. Not here: who may do it (``roles``), and storing it.
"""

from datetime import datetime

from core.domain.clock.readings import (
    ahead_behind,
    allotted,
    left_in,
    may_undo_finish,
    shared_minutes,
    upcoming,
    used_in,
)
from core.domain.clock.state import (
    LONGEST_S,
    Adjust,
    Back,
    BringBack,
    ChangePlan,
    Command,
    Event,
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
    PlanChanged,
    PlanItem,
    ReadFirst,
    ReadingStarted,
    Rebalance,
    Reopen,
    Resume,
    SectionBroughtBack,
    SectionLeft,
    SectionSkipped,
    SectionStarted,
    Skip,
    Start,
    TimeAdjusted,
)
from core.domain.clock.steps import Place, as_section, title_of
from core.errors import Conflict, StaleCommand

Outcome = tuple[Meeting, tuple[Event, ...]]


def apply(meeting: Meeting, command: Command, now: datetime) -> Outcome:
    """The meeting after the command, one version later, and what happened."""
    if command.seen != meeting.version:
        raise StaleCommand
    changed, events = _perform(meeting, command, now)
    return _with(changed, version=meeting.version + 1), events


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
            return _adjust(m, seconds, take_from, now)
        case Rebalance():
            return _rebalance(m, command, now)
        case ChangePlan():
            return _change_plan(m, command, now)
        case Skip(section=section):
            return _skip(m, section, now)
        case BringBack(section=section):
            return _bring_back(m, section, now)
        case Finish():
            return _finish(m, now)
        case Reopen(undo=undo):
            return _reopen(m, now, undo=undo)


def _start(m: Meeting, now: datetime) -> Outcome:
    if m.status != "lobby":
        raise Conflict(f"The {_meeting(m)} has started already. The clock shows where it is.")
    first = (upcoming(m) or m.plan)[0].section
    started = _with(m, status="running", started_at=now, section=first, section_started_at=now, reading_started_at=None)
    return started, (MeetingStarted(at=now), SectionStarted(at=now, section=first))


def _read_first(m: Meeting, now: datetime, *, on: bool) -> Outcome:
    if m.status != "lobby" or m.kind != "sync":
        raise Conflict("Reading comes before the meeting. It has started already.")
    if on is (m.reading_started_at is not None):
        raise Conflict("Everybody reads already." if on else "Nobody is asked to read now.")
    if not on:
        return _with(m, reading_started_at=None), ()
    return _with(m, reading_started_at=now), (ReadingStarted(at=now),)


def _keep_lead(m: Meeting, now: datetime, *, on: bool) -> Outcome:
    if m.status == "finished":
        raise Conflict(f"The {_meeting(m)} is finished. Nobody has to lead it.")
    if on is m.lead_kept:
        raise Conflict("That is so already.")
    return _with(m, lead_kept=on), (LeadKept(at=now, on=on),)


def _pause(m: Meeting, now: datetime) -> Outcome:
    _require_open(m)
    if m.status == "paused":
        raise Conflict("The clock is paused already.")
    return _with(m, status="paused", paused_at=_not_before_visit(m, now)), (MeetingPaused(at=now),)


def _resume(m: Meeting, now: datetime) -> Outcome:
    _require_open(m)
    if m.paused_at is None:
        raise Conflict("The clock is running already.")
    pause = max(0.0, (now - m.paused_at).total_seconds())
    resumed = _with(m, status="running", paused_at=None, paused_total=m.paused_total + pause)
    return resumed, (MeetingResumed(at=now),)


def _next(m: Meeting, now: datetime) -> Outcome:
    _require_open(m)
    later = upcoming(m)
    if not later:
        raise Conflict(f"This is the last {_section(m)}. Finish the {_meeting(m)} when you are ready.")
    return _go(m, later[0].section, now)


def _back(m: Meeting, now: datetime) -> Outcome:
    here = _require_open(m)
    before = [item.section for item in m.plan[:here] if not item.skipped]
    if not before:
        raise Conflict(f"This is the first {_section(m)}. There is nothing before it.")
    return _go(m, before[-1], now)


def _jump(m: Meeting, section: Place, now: datetime) -> Outcome:
    _require_open(m)
    if section == m.section:
        raise Conflict(f"The {_meeting(m)} is in “{title_of(section)}” already.")
    _require_planned(m, section)
    return _go(m, section, now)


def _adjust(m: Meeting, seconds: int, take_from: Place | None, now: datetime) -> Outcome:
    _require_open(m)
    if m.section is None or seconds == 0:
        raise Conflict("That changes nothing. Choose how much time to add or to take away.")
    changes = {m.section: seconds}
    if take_from is not None:
        _require_planned(m, take_from)
        if take_from == m.section:
            raise Conflict("A section cannot lend time to itself. Choose another one.")
        if seconds > left_in(m, take_from, now):
            raise Conflict(
                f"“{title_of(take_from)}” has not that much time left to give. Take less, or choose another."
            )
        changes[take_from] = -seconds
    return _allot(m, changes, now)


def _rebalance(m: Meeting, command: Rebalance, now: datetime) -> Outcome:
    """Lenders become shorter; the section we are in is given what it is over its time, and no more."""
    here = _require_open(m)
    later = {item.section for item in m.plan[here + 1 :]}
    changes: dict[Place, int] = {}
    for loan in command.loans:
        if loan.section not in later or loan.section in changes:
            raise Conflict("Time can be taken once from each section that is still to come.")
        if loan.seconds > left_in(m, loan.section, now):
            raise Conflict(f"“{title_of(loan.section)}” has not that much time left to give. Take less.")
        changes[loan.section] = -loan.seconds
    current = m.plan[here].section
    over = int(max(0.0, -left_in(m, current, now)))
    given = min(over, sum(loan.seconds for loan in command.loans))
    if given:
        changes[current] = given
    return _allot(m, changes, now)


def _change_plan(m: Meeting, command: ChangePlan, now: datetime) -> Outcome:
    if m.status == "finished":
        raise Conflict(f"The {_meeting(m)} is finished. Reopen it to change the plan.")
    if m.kind == "review":
        raise Conflict("A review's plan follows its actions. Give a step more time while it runs.")
    sections = [item.section for item in command.plan]
    if any(as_section(section) is None for section in sections):
        raise Conflict("A meeting goes through sections. The steps of a review have a review of their own.")
    if len(set(sections)) != len(sections):
        raise Conflict("Each section can stand in the plan once.")
    lost = [s for s in {*m.used, *([m.section] if m.section else [])} if s not in sections]
    if lost:
        raise Conflict(f"“{title_of(lost[0])}” has had time already, so it has to stay in the plan.")
    left_out = {item.section for item in m.plan if item.skipped}
    plan = tuple(item.model_copy(update={"skipped": item.section in left_out}) for item in command.plan)
    spent = {item.section: int(used_in(m, item.section, now)) - item.seconds for item in plan if item.skipped}
    return _with(m, plan=plan, adjustments=spent), (PlanChanged(at=now, plan=plan),)


def _skip(m: Meeting, section: Place, now: datetime) -> Outcome:
    """What the section has left pays first for what the meeting is behind; the rest goes to what is still to come.

    What it left unused earlier may be spent already, by a later section that went over its time.
    """
    item = _to_leave_out(m, section)
    if item.skipped:
        raise Conflict(f"“{title_of(section)}” is left out already.")
    freed = int(max(0.0, left_in(m, section, now)))
    takers = [entry for entry in upcoming(m) if entry.section != section]
    marked = _with(m, plan=_marked(m, section, skipped=True))
    without, _ = _allot(marked, {section: -freed}, now)
    spare = freed if m.status == "lobby" else int(max(0.0, -ahead_behind(without, now)))
    given = shared_minutes(m, min(freed, spare), takers)
    changed, events = _allot(marked, {section: -freed, **given} if freed else given, now)
    messages = (SectionSkipped(at=now, section=section, freed=freed), *events)
    if m.section != section or not takers:
        return changed, messages
    moved, more = _go(changed, takers[0].section, now)
    return moved, (*messages, *more)


def _bring_back(m: Meeting, section: Place, now: datetime) -> Outcome:
    """With its planned time. That makes the meeting longer; the facilitator decides where it comes from."""
    item = _to_leave_out(m, section)
    if not item.skipped:
        raise Conflict(f"“{title_of(section)}” is not left out.")
    marked = _with(m, plan=_marked(m, section, skipped=False))
    missing = item.seconds - allotted(m, section)
    changed, events = _allot(marked, {section: missing} if missing > 0 else {}, now)
    return changed, (SectionBroughtBack(at=now, section=section), *events)


def _to_leave_out(m: Meeting, section: Place) -> PlanItem:
    if m.status == "finished":
        raise Conflict(f"The {_meeting(m)} is finished. Reopen it to go on.")
    if m.kind == "review":
        raise Conflict("A review passes a step by with Next. Nothing of it is left out.")
    _require_planned(m, section)
    return next(item for item in m.plan if item.section == section)


def _marked(m: Meeting, section: Place, *, skipped: bool) -> tuple[PlanItem, ...]:
    return tuple(item.model_copy(update={"skipped": skipped}) if item.section == section else item for item in m.plan)


def _finish(m: Meeting, now: datetime) -> Outcome:
    _require_open(m)
    closed, left = _leave(m, now)
    visited = {*closed.used}
    unvisited = tuple(item.section for item in m.plan if item.section not in visited)
    finished = _with(closed, status="finished", finished_at=now)
    return finished, (*left, MeetingFinished(at=now, unvisited=unvisited))


def _reopen(m: Meeting, now: datetime, *, undo: bool) -> Outcome:
    if m.status != "finished" or m.finished_at is None:
        raise Conflict("Only a finished meeting can be reopened.")
    if undo and not may_undo_finish(m, now):
        raise Conflict(f"The {_meeting(m)} finished more than ten minutes ago. Reopen it from More instead.")
    section = m.section or m.plan[-1].section
    reopened = _with(
        m,
        **{"status": "running" if undo else "paused", "paused_at": None if undo else now, "paused_total": 0.0},
        **{"section": section, "section_started_at": now, "finished_at": None},
    )
    return reopened, (MeetingReopened(at=now), SectionStarted(at=now, section=section))


def _go(m: Meeting, target: Place, now: datetime) -> Outcome:
    """Leave one section for another. A paused meeting arrives paused: only Resume ends a pause."""
    closed, left = _leave(m, now)
    paused_at = now if m.status == "paused" else None
    arrived = _with(closed, section=target, section_started_at=now, paused_at=paused_at)
    return arrived, (*left, SectionStarted(at=now, section=target, passed_over=_passed_over(closed, target)))


def _leave(m: Meeting, now: datetime) -> Outcome:
    """Close the open visit: its seconds become part of the section's used time."""
    if m.section is None:
        return m, ()
    used = used_in(m, m.section, now)
    closed = _with(m, used={**m.used, m.section: used}, section_started_at=None, paused_at=None, paused_total=0.0)
    return closed, (SectionLeft(at=now, section=m.section, used=used),)


def _passed_over(m: Meeting, target: Place) -> tuple[Place, ...]:
    """Sections between the one left and the one begun that nobody has been to."""
    order = [item.section for item in m.plan]
    here = order.index(m.section) if m.section else -1
    return tuple(section for section in order[here + 1 : order.index(target)] if section not in m.used)


def _allot(m: Meeting, changes: dict[Place, int], now: datetime) -> Outcome:
    adjusted = dict(m.adjustments)
    for section, seconds in changes.items():
        result = allotted(m, section) + seconds
        if result < 0:
            raise Conflict(f"“{title_of(section)}” has no more time that could be taken away.")
        if result > LONGEST_S:
            raise Conflict("That is longer than four hours. Finish the meeting and plan a second one.")
        adjusted[section] = adjusted.get(section, 0) + seconds
    events = tuple(TimeAdjusted(at=now, section=section, seconds=seconds) for section, seconds in changes.items())
    return _with(m, adjustments=adjusted), events


def _require_open(m: Meeting) -> int:
    """Where in the plan a meeting is that has begun and not ended."""
    if m.status == "lobby" or (m.section is None and m.status != "finished"):
        raise Conflict(f"The {_meeting(m)} has not started yet. Start it first.")
    if m.status == "finished" or m.section is None:
        raise Conflict(f"The {_meeting(m)} is finished. Reopen it to go on.")
    return [item.section for item in m.plan].index(m.section)


def _require_planned(m: Meeting, section: Place) -> None:
    if section not in {item.section for item in m.plan}:
        raise Conflict(f"“{title_of(section)}” is not part of this {_meeting(m)}'s plan.")


def _not_before_visit(m: Meeting, now: datetime) -> datetime:
    """A pause cannot begin before the visit it belongs to, whatever a clock that was set back says."""
    return max(now, m.section_started_at) if m.section_started_at else now


def _meeting(m: Meeting) -> str:
    return "review" if m.kind == "review" else "meeting"


def _section(m: Meeting) -> str:
    return "step" if m.kind == "review" else "section"


def _with(m: Meeting, **changes: object) -> Meeting:
    """The new state, validated: a clock that contradicts itself must never reach the database."""
    return Meeting.model_validate({**dict(m), **changes})
