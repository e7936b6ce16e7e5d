"""All timelines of a report as one list of rows, with its start, detection and end, and with its day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from core.domain.content.size_limits import is_supported_day
from core.domain.dates.zones import day_in
from core.domain.postmortem import TimelineKind, TimelineRow
from core.domain.report.facts import Fact, FoundFact
from core.domain.report.incident_day import IncidentDay, moment_of
from core.domain.report.model import Line, Role, Section
from core.domain.report.prose_moments import prose_moments
from core.domain.report.timeline_kinds import is_over, kinds_of
from core.domain.report.timeline_rows import ReadRows, UndatedRow, is_timed_list, last_day, read_rows
from core.domain.timeline import TimelineEvent
from core.domain.timeline.row_values import row_text

MOST_ROWS: Final = 2000
_FACT_KINDS: Final = {
    Fact.STARTED: TimelineKind.STARTED,
    Fact.DETECTED: TimelineKind.DETECTED,
    Fact.RESPONDED: TimelineKind.RESPONDED,
    Fact.MITIGATED: TimelineKind.MITIGATED,
    Fact.RESOLVED: TimelineKind.RESOLVED,
}
_LONG: Final = timedelta(days=30)
_CLOSE: Final = timedelta(days=1)


@dataclass(slots=True)
class _Row:
    """A row to be: read from the file with its line, or made from a fact."""

    text: str
    line: int
    at: datetime | None = None
    at_text: str = ""
    who: str = ""
    kind: TimelineKind = TimelineKind.OTHER


@dataclass(slots=True)
class ReportTimeline:
    """``taken`` are the places of the sections that were read; their ``lines`` are what was no row.

    ``heads`` are lines that give a day or a zone to the rows below them. ``told`` are ids of rows that stand in no
    timeline, but in facts or sentences.
    """

    zone: str
    day: date | None
    rows: tuple[TimelineRow, ...] = ()
    started: datetime | None = None
    detected: datetime | None = None
    resolved: datetime | None = None
    taken: set[int] = field(default_factory=set)
    marks: list[str] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    told: frozenset[str] = frozenset()


def read_timelines(
    sections: Sequence[Section], facts: Sequence[FoundFact], found: IncidentDay, zone: str, today: date
) -> ReportTimeline:
    """Takes the rows out of the sections' lines and makes one timeline of them."""
    return _Timelines(sections, facts, found, zone, today).read()


class _Timelines:
    def __init__(
        self, sections: Sequence[Section], facts: Sequence[FoundFact], found: IncidentDay, zone: str, today: date
    ) -> None:
        self._sections = sections
        self._facts = facts
        self._found = found
        self._zone = zone
        self._reference = found.day
        self._today = today
        self._events: list[TimelineEvent] = []
        self._rows: list[_Row] = []
        self._dateless = False
        self._dated = False
        self._made = ReportTimeline(zone, found.day, marks=list(found.marks))

    def read(self) -> ReportTimeline:
        for places in self._groups():
            self._read_group(places)
        self._name_kinds()
        self._take_facts()
        if not any(row.at for row in self._rows):
            self._take_prose()
        self._choose_day()
        rows = sorted(self._rows, key=lambda row: row.line)[:MOST_ROWS]
        self._made.rows = tuple(
            TimelineRow(
                id=f"t_{place}",
                text=row.text,
                at=row.at if row.at is None or is_supported_day(row.at) else None,
                at_text=row.at_text,
                kind=row.kind,
                who=row.who[:200],
            )
            for place, row in enumerate(rows, 1)
        )
        self._made.told = frozenset(f"t_{place}" for place, row in enumerate(rows, 1) if row.line < 0)
        self._summarise(rows)
        return self._made

    def _groups(self) -> list[list[int]]:
        """A timeline with the parts below it is read as one text: a zone in its heading holds for all of them."""
        groups: list[list[int]] = []
        for place, section in enumerate(self._sections):
            if section.role is Role.TIMELINE and not section.named and groups and groups[-1][-1] == place - 1:
                groups[-1].append(place)
            elif section.role is Role.TIMELINE or is_timed_list(section):
                groups.append([place])
        return groups

    def _read_group(self, places: list[int]) -> None:
        lines: list[Line] = []
        for place in places:
            section = self._sections[place]
            if section.heads and section.level:
                marks = "#" * min(section.level, 6)
                lines.append((section.heads[0], f"{marks} {section.title}"))
            lines += section.lines
        heads = {self._sections[place].heads[0] for place in places if self._sections[place].heads}
        found = read_rows(lines, self._zone, self._reference or self._today)
        if not found.events and not found.undated:
            return
        owner = {number: place for place in places for number, _ in self._sections[place].lines}
        for place in places:
            self._sections[place].lines = []
            self._made.taken.add(place)
        for line in sorted(found.rest):
            if line[0] not in heads:
                self._sections[owner.get(line[0], places[0])].lines.append(line)
        self._made.heads |= found.heads
        self._take_rows(found)

    def _take_rows(self, found: ReadRows) -> None:
        known = self._reference is not None or found.days
        self._dated = self._dated or found.days
        self._dateless = self._dateless or (not known and bool(found.events))
        for event, typed in zip(found.events, found.typed, strict=True):
            at = event.at if known else None
            self._rows.append(_Row(row_text(event), event.line, at, typed, event.who))
            if known:
                self._events.append(event)
        self._rows += [_undated(row) for row in found.undated]
        if found.assumed_zone and self._zone == "UTC":
            self._made.marks.append("No time zone is written. Times were read as UTC.")
        elif found.assumed_zone:
            self._made.marks.append(f"Times without a zone were read as {self._zone}.")
        if found.doubts:
            self._made.marks.append(f"Some times are doubtful ({'; '.join(found.doubts[:4])}). Their rows say so.")
        if any(event.inferred == "year" for event in found.events):
            self._made.marks.append("Some rows have no year; it was taken from the date of the report.")
        self._reference = last_day(found, self._zone) if known and found.days else self._reference

    def _name_kinds(self) -> None:
        if self._dateless:
            self._made.marks.append("No date is written anywhere. The times stand in the rows as they were typed.")
        kinds, guessed = kinds_of(self._events)
        by_line = {event.line: kind for event, kind in zip(self._events, kinds, strict=True)}
        for row in self._rows:
            row.kind = by_line.get(row.line, TimelineKind.OTHER) if row.at else TimelineKind.OTHER
        if guessed:
            self._made.marks.append("Start, detection or end were guessed from the words of rows.")

    def _take_facts(self) -> None:
        """What the facts say goes before what rows seem to say."""
        for fact in self._facts:
            started, ended, doubt = None, None, ""
            if fact.line and (fact.fact in _FACT_KINDS or fact.fact is Fact.PERIOD):
                started, ended, doubt = moment_of(fact, self._zone, self._found.day)
            if started is not None:
                self._set(_FACT_KINDS.get(fact.fact, TimelineKind.STARTED), started, fact)
                if doubt:
                    self._made.marks.append(f"“{fact.value[:60]}” is doubtful: {doubt}.")
            if ended is not None and fact.fact in (Fact.PERIOD, Fact.STARTED):
                self._set(TimelineKind.RESOLVED, ended, fact)

    def _take_prose(self) -> None:
        found = prose_moments(self._sections, self._zone, self._found.day)
        for moment in found:
            self._rows.append(_Row(moment.text, -moment.line, moment.at, kind=moment.kind))
        if found:
            self._made.marks.append("There is no timeline. Times were taken from sentences of the summary.")

    def _set(self, kind: TimelineKind, at: datetime, fact: FoundFact) -> None:
        same = [row for row in self._rows if row.at == at]
        if any(row.kind is kind and row.at is not None and row.line < 0 for row in self._rows):
            return  # an earlier fact said it
        for row in self._rows:
            row.kind = TimelineKind.OTHER if row.kind is kind else row.kind
        free = next((row for row in same if row.kind is TimelineKind.OTHER), None)
        if free is not None:
            free.kind = kind
        elif not any(row.line == fact.line for row in self._rows):
            self._rows.append(_Row(f"{fact.key}: {fact.value}", -fact.line, at, "", kind=kind))

    def _choose_day(self) -> None:
        dated = [row for row in self._rows if row.at is not None]
        if not dated:
            return
        days = sorted({day_in(self._zone, row.at) for row in dated if row.at is not None})
        began = next((row.at for row in dated if row.kind is TimelineKind.STARTED and row.at), None)
        first = day_in(self._zone, began) if began else days[0]
        day = self._made.day
        if day is None or (not self._found.sure and all(abs(day - other) > _CLOSE for other in days)):
            if day is not None:
                self._made.marks.append(f"The report is dated {day}, its timeline {first}. {first} was taken.")
            elif not self._dateless:
                self._made.marks.append(f"The date {first} was taken from the timeline.")
            self._made.day = first if is_supported_day(first) else None
        elif self._dated and (other := self._other_day(days)) is not None:
            self._made.day = other
            self._made.marks.append(f"The timeline is about {other}, so that {other} was taken after all.")
        elif all(abs(day - other) > _CLOSE for other in days):
            self._made.marks.append(f"The date is {day}, but the timeline is about {first}.")

    def _other_day(self, days: Sequence[date]) -> date | None:
        """Another day that the report names, if the timeline is about that one and not about the one that was taken."""
        day = self._found.day
        if day is None or any(abs(day - row) <= _CLOSE for row in days):
            return None
        return next((other for other in self._found.others if any(abs(other - row) <= _CLOSE for row in days)), None)

    def _summarise(self, rows: Sequence[_Row]) -> None:
        named = {row.kind: row.at for row in reversed(rows) if row.at is not None}
        made = self._made
        made.started = named.get(TimelineKind.STARTED)
        made.detected = named.get(TimelineKind.DETECTED)
        made.resolved = named.get(TimelineKind.RESOLVED)
        if made.started is None and (first := self._first_row(rows)) is not None:
            made.started = first.at
            made.marks.append("No row says when it started. The first row was taken.")
            if first.kind is TimelineKind.OTHER:
                place = rows.index(first)
                made.rows = (
                    *made.rows[:place],
                    made.rows[place].model_copy(update={"kind": TimelineKind.STARTED}),
                    *made.rows[place + 1 :],
                )
        if made.started and made.resolved and made.resolved - made.started > _LONG:
            made.marks.append(f"From start to end are {(made.resolved - made.started).days} days. Check the dates.")
        if made.started and made.resolved and made.resolved < made.started:
            made.marks.append("The end is before the start. Check the times.")

    def _first_row(self, rows: Sequence[_Row]) -> _Row | None:
        """The row that may be the start: one of the incident's own day, if it is known, and none that ends it."""
        moments = [row for row in rows if row.at and row.kind is not TimelineKind.RESOLVED and not is_over(row.text)]
        day = self._made.day
        near = [row for row in moments if row.at and day and abs(day_in(self._zone, row.at) - day) <= _CLOSE]
        return min(near or moments, key=lambda row: (row.at.timestamp() if row.at else 0, row.line), default=None)


def _undated(row: UndatedRow) -> _Row:
    return _Row(row.text, row.line, None, row.when)
