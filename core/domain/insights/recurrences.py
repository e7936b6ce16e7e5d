"""Incidents that came back, as the team linked them, and how many actions of the earlier one were open at that time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from core.domain.insights.compared import before_words
from core.domain.insights.finding import FLOOR, Finding, Point, several, too_few
from core.domain.insights.periods import Period
from core.domain.insights.rows import AgreedAction, Incident, Recurrence

_KEY, _TITLE = "recurrences", "It came back"
_OPEN, _CLOSED, _NONE = "an action was open", "all were closed", "none was agreed"
_MEANING: Final = {
    _OPEN: "At least one action of the earlier incident was open on the day it came back",
    _CLOSED: "Every action of the earlier incident was done or dropped by then",
    _NONE: "The earlier incident had no agreed action",
}


def recurrences(
    now: Sequence[Incident],
    then: Sequence[Incident],
    period: Period,
    links: Sequence[Recurrence],
    actions: Mapping[str, Sequence[AgreedAction]],
) -> Finding:
    """``actions`` are those of all incidents, by incident: the earlier one may lie before the period."""
    back, before = _linked(now, links), _linked(then, links)
    if len(back) < FLOOR:
        nouns = "linked recurrence", "linked recurrences"
        return too_few(_KEY, _TITLE, "shares", len(back), *nouns)
    counts = {name: 0 for name in _MEANING}
    for day, earlier in back.values():
        counts[_state(earlier, day, actions)] += 1
    unkept = counts[_OPEN]
    return Finding(
        key=_KEY,
        title=_TITLE,
        sentence=(
            f"{several(len(back), 'incident')} came back; in {unkept:,} of them an action of the earlier one was open."
        ),
        basis=f"{several(len(back), 'incident')}, of {len(now):,}, linked as a recurrence",
        shape="shares",
        counted=len(back),
        points=tuple(
            Point(name, number, f"{number:,}", strong=name == _CLOSED, warm=name == _OPEN)
            for name, number in counts.items()
            if number
        ),
        header=("When it came back", "Meaning", "Incidents", "Share"),
        rows=tuple(
            (name, meaning, f"{counts[name]:,}", f"{counts[name] / len(back):.0%}")
            for name, meaning in _MEANING.items()
        ),
        compared=_compared(len(before), period),
        warm=unkept > 0,
    )


def _linked(rows: Sequence[Incident], links: Sequence[Recurrence]) -> dict[str, tuple[date, list[str]]]:
    """Each incident that came back, with its day and the earlier ones."""
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        earlier[link.later].append(link.earlier)
    return {row.id: (row.day, earlier[row.id]) for row in rows if row.id in earlier}


def _state(earlier: Sequence[str], day: date, actions: Mapping[str, Sequence[AgreedAction]]) -> str:
    agreed = [action for pm_id in earlier for action in actions.get(pm_id, ()) if action.since <= day]
    if not agreed:
        return _NONE
    return _OPEN if any(action.closed is None or action.closed > day for action in agreed) else _CLOSED


def _compared(number: int, period: Period) -> str:
    if not period.before:
        return ""
    return (
        before_words(period, number, "recurrence") if number < FLOOR else f"In {period.before} there were {number:,}."
    )
