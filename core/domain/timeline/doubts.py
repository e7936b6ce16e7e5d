"""What is asked once for all rows, and a zone that only a closing sentence names."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.timeline.day_choice import DayChoice
from core.domain.timeline.drafts import Draft, RowDraft, ZoneHeading
from core.domain.timeline.model import ReadingContext, TimelineEvent, TimelineQuestion, UnparsedLine
from core.domain.timeline.stamps.zone_words import LETTERS, WrittenZone, zone_at
from core.domain.timeline.zone_choice import zoned

_ZONED = re.compile(r"(\d{1,2}:\d\d)(?::\d\d)?(?: ?[-–—] ?(\d{1,2}:\d\d)(?::\d\d)?)? ?(?=[A-Z(+-])\(?")
_PLACES: Final = {
    ("IST", 330): "India, +05:30",
    ("IST", 60): "Ireland, +01:00",
    ("IST", 120): "Israel, +02:00",
    ("BST", 60): "Britain, +01:00",
    ("BST", 360): "Bangladesh, +06:00",
    ("BST", 660): "Bougainville, +11:00",
    ("CST", -360): "North America, −06:00",
    ("CST", 480): "China, +08:00",
    ("CST", -300): "Cuba, −05:00",
    ("AST", -240): "Atlantic, −04:00",
    ("AST", 180): "Arabia, +03:00",
}


def mark_closing_zone(
    drafts: Sequence[Draft], events: Sequence[TimelineEvent], unparsed: Sequence[UnparsedLine], context: ReadingContext
) -> None:
    """ "(10:45 - 16:11 UTC)" under rows at 10:45 and 16:11 without a zone: they may be in that zone. Marks the rows."""
    if "zone" in context.answers or any(isinstance(draft, ZoneHeading) for draft in drafts):
        return
    bare = {
        draft.line
        for draft in drafts
        if isinstance(draft, RowDraft) and draft.stamp.clock and not (draft.stamp.zone or draft.column_zone)
    }
    clocks = {f"{event.at:%H:%M}" for event in events if event.line in bare}
    zone = next((found for line in unparsed if (found := _zone_of(line.text, clocks))), None)
    if zone is None:
        return
    for event in events:
        if event.line in bare:
            other = zoned(event.at.replace(tzinfo=None), zone, context).at
            if other != event.at:
                event.at, event.alternatives = other, (*event.alternatives, event.at)
                event.until = event.until and zoned(event.until.replace(tzinfo=None), zone, context).at
                event.ask = event.ask or "zone"


def mark_mixed_zones(drafts: Sequence[Draft], events: Sequence[TimelineEvent], context: ReadingContext) -> None:
    """Some rows name their zone and others do not: those others may be in the same one. Marks them."""
    if "zone" in context.answers or any(isinstance(draft, ZoneHeading) for draft in drafts):
        return
    rows = [draft for draft in drafts if isinstance(draft, RowDraft) and draft.stamp.clock and not draft.column_zone]
    zones = {draft.stamp.zone for draft in rows if draft.stamp.zone}
    if len(zones) != 1:
        return
    (zone,) = zones
    bare = {draft.line for draft in rows if draft.stamp.zone is None}
    for event in events:
        if event.line in bare and not event.ask:
            other = zoned(event.at.replace(tzinfo=None), zone, context).at
            if other != event.at:
                event.ask, event.alternatives = "zone", (*event.alternatives, other)


def _zone_of(text: str, clocks: set[str]) -> WrittenZone | None:
    for found in _ZONED.finditer(text[:400]):
        if {item.zfill(5) for item in found.groups() if item} & clocks and (zone := zone_at(text, found.end())):
            return zone[0]
    return None


def lacks_zone(drafts: Sequence[Draft]) -> bool:
    """Whether some time stands without a zone of its own, of its column or of a heading."""
    zoned_from_here = False
    for draft in drafts:
        zoned_from_here = zoned_from_here or isinstance(draft, ZoneHeading)
        bare = isinstance(draft, RowDraft) and draft.stamp.clock and not (draft.stamp.zone or draft.column_zone)
        if bare and not zoned_from_here:
            return True
    return False


def questions_of(
    events: Sequence[TimelineEvent], choice: DayChoice, context: ReadingContext
) -> tuple[TimelineQuestion, ...]:
    """Each doubt once, whatever the number of its rows."""
    asks = {event.ask for event in events}
    found = []
    if "day order" in asks:
        options = (("dmy", "Day first: 4/12 is 4 December"), ("mdy", "Month first: 4/12 is 12 April"))
        found.append(TimelineQuestion("day order", "Which number is the day?", options, choice.order))
    for letters in sorted(LETTERS):
        if f"{letters} is the name of several zones" in asks:
            places = tuple((str(minutes), _PLACES[letters, minutes]) for minutes in LETTERS[letters])
            text = f"{letters} is the name of several zones. Which is meant?"
            found.append(
                TimelineQuestion(f"zone {letters}", text, places, context.answers.get(f"zone {letters}", places[0][0]))
            )
    if "half of the day" in asks:
        halves = (("12", "Not sure: mark them"), ("24", "As written, 24 hours"))
        found.append(TimelineQuestion("half of the day", "Are these times of a 24-hour clock?", halves, "12"))
    if any(event.inferred == "year" for event in events) and choice.yearless:
        years = tuple((str(year), str(year)) for year in range(context.reference.year - 1, context.reference.year + 2))
        found.append(TimelineQuestion("year", "Which year?", years, context.answers.get("year", "")))
    return tuple(found)
