"""When an action item is closed, and when it is overdue: still open, and its day is over where its postmortem is.

The actions of the example are never overdue. Everything that shows, counts or sends overdue actions asks here; the
store finds the same ones in SQL, from ``CLOSED`` and ``zones_by_day``.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from core.domain.actions.action_view import ActionState
from core.domain.dates.zones import day_in

CLOSED: Final[tuple[ActionState, ...]] = ("done", "dropped")
"""Nothing more is expected of these. A moved action is open."""


def is_closed(state: str) -> bool:
    return state in CLOSED


def days_overdue(due: date | None, state: str, zone: str, now: datetime, *, example: bool = False) -> int:
    """Whole days since the day ``due`` was over in ``zone``; 0 while it is not overdue."""
    if due is None or example or is_closed(state):
        return 0
    return max((day_in(zone, now) - due).days, 0)


def zones_by_day(zones: Iterable[str], now: datetime) -> dict[date, list[str]]:
    """The days that are today somewhere, three at most, with their zones: what is due before its day is overdue."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for zone in zones:
        found[day_in(zone, now)].append(zone)
    return dict(sorted(found.items()))
