"""What a company has after years, as values: 10,000 postmortems with five action items each.

Texts are those of a few hundred made-up postmortems, over and over, each under a title, with services, owners, days and
a history of its own. The same numbers give the same postmortems.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from core.document.seed import seed
from core.domain.insights.reading import Reading, reading_of
from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    FollowUp,
    Postmortem,
    RootCause,
    TimelineKind,
    TimelineRow,
)
from core.domain.review import REVIEW_AFTER
from core.services.documents.records import record_of
from core.store.postmortems import Record
from tests.bench.library import Writer

POSTMORTEMS: Final = 10_000
SHAPES: Final = 300
DAYS: Final = 3 * 365
RUNNING, WAITING, PLANNED = 4, 120, 20
"""The newest: with a meeting that runs, without one, and with one to come."""
ZONES: Final = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
_KINDS: Final = ("checkout", "orders", "billing", "search", "identity", "media", "warehouse", "notifications")
_PARTS: Final = ("api", "database", "queue", "worker", "edge-cache-of-the-european-region")
SERVICES: Final = tuple(f"{kind}-{part}" for kind in _KINDS for part in _PARTS)
TAGS: Final = tuple(f"tag-{number}" for number in range(25))
_FIRST: Final = ("Mara", "Deniz", "Kofi", "Yuki", "Ada", "Lior", "Ines", "Tomasz", "Nadia", "Oluwaseun Adebayo")
_LAST: Final = ("Voss", "Arslan", "Mensah", "Tanaka", "Berg", "Haddad", "Silva", "Nowak", "Petrova", "Okafor")
OWNERS: Final = tuple(f"{first} {last}" for first in _FIRST for last in _LAST)
_KINDS_OF_ROWS: Final = (
    TimelineKind.STARTED,
    TimelineKind.DETECTED,
    TimelineKind.RESPONDED,
    TimelineKind.OTHER,
    TimelineKind.MITIGATED,
    TimelineKind.OTHER,
    TimelineKind.RESOLVED,
)


@dataclass(frozen=True)
class Shape:
    """A postmortem whose texts many have, with what is made of texts: that is made once."""

    postmortem: Postmortem

    @cached_property
    def record(self) -> Record:
        return record_of(self.postmortem)

    @cached_property
    def document(self) -> bytes:
        """The update of its document. No page of these figures reads it, so its title and days may be others."""
        return seed(self.postmortem)

    @cached_property
    def reading(self) -> Reading:
        return reading_of(self.postmortem)


@dataclass(frozen=True)
class Filed:
    """One of the many. ``status``: ``running``, ``lobby``, ``planned``, ``held`` or ``old report``."""

    number: int
    at: datetime
    status: str
    postmortem: Postmortem
    shape: Shape

    @property
    def id(self) -> str:
        return pm_id_of(self.number)

    @property
    def met_at(self) -> datetime:
        return self.at + timedelta(days=1, hours=self.number % 30)

    @property
    def is_over(self) -> bool:
        return self.status in ("held", "old report")

    @property
    def is_closed(self) -> bool:
        return self.number % 100 == 50

    @property
    def reading(self) -> Reading:
        """What Insights keeps of it. Recurring words are those of its causes, and so of its shape."""
        of_words = self.shape.reading
        own = reading_of(self.postmortem.model_copy(update={"root_cause": RootCause()}))
        return replace(own, lenses=of_words.lenses, terms=of_words.terms)


def shapes(writer: Writer, count: int, now: datetime) -> list[Shape]:
    """As many as ``count`` postmortems are made of."""
    return [Shape(writer.postmortem(number, now)) for number in range(min(SHAPES, count))]


def filed(
    numbers: Sequence[int], count: int, now: datetime, made: Sequence[Shape], writer: Writer, draw: random.Random
) -> Iterator[Filed]:
    """These of ``count`` postmortems over three years, the newest with the lowest numbers."""
    for number in numbers:
        yield _filed(number, count, now, made[number % len(made)], writer.text(5), draw)


def pm_id_of(number: int) -> str:
    """The id of one of them."""
    return f"big{number:05}"


def _filed(number: int, count: int, now: datetime, shape: Shape, words: str, draw: random.Random) -> Filed:
    at = now - timedelta(days=DAYS * number / count, hours=draw.randint(2, 20))
    newest = [*["running"] * RUNNING, *["lobby"] * WAITING, *["planned"] * PLANNED][: count // 10]
    status = newest[number] if number < len(newest) else "old report" if number % 11 == 0 else "held"
    service = draw.choice(SERVICES)
    made = Postmortem(
        title=f"{service}: {words} ({number})"[:120],
        severity=shape.postmortem.severity if number % 9 else None,
        zone=ZONES[number % len(ZONES)],
        services=tuple(sorted({service, draw.choice(SERVICES)})),
        tags=tuple(sorted(draw.sample(TAGS, draw.randint(0, 3)))),
        meeting_at=now + timedelta(hours=number) if status == "planned" else None,
        summary=shape.postmortem.summary,
        timeline=tuple(_row(row, place, at, draw) for place, row in enumerate(shape.postmortem.timeline)),
        root_cause=shape.postmortem.root_cause,
        actions=tuple(_action(row, place, number, at, draw) for place, row in enumerate(shape.postmortem.actions)),
        follow_up=FollowUp(review_on=(at + REVIEW_AFTER).date() if status == "held" else None),
    )
    return Filed(number, at, status, made, shape)


def _row(row: TimelineRow, place: int, at: datetime, draw: random.Random) -> TimelineRow:
    kind = _KINDS_OF_ROWS[place] if place < len(_KINDS_OF_ROWS) else TimelineKind.OTHER
    return row.model_copy(update={"at": at + timedelta(minutes=place * draw.randint(3, 40)), "kind": kind})


def _action(row: ActionRow, place: int, number: int, at: datetime, draw: random.Random) -> ActionRow:
    new = {
        "text": f"{row.text.capitalize()} ({number})",
        "owner": _owner(draw),
        "due": None if draw.random() < 0.05 else at.date() + timedelta(days=draw.randint(7, 120)),
        "kind": draw.choice(list(ActionKind)),
        "done_when": "The alert fires in a test" if place == 0 else "",
        "chosen": place == 0 and draw.random() < 0.5,
        "link": f"https://github.com/acme/shop/issues/{number * 5 + place + 1}" if draw.random() < 0.2 else "",
    }
    return row.model_copy(update=new)


def _owner(draw: random.Random) -> str:
    """A tenth of the people own half of all; one name in twelve is written another way, some rows name nobody."""
    if draw.random() < 0.04:
        return ""
    name = OWNERS[int(len(OWNERS) * draw.random() ** 3)]
    return name.lower() if draw.random() < 0.08 else name
