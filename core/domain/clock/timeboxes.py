"""Commands that give a section more or less time, or take it out of the plan. No second is lost on the way."""

from datetime import datetime

from core.domain.clock.readings import ahead_behind, allotted, left_in, shared_minutes, upcoming, used_in
from core.domain.clock.state import (
    LONGEST_S,
    ChangePlan,
    Meeting,
    PlanChanged,
    PlanItem,
    Rebalance,
    SectionBroughtBack,
    SectionSkipped,
    TimeAdjusted,
)
from core.domain.clock.steps import Place, as_section, title_of
from core.domain.clock.visits import Outcome, go, meeting_word, require_open, require_planned, with_changes
from core.errors import Conflict


def adjust(m: Meeting, seconds: int, take_from: Place | None, now: datetime) -> Outcome:
    require_open(m)
    if m.section is None or seconds == 0:
        raise Conflict("That changes nothing. Choose how much time to add or to take away.")
    changes = {m.section: seconds}
    if take_from is not None:
        require_planned(m, take_from)
        if take_from == m.section:
            raise Conflict("A section cannot lend time to itself. Choose another one.")
        if seconds > left_in(m, take_from, now):
            raise Conflict(
                f"“{title_of(take_from)}” has not that much time left to give. Take less, or choose another."
            )
        changes[take_from] = -seconds
    return _allot(m, changes, now)


def rebalance(m: Meeting, command: Rebalance, now: datetime) -> Outcome:
    """Lenders become shorter; the section we are in is given what it is over its time, and no more."""
    here = require_open(m)
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


def change_plan(m: Meeting, command: ChangePlan, now: datetime) -> Outcome:
    if m.status == "finished":
        raise Conflict(f"The {meeting_word(m)} is finished. Reopen it to change the plan.")
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
    return with_changes(m, plan=plan, adjustments=spent), (PlanChanged(at=now, plan=plan),)


def skip(m: Meeting, section: Place, now: datetime) -> Outcome:
    """What the section has left pays first for what the meeting is behind; the rest goes to what is still to come.

    What it left unused earlier may be spent already, by a later section that went over its time.
    """
    item = _to_leave_out(m, section)
    if item.skipped:
        raise Conflict(f"“{title_of(section)}” is left out already.")
    freed = int(max(0.0, left_in(m, section, now)))
    takers = [entry for entry in upcoming(m) if entry.section != section]
    marked = with_changes(m, plan=_marked(m, section, skipped=True))
    without, _ = _allot(marked, {section: -freed}, now)
    spare = freed if m.status == "lobby" else int(max(0.0, -ahead_behind(without, now)))
    given = shared_minutes(m, min(freed, spare), takers)
    changed, events = _allot(marked, {section: -freed, **given} if freed else given, now)
    messages = (SectionSkipped(at=now, section=section, freed=freed), *events)
    if m.section != section or not takers:
        return changed, messages
    moved, more = go(changed, takers[0].section, now)
    return moved, (*messages, *more)


def bring_back(m: Meeting, section: Place, now: datetime) -> Outcome:
    """With its planned time. That makes the meeting longer; the facilitator decides where it comes from."""
    item = _to_leave_out(m, section)
    if not item.skipped:
        raise Conflict(f"“{title_of(section)}” is not left out.")
    marked = with_changes(m, plan=_marked(m, section, skipped=False))
    missing = item.seconds - allotted(m, section)
    changed, events = _allot(marked, {section: missing} if missing > 0 else {}, now)
    return changed, (SectionBroughtBack(at=now, section=section), *events)


def _to_leave_out(m: Meeting, section: Place) -> PlanItem:
    if m.status == "finished":
        raise Conflict(f"The {meeting_word(m)} is finished. Reopen it to go on.")
    if m.kind == "review":
        raise Conflict("A review passes a step by with Next. Nothing of it is left out.")
    require_planned(m, section)
    return next(item for item in m.plan if item.section == section)


def _marked(m: Meeting, section: Place, *, skipped: bool) -> tuple[PlanItem, ...]:
    return tuple(item.model_copy(update={"skipped": skipped}) if item.section == section else item for item in m.plan)


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
    return with_changes(m, adjustments=adjusted), events
