"""Action items and reviews as a calendar: every deadline a to-do or an event on its day, every review an event.

The big calendars show no to-dos of a calendar they subscribed to; for them a deadline is an event. An
entry keeps its ``uid`` for ever, so a new date moves it instead of making a second one.
What a file has once is written by icalendar; of entries there are thousands, and their lines come from ``ics_lines``.
Not here: the meeting's own invite (``ics``), alarms, and who may read a calendar.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from icalendar import Calendar

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.export.calendar.ics_lines import component, content_line, day_line, instant_line, text_line
from core.export.calendar.ics_text import add_text, one_line, sequence
from core.export.calendar.meeting_invite import PRODUCT

REFRESH: Final = timedelta(hours=2)
_TITLE_AT_MOST: Final = 200
_TEXT_AT_MOST: Final = 2_000
_STATUS: Final = {"done": "COMPLETED", "dropped": "CANCELLED", "declined": "CANCELLED"}
# RFC 5545: 1 is the most urgent, 9 the least.
_PRIORITY: Final = {Severity.P1: 1, Severity.P2: 5, Severity.P3: 9}
_END: Final = b"END:VCALENDAR"


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
    entries = _Entries(now, instant_line("DTSTAMP", now), one_line(base).rstrip("/"), written)
    begin, end, rest = _frame(name).rpartition(_END)
    made = [begin]
    for row in actions:
        if not as_events:
            made.append(entries.todo(row))
        elif row.due is not None and row.state not in _STATUS:
            made.append(entries.deadline(row, row.due))
    made += map(entries.review, reviews)
    return b"".join((*made, end, rest))


def _frame(name: str) -> bytes:
    """A calendar without entries."""
    calendar = Calendar()
    add_text(calendar, "prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # Without the word TEXT several readers leave a property of this kind as it is spelled.
    add_text(calendar, "x-wr-calname", one_line(name)[:_TITLE_AT_MOST], VALUE="TEXT")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class _Entries:
    """The entries of one file, made at ``now``, which the line ``stamp`` says. No slash ends ``base``.

    Their lines stand in the order in which icalendar writes them.
    """

    now: datetime
    stamp: bytes
    base: str
    written: Mapping[str, datetime]

    def todo(self, row: ActionView) -> bytes:
        pm_id, done, severity = row.postmortem_id, row.state == "done", row.severity
        lines = (
            instant_line("COMPLETED", row.changed_at or self.now) if done else b"",
            text_line("DESCRIPTION", _description(row)),
            self.stamp,
            day_line("DUE", row.due) if row.due is not None else b"",
            content_line("PERCENT-COMPLETE", "100") if done else b"",
            content_line("PRIORITY", str(_PRIORITY[severity])) if severity is not None else b"",
            self._sequence(pm_id, row.changed_at),
            content_line("STATUS", _STATUS.get(row.state, "NEEDS-ACTION")),
            text_line("SUMMARY", _title(row)),
            text_line("UID", f"{row.action_id}.{pm_id}@debrief"),
            self._link(pm_id),
        )
        return component("VTODO", lines)

    def deadline(self, row: ActionView, due: date) -> bytes:
        uid = f"{row.action_id}.{row.postmortem_id}.day@debrief"
        sequence_line = self._sequence(row.postmortem_id, row.changed_at)
        return self._day(row.postmortem_id, due, uid, sequence_line, f"Due: {_title(row)}", _description(row))

    def review(self, review: ReviewDay) -> bytes:
        pm_id = review.postmortem_id
        summary = f"Review: {one_line(review.postmortem_title)[:_TITLE_AT_MOST]}"
        question = "Five minutes: what became of each action item, and would it happen again today?"
        return self._day(pm_id, review.on, f"review.{pm_id}@debrief", self._sequence(pm_id), summary, question)

    def _day(self, pm_id: str, day: date, uid: str, sequence_line: bytes, summary: str, description: str) -> bytes:
        """An event that lasts the whole day and keeps nobody's time busy."""
        lines = (
            text_line("SUMMARY", summary),
            day_line("DTSTART", day),
            # Without an end it is the same one day; the last day there is has no next.
            day_line("DTEND", day + timedelta(days=1)) if day < date.max else b"",
            self.stamp,
            text_line("UID", uid),
            sequence_line,
            text_line("DESCRIPTION", description),
            content_line("TRANSP", "TRANSPARENT"),
            self._link(pm_id),
        )
        return component("VEVENT", lines)

    def _sequence(self, pm_id: str, changed_at: datetime | None = None) -> bytes:
        return content_line("SEQUENCE", str(sequence(self.written.get(pm_id), changed_at)))

    def _link(self, pm_id: str) -> bytes:
        return content_line("URL", f"{self.base}/summary?pm={pm_id}") if self.base else b""


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
    shown = ((label, one_line(text)[:_TEXT_AT_MOST]) for label, text in lines if text)
    return "\n".join(f"{label}: {text}" for label, text in shown if text)
