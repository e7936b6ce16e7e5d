"""Action items and reviews as a calendar: every deadline a to-do or an event on its day, every review an event.

The big calendars show no to-dos of a calendar they subscribed to; for them a deadline is an event. An
entry keeps its ``uid`` for ever, so a new date moves it instead of making a second one.
Not here: the meeting's own invite (``ics``), alarms, and who may read a calendar.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from icalendar import Calendar, Event, Todo, vUri

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.export.calendar.ics_text import add_text, one_line, sequence
from core.export.calendar.meeting_invite import PRODUCT

REFRESH: Final = timedelta(hours=2)
_TITLE_AT_MOST: Final = 200
_TEXT_AT_MOST: Final = 2_000
_STATUS: Final = {"done": "COMPLETED", "dropped": "CANCELLED", "declined": "CANCELLED"}
# RFC 5545: 1 is the most urgent, 9 the least.
_PRIORITY: Final = {Severity.P1: 1, Severity.P2: 5, Severity.P3: 9}


@dataclass(frozen=True)
class _Version:
    """When the file was made, and the SEQUENCE of an entry."""

    made_at: datetime
    sequence: int


@dataclass(frozen=True)
class ReviewDay:
    """The day of the review of one postmortem."""

    postmortem_id: str
    postmortem_title: str
    on: date


def actions_calendar(
    *,
    name: str,
    actions: Iterable[ActionView],
    reviews: Iterable[ReviewDay],
    now: datetime,
    base: str = "",
    as_events: bool = False,
    written: Mapping[str, datetime] = MappingProxyType({}),
) -> bytes:
    """The whole file. ``base`` is the address that links to a postmortem begin with; none are put in without it.

    ``written``: when the record of each postmortem was written, so that an entry has a new version when it changed.
    ``as_events``: deadlines as events; an action without a date, done or dropped then has no entry.
    """
    calendar = Calendar()
    add_text(calendar, "prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # Without the word TEXT several readers leave a property of this kind as it is spelled.
    add_text(calendar, "x-wr-calname", one_line(name)[:_TITLE_AT_MOST], VALUE="TEXT")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    for row in actions:
        version = _Version(now, sequence(written.get(row.postmortem_id), row.changed_at))
        if not as_events:
            calendar.add_component(_todo(row, version, base))
        elif row.due is not None and row.state not in _STATUS:
            calendar.add_component(_deadline(row, row.due, version, base))
    for review in reviews:
        calendar.add_component(_review(review, _Version(now, sequence(written.get(review.postmortem_id))), base))
    return bytes(calendar.to_ical())


def _todo(row: ActionView, version: _Version, base: str) -> Todo:
    todo = Todo()
    _add_common(todo, f"{row.action_id}.{row.postmortem_id}@debrief", version, _link(base, row.postmortem_id))
    add_text(todo, "summary", _title(row))
    add_text(todo, "description", _description(row))
    if row.due is not None:
        todo.add("due", row.due)
    todo.add("status", _STATUS.get(row.state, "NEEDS-ACTION"))
    if row.state == "done":
        todo.add("percent-complete", 100)
        todo.add("completed", (row.changed_at or version.made_at).astimezone(UTC))
    if row.severity is not None:
        todo.add("priority", _PRIORITY[row.severity])
    return todo


def _deadline(row: ActionView, due: date, version: _Version, base: str) -> Event:
    event = _day(f"{row.action_id}.{row.postmortem_id}.day@debrief", due, version, _link(base, row.postmortem_id))
    add_text(event, "summary", f"Due: {_title(row)}")
    add_text(event, "description", _description(row))
    return event


def _review(review: ReviewDay, version: _Version, base: str) -> Event:
    event = _day(f"review.{review.postmortem_id}@debrief", review.on, version, _link(base, review.postmortem_id))
    add_text(event, "summary", f"Review: {one_line(review.postmortem_title)[:_TITLE_AT_MOST]}")
    add_text(event, "description", "Five minutes: what became of each action item, and would it happen again today?")
    return event


def _day(uid: str, day: date, version: _Version, link: str) -> Event:
    """An event that lasts the whole day and keeps nobody's time busy."""
    event = Event()
    _add_common(event, uid, version, link)
    event.add("dtstart", day)
    if day < date.max:  # without an end it is the same one day; the last day there is has no next
        event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _add_common(entry: Todo | Event, uid: str, version: _Version, link: str) -> None:
    add_text(entry, "uid", uid)
    entry.add("dtstamp", version.made_at.astimezone(UTC))
    entry.add("sequence", version.sequence)
    if link:
        entry.add("url", vUri(link))


def _title(row: ActionView) -> str:
    return one_line(row.text)[:_TITLE_AT_MOST] or "An action without words"


def _description(row: ActionView) -> str:
    lines = (
        ("Incident", row.postmortem_title),
        ("Owner", row.owner),
        ("Done when", row.done_when),
        ("Issue", row.link),
        ("Moved" if row.state == "moved" else "Evidence or reason", row.explanation),
    )
    return "\n".join(f"{label}: {one_line(text)[:_TEXT_AT_MOST]}" for label, text in lines if one_line(text))


def _link(base: str, pm_id: str) -> str:
    return f"{one_line(base).rstrip('/')}/summary?pm={pm_id}" if base else ""
