"""From drafts to rows with instants: days carried on, midnight passed, zones chosen, doubts marked.

A day stands in the line, else in the last heading, else it is that of the row before, else the reference. A step back
of many hours is the next day and marked; one of minutes stays and is marked. Not here: how lines are read (``layout``).
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from core.domain.dates.zones import zone_or_utc
from core.domain.timeline.day_choice import DayChoice, DayReading
from core.domain.timeline.drafts import DayHeading, Draft, RowDraft, ZoneHeading
from core.domain.timeline.half_day import HalfReading, halves_of
from core.domain.timeline.lines.chat_noise import is_system_message
from core.domain.timeline.model import ReadingContext, TimelineEvent, UnparsedLine
from core.domain.timeline.row_order import is_newest_first, mark_order
from core.domain.timeline.stamps.written_clock import WrittenClock
from core.domain.timeline.stamps.written_day import WrittenDay
from core.domain.timeline.stamps.zone_words import WrittenZone
from core.domain.timeline.zone_choice import ZonedInstant, zoned

ROLLOVER = timedelta(hours=8)
"""A step back that is larger passes midnight."""
NO_START = "This counts from the start of the incident. Say when that was."
NO_RECORDING = "This counts from the start of a recording. Say when that was."
NO_PASTING = "This counts from the moment it was copied. Say when that was."


def resolve(
    drafts: Sequence[Draft], context: ReadingContext
) -> tuple[list[TimelineEvent], list[UnparsedLine], DayChoice]:
    """Rows in the order of the text, and lines for which no instant can be said."""
    rows = [draft for draft in drafts if isinstance(draft, RowDraft)]
    days = [draft.stamp.day for draft in drafts if isinstance(draft, RowDraft | DayHeading) and draft.stamp.day]
    choice = DayChoice(days, context)
    halves = _halves(rows, context)
    downwards = is_newest_first([(halves[id(row)].clock, row.stamp.day) for row in rows if id(row) in halves])
    plain = downwards and not days and not any(isinstance(draft, DayHeading) for draft in drafts)
    ordered = list(reversed(drafts)) if plain else list(drafts)
    walk = _Walk(context, choice, halves, downwards=downwards and not plain)
    if plain:
        walk.zone = next((draft.zone for draft in drafts if isinstance(draft, ZoneHeading)), None)
    for draft in ordered:
        walk.take(draft)
    events = sorted(walk.events, key=lambda event: event.line) if plain else walk.events
    mark_order(events, downwards=downwards, dated=walk.dated)
    return events, walk.unparsed, choice


def _halves(rows: Sequence[RowDraft], context: ReadingContext) -> dict[int, HalfReading]:
    """A program wrote the heads of mails: they say nothing of how people write in them."""
    found: dict[int, HalfReading] = {}
    for of_mails in (False, True):
        timed = [(id(row), row.stamp.clock) for row in rows if row.stamp.clock and (row.form == "mail") is of_mails]
        readings = halves_of([clock for _, clock in timed], context)
        found.update((key, reading) for (key, _), reading in zip(timed, readings, strict=True))
    return found


class _Walk:
    def __init__(
        self, context: ReadingContext, choice: DayChoice, halves: dict[int, HalfReading], *, downwards: bool
    ) -> None:
        self._context = context
        self._choice = choice
        self._halves = halves
        self._downwards = downwards
        self._day: DayReading | None = None
        self._last: datetime | None = None
        self.zone: WrittenZone | None = None
        self.events: list[TimelineEvent] = []
        self.unparsed: list[UnparsedLine] = []
        self.dated: set[int] = set()

    def take(self, draft: Draft) -> None:
        if isinstance(draft, UnparsedLine):
            self.unparsed.append(draft)
        elif isinstance(draft, ZoneHeading):
            self.zone = draft.zone
        elif isinstance(draft, DayHeading):
            day = draft.stamp.day
            self._day = self._choice.read(day, self._known_day) if day else self._day
            self._last = None
        else:
            self._row(draft)

    @property
    def _known_day(self) -> date | None:
        """The day read last, where the text goes forwards."""
        return self._day.day if self._day and not self._downwards else None

    def _row(self, row: RowDraft) -> None:
        text = "\n".join(part for part in (item.strip() for item in row.texts) if part)
        if not text and not row.who:
            return self._refuse(row, "There are no words beside this time.")
        if row.form == "chat" and is_system_message(text):
            return self._refuse(row, "")
        event = self._counted(row, text) if row.stamp.clock is None else self._clocked(row, text)
        if event is None:
            return None
        if row.doubt and not event.ask:
            event.ask = row.doubt
        self._last = event.at
        self.events.append(event)
        return None

    def _counted(self, row: RowDraft, text: str) -> TimelineEvent | None:
        stamp, zone = row.stamp, zone_or_utc(self._context.zone)
        approx = stamp.approx
        if stamp.instant:
            at = stamp.instant
        elif stamp.since_start is not None:
            if self._context.t0 is None:
                self._refuse(row, NO_RECORDING if row.form == "caption" else NO_START)
                return None
            at = self._context.t0 + stamp.since_start
        else:
            if self._context.pasted_at is None or stamp.ago is None:
                self._refuse(row, NO_PASTING)
                return None
            at, approx = self._context.pasted_at - stamp.ago, True
        return TimelineEvent(at.astimezone(zone), row.who, text, row.line, approx=approx)

    def _refuse(self, row: RowDraft, why: str) -> None:
        self.unparsed += [UnparsedLine(number, line, why) for number, line in row.source]

    def _clocked(self, row: RowDraft, text: str) -> TimelineEvent | None:
        stamp = row.stamp
        half = self._halves.get(id(row)) or HalfReading(stamp.clock or WrittenClock(0, 0))
        zone = stamp.zone or row.column_zone or self.zone
        before = self._day.day if self._day and not stamp.day else None
        day, reading = self._day_of(stamp.day, half.clock, zone)
        if day is None:
            self._refuse(row, "No calendar has this day.")
            return None
        found = zoned(_wall(day, half.clock), zone, self._context)
        event = TimelineEvent(found.at, row.who, text, row.line, approx=stamp.approx, inferred=reading.inferred)
        self._mark(event, found, reading, half, zone)
        if half.other and not half.inferred:
            event.alternatives = (*event.alternatives, self._other_half(half.other, before or day, zone))
        if stamp.day and (stamp.day.month or stamp.day.numbers):
            self.dated.add(id(event))
        event.until = self._until(row, event, day, zone)
        return event

    def _mark(
        self,
        event: TimelineEvent,
        found: ZonedInstant,
        reading: DayReading,
        half: HalfReading,
        zone: WrittenZone | None,
    ) -> None:
        others = list(found.alternatives)
        asks = [found.ask, reading.ask, half.clock.doubt]
        wall = found.at.replace(tzinfo=None)
        if reading.other:
            others.append(zoned(datetime.combine(reading.other, wall.time()), zone, self._context).at)
        if half.other and half.inferred:
            event.inferred = event.inferred or "half of the day"
        elif half.other:
            asks.append("half of the day")
        event.ask = next((ask for ask in asks if ask), "")
        event.alternatives = tuple(others)

    def _other_half(self, clock: WrittenClock, day: date, zone: WrittenZone | None) -> datetime:
        return zoned(_wall(day, clock), zone, self._context).at

    def _day_of(
        self, written: WrittenDay | None, clock: WrittenClock, zone: WrittenZone | None
    ) -> tuple[date | None, DayReading]:
        if written is not None:
            reading = self._choice.read(written, self._known_day)
            self._day = reading
            return reading.day, DayReading(reading.day, reading.other, reading.inferred, reading.ask)
        carried = self._day
        if carried is None:
            start = self._choice.today if self._choice.relative else self._context.reference
            doubt = "which day" if self._choice.relative and not self._context.pasted_at else ""
            carried = self._day = DayReading(start, ask=doubt)
        if carried.day is None:
            return None, carried
        if self._last is None:
            return carried.day, carried
        return self._stepped(carried.day, clock, zone, carried)

    def _stepped(
        self, day: date, clock: WrittenClock, zone: WrittenZone | None, carried: DayReading
    ) -> tuple[date, DayReading]:
        """The day of the row before, or the next one when the clock goes back by many hours."""
        here = zoned(_wall(day, clock), zone, self._context).at
        last = self._last or here
        # The row before may be in another zone, where its day has another name.
        own_day = last.astimezone(here.tzinfo).date()
        if own_day != day:
            day = own_day
            here = zoned(_wall(day, clock), zone, self._context).at
        step = -1 if self._downwards else 1
        if (here - last) * step < -ROLLOVER:
            day += timedelta(days=step)
            named = "next day" if step > 0 else "day before"
            self._day = DayReading(day, inferred="", ask=carried.ask)
            return day, DayReading(day, inferred=named, ask=carried.ask)
        self._day = DayReading(day, ask=carried.ask)
        return day, DayReading(day, ask=carried.ask)

    def _until(self, row: RowDraft, event: TimelineEvent, day: date, zone: WrittenZone | None) -> datetime | None:
        stamp, end = row.stamp, row.until_stamp
        clock = stamp.until or (end.clock if end else None)
        if clock is None or clock.problem:
            return end.instant if end and end.instant else None
        written = stamp.until_day or (end.day if end else None)
        reading = self._choice.read(written) if written else DayReading(day)
        until_day = reading.day or day
        zone = (end.zone if end else None) or zone
        until = zoned(_wall(until_day, clock), zone, self._context).at
        if until < event.at and written is None:
            until = zoned(_wall(until_day + timedelta(days=1), clock), zone, self._context).at
        return until


def _wall(day: date, clock: WrittenClock) -> datetime:
    """Naive; "24:00" is the midnight that ends the day."""
    hour = clock.hour24
    wall = datetime.combine(day, time(hour % 24, clock.minute, clock.second, clock.micro))
    return wall + timedelta(days=1) if hour == 24 else wall
