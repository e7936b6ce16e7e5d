"""The day of the incident out of all days that a report names, and moments out of its facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.domain.content.size_limits import is_supported_day
from core.domain.report.day_search import FoundDay, days_in, days_in_name
from core.domain.report.facts import Fact, FoundFact
from core.domain.timeline import ReadingContext, read_timeline

_STRONG = (Fact.STARTED, Fact.DAY, Fact.PERIOD, Fact.DETECTED)
_LONGEST = 200
_CLOSE = timedelta(days=1)
_TO = re.compile(r"[ \t](?:to|until|till|through|bis|[-–—~〜→])[ \t]|[〜～]")


@dataclass(slots=True)
class IncidentDay:
    """``day`` is None where no day with a year is written; ``sure``: it stands where the incident's own day stands.

    ``others`` are days that other places name.
    """

    day: date | None = None
    sure: bool = False
    marks: list[str] = field(default_factory=list)
    others: tuple[date, ...] = ()


def incident_day(
    titles: Sequence[str], name: str, facts: Sequence[FoundFact], today: date, prose: Sequence[str] = ()
) -> IncidentDay:
    """The day by the facts, the title, the name of the file, then by a date that may be that of the writing.

    ``prose`` are the first lines of the text: a day in one of them is the last resort. A day to come is marked.
    """
    found = _incident_day(titles, name, facts, prose)
    if found.day is not None and found.day > today + _CLOSE:
        found.marks.append(f"{found.day} is still to come.")
    return found


def _incident_day(titles: Sequence[str], name: str, facts: Sequence[FoundFact], prose: Sequence[str]) -> IncidentDay:
    told = [
        ("facts", found) for fact in facts if fact.fact in _STRONG and fact.line for found in days_in(fact.value)[:1]
    ]
    sources = [
        *told[:1],
        *[("title", found) for title in titles for found in days_in(title)[:1]][:1],
        *(("name of the file", found) for found in days_in_name(name)[:1]),
    ]
    sources = [(where, found) for where, found in sources if is_supported_day(found.day)]
    weak = [found for fact in facts if fact.fact in (Fact.WRITTEN, Fact.DAY) for found in days_in(fact.value)[:1]]
    weak = [found for found in weak if is_supported_day(found.day)]
    if not sources:
        if not weak:
            return _in_prose(prose)
        mark = "The date is the one that the report gives for itself; it may be the day of the writing."
        return IncidentDay(weak[0].day, sure=False, marks=[mark, *_open_order(weak[0], weak)])
    where, first = sources[0]
    chosen = _agreed(first, [*(found for _, found in sources[1:]), *weak])
    result = IncidentDay(chosen, sure=True)
    if chosen == first.day:
        result.marks += _open_order(first, [found for _, found in sources[1:]] + weak)
    for other, found in sources[1:]:
        if chosen not in (found.day, found.other):
            result.marks.append(f"By the {where} it is {chosen}, by the {other} {found.day}. {chosen} was taken.")
            break
    result.others = tuple(found.day for _, found in sources[1:] if found.day != chosen)
    front = [found.day for fact in facts if not fact.line for found in days_in(fact.value)[:1]]
    if front and not result.others and abs(front[0] - chosen) > _CLOSE:
        result.marks.append(f"The page is dated {front[0]}; the incident was on {chosen}.")
    return result


def _in_prose(lines: Sequence[str]) -> IncidentDay:
    days = [found for line in lines for found in days_in(line) if is_supported_day(found.day)]
    if not days:
        return IncidentDay()
    mark = f"The date {days[0].day} was taken from a sentence. It may be another day."
    return IncidentDay(days[0].day, sure=False, marks=[mark, *_open_order(days[0], days)])


def _agreed(first: FoundDay, others: Sequence[FoundDay]) -> date:
    """Of two orders of numbers the one that another place confirms."""
    if first.other is not None and any(found.day == first.other and found.other is None for found in others):
        return first.other
    return first.day


def _open_order(found: FoundDay, others: Sequence[FoundDay]) -> list[str]:
    """Asked unless a day of one reading says the same: the same numbers once more confirm nothing."""
    if found.other is None or any(other.day == found.day and other.other is None for other in others):
        return []
    return [f"The date may be {found.day} or {found.other}: its numbers can be read in two orders."]


def moment_of(fact: FoundFact, zone: str, reference: date | None) -> tuple[datetime | None, datetime | None, str]:
    """When the fact began and ended, and what is doubtful. Without a day in it, it is on the ``reference`` day."""
    if not any(sign.isdigit() for sign in fact.value):
        return None, None, ""
    context = ReadingContext(zone, reference or date(2000, 1, 1))
    events = read_timeline(f"- {' '.join(fact.value[:_LONGEST].split())} — fact", context).events
    if not events or (reference is None and not days_in(fact.value[:_LONGEST])):
        return None, None, ""
    until = events[0].until
    parts = _TO.split(fact.value[:_LONGEST], maxsplit=1)
    if until is None and len(parts) == 2:
        until = moment_of(FoundFact(fact.fact, fact.key, parts[1], fact.line), zone, events[0].at.date())[0]
    return events[0].at, until, events[0].ask
