"""Which day is meant: the order of numbers, a year that nobody wrote, "Yesterday", a weekday.

Seen with all days of the text, because 22/9 says how 9/10 is to be read. Not here: instants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.dates.zones import day_in
from core.domain.timeline.model import DayOrder, ReadingContext
from core.domain.timeline.stamps.written_day import WrittenDay

_NEARBY = timedelta(days=31)
_AHEAD = timedelta(days=60)
_FAR = timedelta(days=120)
_NEXT_DAYS = 3


@dataclass(frozen=True, slots=True)
class DayReading:
    """``other`` is the second day that the characters may mean. ``inferred`` and ``ask`` as in ``TimelineEvent``."""

    day: date | None
    other: date | None = None
    inferred: str = ""
    ask: str = ""


def _day_of(numbers: tuple[int, int, int] | None) -> date | None:
    try:
        return date(*numbers) if numbers else None
    except ValueError:
        return None


class DayChoice:
    def __init__(self, days: Iterable[WrittenDay], context: ReadingContext) -> None:
        self._context = context
        known = list(days)
        self._numbers = [day for day in known if day.numbers]
        self.order, self.asked = self._order()
        self._years = self._place_of_years([day for day in known if day.year_first])
        self.yearless = any(not day.year and (day.month or day.numbers) for day in known)
        self._first_count: date | None = None
        pasted = context.pasted_at
        self.relative = any(day.near is not None for day in known)
        self.today = day_in(context.zone, pasted) if pasted else context.reference

    def _order(self) -> tuple[DayOrder, bool]:
        answer = self._context.answers.get("day order")
        if answer in ("dmy", "mdy"):
            return ("dmy" if answer == "dmy" else "mdy"), False
        firsts = any(day.numbers and day.numbers[0] > 12 for day in self._numbers)
        seconds = any(day.numbers and day.numbers[1] > 12 for day in self._numbers)
        if firsts != seconds:
            return ("dmy" if firsts else "mdy"), False
        open_days = [day for day in self._numbers if day.numbers and day.numbers[0] != day.numbers[1]]
        if not open_days:
            return "dmy", False
        near = {order: all(self._near(day, order) for day in open_days) for order in ("dmy", "mdy")}
        if near["dmy"] != near["mdy"]:
            return ("dmy" if near["dmy"] else "mdy"), False
        return "dmy", True

    def _place_of_years(self, days: Sequence[WrittenDay]) -> str:
        """Where the year stands in 26/11/18: "last" as people write it, "first" as programs do, "" when neither fits.

        What fits is a day that is not far from the incident.
        """
        if not days or all(self._is_close(self._numbered(day, self.order)) for day in days):
            return "last"
        return "first" if all(self._is_close(_day_of(day.year_first)) for day in days) else ""

    def _is_close(self, day: date | None) -> bool:
        return day is not None and abs(day - self._context.reference) <= _FAR

    def _near(self, day: WrittenDay, order: str) -> bool:
        found = self._numbered(day, order)
        return found is not None and abs(found - self._context.reference) <= _NEARBY

    def _numbered(self, day: WrittenDay, order: str) -> date | None:
        if day.numbers is None:
            return None
        number, month = day.numbers if order == "dmy" else day.numbers[::-1]
        return self._in_year(day.year, month, number)

    def read(self, day: WrittenDay, before: date | None = None) -> DayReading:
        """The day that is meant; none with a reason when no calendar has it. ``before``: the one read last."""
        if day.count is not None:
            return self._counted(day.count, before)
        if day.near is not None:
            doubt = "" if self._context.pasted_at else "which day is “today”"
            return DayReading(self.today + timedelta(days=day.near), ask=doubt)
        if day.numbers:
            if day.year_first and self._years == "first":
                return self._checked(day, _day_of(day.year_first), None, "")
            found = self._numbered(day, self.order)
            other = self._numbered(day, "mdy" if self.order == "dmy" else "dmy")
            if found is None:
                found, other = other, None
            doubt = "day order" if self.asked and other and other != found else ""
            if day.year_first and not self._years:
                doubt, other = doubt or "which number is the year", _day_of(day.year_first)
            return self._checked(day, found, other if doubt else None, doubt)
        if day.month:
            return self._checked(day, self._in_year(day.year, day.month, day.day), None, "")
        return self._weekday(day.weekday or 0, before)

    def _checked(self, day: WrittenDay, found: date | None, other: date | None, doubt: str) -> DayReading:
        if found is None:
            return DayReading(None, ask="no such day")
        if day.weekday is not None and found.weekday() != day.weekday and not doubt:
            doubt = "the weekday is another"
        far = day.year is None and abs(found - self._context.reference) > _FAR
        return DayReading(found, other, "year" if far else "", doubt)

    def _counted(self, count: int, before: date | None) -> DayReading:
        """ "Day 2" is the one after "Day 1", which is the day of the incident where nothing says another."""
        if self._first_count is None:
            # Behind a day that is written, the next one.
            today = before + timedelta(days=min(count - 1, 1)) if before else None
            first = self._context.reference - timedelta(days=1)
            self._first_count = today - timedelta(days=count) if today else first
        return DayReading(self._first_count + timedelta(days=count), inferred="day")

    def _weekday(self, weekday: int, before: date | None) -> DayReading:
        """The last such day; behind another day of the text the next one, where it is near."""
        ahead = (weekday - before.weekday()) % 7 if before else 7
        if before and ahead <= _NEXT_DAYS and not self._context.pasted_at:
            found = before + timedelta(days=ahead)
            return DayReading(found, found - timedelta(days=7) if ahead else None, "day", "which day")
        back = (self.today.weekday() - weekday) % 7
        found = self.today - timedelta(days=back)
        if self._context.pasted_at:
            return DayReading(found, inferred="day")
        return DayReading(found, found + timedelta(days=7) if back else None, "day", "which day")

    def _in_year(self, year: int | None, month: int, number: int) -> date | None:
        answer = self._context.answers.get("year", "")
        if year is None and answer.isdigit() and len(answer) == 4:
            year = int(answer)
        reference = self._context.reference
        years = [year] if year else [reference.year - 1, reference.year, reference.year + 1]
        found = []
        for candidate in years:
            try:
                found.append(date(candidate, month, number))
            except ValueError:
                continue
        # What is told lies behind, or not far ahead of, the day of the incident.
        behind = [day for day in found if day - reference <= _AHEAD]
        return max(behind) if behind else min(found, key=lambda day: abs(day - reference), default=None)
