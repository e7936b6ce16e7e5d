"""The lines of an alert as rows of a postmortem's timeline: their kinds, who, and ids that are the same each time."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.alerts.reading import AlertReading, AlertRow
from core.domain.postmortem import TimelineKind, TimelineRow

TEXTS: Final = {
    TimelineKind.STARTED: "Started, as the alert says",
    TimelineKind.DETECTED: "Detected: the alert fired",
    TimelineKind.RESOLVED: "Resolved, as the alert says",
}
LEFT_OUT: Final = "More alert lines came than fit here, and were left out. The alerting tool has all of them."


@dataclass(frozen=True)
class KeyedRow:
    """``key`` is a digest that is the same whenever this row is sent again."""

    key: str
    row: TimelineRow


@dataclass(frozen=True)
class Origin:
    """Where lines come from: the source's name and label, and the digest of the group."""

    source: str
    label: str
    group_key: str


def digest(*parts: str) -> str:
    """A short name for texts of any length."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def timeline_rows(reading: AlertReading, origin: Origin, pm_id: str, *, opening: bool) -> tuple[KeyedRow, ...]:
    """The rows that a reading adds, in the order of time.

    Detected and resolved are the kinds of the lines of those moments. When it started is known less well, so it gets a
    row of its own where no line is left for it, which people can set right. Only the body that opens a postmortem says
    when it started and was detected: what a later one calls the start is that of the alerts that are left. A line of an
    alert with a key of its own is the same in every group: groups are cut anew when a route is edited. A line that was
    sent without an instant is the same within one postmortem only: the next incident is told in the same words.
    """
    kinds = _kinds(reading, opening=opening)
    known_by = "" if reading.by_alert else origin.group_key
    known_by += f" {pm_id}" if reading.undated else ""
    rows = [
        _line(row, kinds.get(place, TimelineKind.OTHER), origin, known_by) for place, row in enumerate(reading.rows)
    ]
    rows += [_own(kind, at, origin) for kind, at in _moments(reading, opening=opening) if kind not in kinds.values()]
    return tuple(sorted(rows, key=lambda item: (item.row.at is None, item.row.at)))


def left_out_row(at: datetime | None, origin: Origin, pm_id: str) -> KeyedRow:
    """Says once in a postmortem that it does not hold every line."""
    return _keyed(TimelineRow(id="x", at=at, text=LEFT_OUT, who=origin.label), digest("left out", pm_id))


def _moments(reading: AlertReading, *, opening: bool) -> Iterator[tuple[TimelineKind, datetime]]:
    if opening and reading.detected is not None:
        yield TimelineKind.DETECTED, reading.detected
    if reading.resolved is not None:
        yield TimelineKind.RESOLVED, reading.resolved
    if opening and reading.started is not None:
        yield TimelineKind.STARTED, reading.started


def _kinds(reading: AlertReading, *, opening: bool) -> dict[int, TimelineKind]:
    """By the place of the line. The last line of its moment is the end, the first one the beginning."""
    found: dict[int, TimelineKind] = {}
    for kind, at in _moments(reading, opening=opening):
        places = [place for place, row in enumerate(reading.rows) if row.at == at and place not in found]
        if places:
            found[places[-1] if kind is TimelineKind.RESOLVED else places[0]] = kind
    return found


def _line(row: AlertRow, kind: TimelineKind, origin: Origin, known_by: str) -> KeyedRow:
    key = digest(known_by, row.key or f"{row.at.isoformat()} {row.who} {row.text}")
    return _keyed(TimelineRow(id="x", at=row.at, text=row.text, who=row.who or origin.label, kind=kind), key)


def _own(kind: TimelineKind, at: datetime, origin: Origin) -> KeyedRow:
    row = TimelineRow(id="x", at=at, text=TEXTS[kind], who=origin.label, kind=kind)
    return _keyed(row, digest(origin.group_key, kind, at.isoformat()))


def _keyed(row: TimelineRow, key: str) -> KeyedRow:
    return KeyedRow(key, row.model_copy(update={"id": f"al_{key[:24]}"}))
