"""The order of rows: lists with the newest first, and rows that stand where their time does not belong."""

import itertools
from collections.abc import Sequence
from datetime import timedelta

from core.domain.timeline.model import TimelineEvent
from core.domain.timeline.stamps.written_clock import WrittenClock
from core.domain.timeline.stamps.written_day import WrittenDay

_DAY = 24 * 60
_ONE_DAY = timedelta(days=1)
_LATER = "later than the next line"
_EARLIER = "earlier than the line above"


def is_newest_first(moments: Sequence[tuple[WrittenClock, WrittenDay | None]]) -> bool:
    """Whether a list goes back in time: more steps do than do not, and so does the way from its first to its last.

    Steps are counted on the clock alone, over midnight the short way, where days do not say more.
    """
    steps = [_step(first, second) for first, second in itertools.pairwise(moments)]
    back, forth = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    return back > forth and back >= 2 and sum(steps) < 0


def _step(first: tuple[WrittenClock, WrittenDay | None], second: tuple[WrittenClock, WrittenDay | None]) -> int:
    known, later = _date_key(first[1]), _date_key(second[1])
    if known and later and known != later:
        return _DAY if later > known else -_DAY
    minutes = second[0].hour24 * 60 + second[0].minute - first[0].hour24 * 60 - first[0].minute
    return (minutes + _DAY // 2) % _DAY - _DAY // 2


def _date_key(day: WrittenDay | None) -> tuple[int, int, int] | None:
    if day is None or not day.month:
        return None
    return day.year or 0, day.month, day.day


def mark_order(events: Sequence[TimelineEvent], *, downwards: bool, dated: set[int]) -> None:
    """Marks rows that break the order. A row whose own day is wrong by one gets the other day as an alternative."""
    if downwards:
        return
    for place, (first, second) in enumerate(itertools.pairwise(events)):
        if second.at >= first.at:
            continue
        earlier = first.at - _ONE_DAY
        fits = (place == 0 or events[place - 1].at <= earlier) and earlier <= second.at
        if id(first) in dated and fits:
            first.ask = first.ask or _LATER
            first.alternatives = (*first.alternatives, earlier)
        else:
            second.ask = second.ask or _EARLIER
