"""What the clock says at a moment: pure readings of a ``Meeting`` and ``now``.

The rebalancing idea, sharing a deviation over the remaining items in proportion to their plan and ignoring
what is under 15 seconds, is OnlyT's (https://github.com/AntonyCorbett/OnlyT); the code is our own.
Not here: anything that changes the meeting, and the clock on anybody's wall.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.clock.state import LONGEST_S, READING_S, UNDO_FINISH_S, Loan, Meeting, PlanItem
from core.domain.clock.steps import Place, is_protected

LAST_MINUTE_S = 60
WORTH_SHARING_S = 15


class Alarm(StrEnum):
    NONE = "none"
    LAST_MINUTE = "last_minute"
    OVERTIME = "overtime"


def may_undo_finish(m: Meeting, now: datetime) -> bool:
    """Whether the meeting finished so little ago that the Finish may have been a mistake."""
    if m.status != "finished" or m.finished_at is None:
        return False
    return (now - m.finished_at).total_seconds() <= UNDO_FINISH_S


def reading_until(m: Meeting) -> datetime | None:
    """When the silent reading before the meeting is over; None when nobody was asked to read."""
    return None if m.reading_started_at is None else m.reading_started_at + timedelta(seconds=READING_S)


def planned(m: Meeting, section: Place) -> int:
    """What the plan gives a section, before any adjustment; nothing if the plan does not have it."""
    return next((item.seconds for item in m.plan if item.section == section), 0)


def allotted(m: Meeting, section: Place) -> int:
    """What a section has now: its plan and what was given or taken since. Never below zero."""
    return max(0, planned(m, section) + m.adjustments.get(section, 0))


def visit(m: Meeting, now: datetime) -> float:
    """Seconds of the visit that is going on. A clock that was set back counts as standing still."""
    if m.section_started_at is None:
        return 0.0
    until = m.paused_at or now
    return max(0.0, (until - m.section_started_at).total_seconds() - m.paused_total)


def used_in(m: Meeting, section: Place, now: datetime) -> float:
    """All time a section has had, over all visits, without pauses."""
    open_visit = visit(m, now) if section == m.section else 0.0
    return m.used.get(section, 0.0) + open_visit


def left_in(m: Meeting, section: Place, now: datetime) -> float:
    """What a section has left; negative when it is over its time."""
    return allotted(m, section) - used_in(m, section, now)


def left(m: Meeting, now: datetime) -> float:
    """What the section we are in has left, negative in overtime. In the lobby, what the first one will have."""
    return left_in(m, m.section or (upcoming(m) or m.plan)[0].section, now)


def deadline(m: Meeting) -> datetime | None:
    """When the section's time is up; None while nothing runs towards it. Needs no ``now``: it stands still."""
    if m.status != "running" or m.section is None or m.section_started_at is None:
        return None
    remaining = allotted(m, m.section) - m.used.get(m.section, 0.0)
    return m.section_started_at + timedelta(seconds=m.paused_total + remaining)


def projected_end(m: Meeting, now: datetime) -> datetime | None:
    """When the meeting ends if every section from here on keeps to its time."""
    if m.status == "finished":
        return m.finished_at
    return now + timedelta(seconds=_still_needed(m, now))


def ahead_behind(m: Meeting, now: datetime) -> float:
    """Seconds the meeting will be longer than its plan; positive is behind, negative ahead.

    Pauses do not count: a break is not a delay of the work.
    """
    if m.status == "lobby":
        return 0.0
    spent = sum(used_in(m, item.section, now) for item in m.plan)
    rest = 0.0 if m.status == "finished" else _still_needed(m, now)
    return spent + rest - sum(item.seconds for item in m.plan)


def warning(m: Meeting, now: datetime) -> Alarm:
    """The word that goes with the colour and the sound."""
    if m.status not in ("running", "paused"):
        return Alarm.NONE
    remaining = left(m, now)
    if remaining < 0:
        return Alarm.OVERTIME
    return Alarm.LAST_MINUTE if remaining <= LAST_MINUTE_S else Alarm.NONE


def propose_rebalance(m: Meeting, now: datetime, *, include_protected: bool = False) -> tuple[Loan, ...]:
    """Where time that was overspent could come from, so that the meeting still ends as planned.

    Each later section gives in proportion to its plan and keeps at least half of what it has; the
    protected one gives nothing unless asked. Empty when there is nothing worth sharing.
    """
    behind = ahead_behind(m, now)
    if m.status not in ("running", "paused") or behind < WORTH_SHARING_S:
        return ()
    lenders = [item for item in upcoming(m) if include_protected or not is_protected(item.section)]
    can_give = {item.section: int(max(0.0, left_in(m, item.section, now)) // 2) for item in lenders}
    shares = _in_proportion(int(behind), lenders, can_give)
    return tuple(Loan(section=section, seconds=seconds) for section, seconds in shares.items() if seconds > 0)


def upcoming(m: Meeting) -> tuple[PlanItem, ...]:
    """The plan's sections after the one we are in, without those that are left out."""
    here = -1 if m.section is None else [item.section for item in m.plan].index(m.section)
    return tuple(item for item in m.plan[here + 1 :] if not item.skipped)


def shared_minutes(m: Meeting, seconds: int, items: Sequence[PlanItem]) -> dict[Place, int]:
    """Gives seconds to these sections in proportion to their plan; all of them, if there is anybody to take them."""
    roomy = {item.section: max(0, LONGEST_S - allotted(m, item.section)) for item in items}
    shares = _in_proportion(seconds, list(items), roomy)
    return {section: given for section, given in shares.items() if given > 0}


def _still_needed(m: Meeting, now: datetime) -> float:
    here = max(0.0, left(m, now)) if m.section is not None else 0.0
    return here + sum(max(0.0, left_in(m, item.section, now)) for item in upcoming(m))


def _in_proportion(total: int, lenders: list[PlanItem], can_give: dict[Place, int]) -> dict[Place, int]:
    """Whole seconds by weight of the plan, never more than a lender can give, and never more than ``total``."""
    shares = dict.fromkeys(can_give, 0)
    open_lenders = [item for item in lenders if can_give[item.section] > 0]
    rest = total
    while rest > 0 and open_lenders:
        weight = sum(item.seconds for item in open_lenders)
        before = rest
        for item in open_lenders:
            # At least one second a round, so that the rounding never leaves a second behind.
            wish = max(1, before * item.seconds // weight)
            gift = min(wish, can_give[item.section] - shares[item.section], rest)
            shares[item.section] += gift
            rest -= gift
        open_lenders = [item for item in open_lenders if shares[item.section] < can_give[item.section]]
    return shares
