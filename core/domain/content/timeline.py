"""The order of events: how a timeline is read, whatever order its rows were typed in.

Here lives the order and the search for the first row of a kind. Not here: the numbers computed from them
(``metrics``), and how a time is written (each surface does that in the postmortem's zone).
"""

from collections.abc import Iterable
from datetime import tzinfo

from core.domain.dates.zones import zone_or_utc
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow


def in_order(rows: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    """By time; rows of the same time keep their order, and rows without a time stand last."""
    rows = tuple(rows)
    timed = sorted(((row.at, place) for place, row in enumerate(rows) if row.at is not None))
    return (*(rows[place] for _, place in timed), *(row for row in rows if row.at is None))


def first(rows: Iterable[TimelineRow], kind: TimelineKind) -> TimelineRow | None:
    """The first row of a kind that has a time; later ones of the same kind do not count."""
    return next((row for row in in_order(rows) if row.kind is kind and row.at is not None), None)


def zone_of(pm: Postmortem) -> tzinfo:
    """The zone times are shown in; UTC when the name means nothing here."""
    return zone_or_utc(pm.zone)
