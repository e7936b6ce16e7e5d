"""Which offset holds for a wall clock: a number, letters with one meaning or several, a named zone, the postmortem's.

Letters that do not hold on the day ("PST" in July) are kept as they are written and marked. Not here: days.
"""

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from core.domain.dates.zones import instants_of, zone_or_utc
from core.domain.timeline.model import ReadingContext
from core.domain.timeline.stamps.zone_words import LETTERS, WrittenZone, zone_home


class ZonedInstant(NamedTuple):
    """The instant, with the offset that it was read with; others that the same characters may mean; why."""

    at: datetime
    alternatives: tuple[datetime, ...] = ()
    ask: str = ""


_UNIVERSAL = ("UTC", "Z", "UT")


def zoned(wall: datetime, written: WrittenZone | None, context: ReadingContext) -> ZonedInstant:
    """``wall`` is naive. A zone that is not written is that of the postmortem."""
    if written is None:
        return _in_named(wall, context.zone)
    if written.minutes is not None:
        return _numbered(wall, written)
    if written.name:
        return _in_named(wall, written.name)
    return _lettered(wall, written.letters, context)


def _fixed(wall: datetime, minutes: int) -> datetime:
    return wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _in_named(wall: datetime, name: str) -> ZonedInstant:
    zone = zone_or_utc(name)
    # With an offset of its own: moments of the hour that comes twice do not compare in a zone with rules.
    found = [_with_offset(at.astimezone(zone)) for at in instants_of(wall, zone)]
    if not found:
        skipped = wall.replace(tzinfo=zone)
        return ZonedInstant(
            _fixed(wall, round((skipped.utcoffset() or timedelta()) / timedelta(minutes=1))),
            (),
            "clocks skip this time",
        )
    return ZonedInstant(found[0], tuple(found[1:]), "this hour comes twice" if len(found) > 1 else "")


def _with_offset(at: datetime) -> datetime:
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))


@lru_cache(maxsize=256)
def _season_letters(zone: str, year: int) -> dict[str | None, int]:
    """The letters of a zone in winter and in summer, with the minutes east that they stand for."""
    days = (datetime(year, month, 1, 12, tzinfo=zone_or_utc(zone)) for month in (1, 7))
    return {at.tzname(): round((at.utcoffset() or timedelta()) / timedelta(minutes=1)) for at in days}


def _numbered(wall: datetime, written: WrittenZone) -> ZonedInstant:
    at = _fixed(wall, written.minutes or 0)
    home = zone_home(written.letters)
    if not home or written.minutes not in LETTERS.get(written.letters, ()):
        return ZonedInstant(at)
    there = _in_named(wall, home).at
    return (
        ZonedInstant(at) if there == at else ZonedInstant(at, (there,), f"{written.letters} does not hold on this day")
    )


def _lettered(wall: datetime, letters: str, context: ReadingContext) -> ZonedInstant:
    answer = context.answers.get(f"zone {letters}", "")
    if answer.lstrip("-").isdigit() and abs(int(answer)) <= 14 * 60:
        return ZonedInstant(_fixed(wall, int(answer)))
    if letters in _UNIVERSAL:
        return ZonedInstant(_fixed(wall, 0))
    own = zone_or_utc(context.zone)
    here = _in_named(wall, context.zone)
    matching = [at for at in (here.at, *here.alternatives) if at.astimezone(own).tzname() == letters]
    if matching:
        return ZonedInstant(matching[0])
    offset = _season_letters(context.zone, wall.year).get(letters)
    if offset is not None:
        return ZonedInstant(_fixed(wall, offset), (here.at,), f"{letters} does not hold on this day")
    meanings = LETTERS[letters]
    at = _fixed(wall, meanings[0])
    if len(meanings) > 1:
        return ZonedInstant(
            at, tuple(_fixed(wall, minutes) for minutes in meanings[1:]), f"{letters} is the name of several zones"
        )
    home = zone_home(letters)
    if home and (there := _in_named(wall, home).at) != at:
        return ZonedInstant(at, (there,), f"{letters} does not hold on this day")
    return ZonedInstant(at)
