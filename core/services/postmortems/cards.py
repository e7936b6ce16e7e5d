"""A postmortem as it stands in a list: one card, for Home and the Archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.choices import choice_named
from core.domain.clock.state import Meeting, Status
from core.domain.clock.steps import as_section
from core.domain.postmortem import SectionId, Severity
from core.domain.publication import PublicationState, publication_state
from core.store import closed, meetings
from core.store.database.transaction import Transaction
from core.store.postmortems import PostmortemRow


@dataclass(frozen=True)
class Card:
    """``status`` is the meeting's, ``state`` the postmortem's; ``waiting_words`` is the age, for example ``3 days``.

    ``running_words``: how long ago its meeting was started, while it runs, such as ``20 minutes ago``.
    ``filled`` of ``needed`` is how much of what a postmortem needs is there.
    """

    id: str
    title: str
    severity: Severity | None
    zone: str
    created_at: datetime
    started_at: datetime | None
    meeting_at: datetime | None
    finished_at: datetime | None
    status: Status
    state: PublicationState
    section: SectionId | None
    waiting_words: str
    filled: int
    needed: int
    open_actions: int
    example: bool
    named: int | None = None
    """How many people may know of it; None for one that is not closed."""
    running_words: str = ""


def cards_of(tx: Transaction, rows: Sequence[PostmortemRow], now: datetime) -> list[Card]:
    """In the same order. Two statements for however many: a list of fifty would ask for each meeting otherwise."""
    begun = meetings.load_meetings(tx, [row.id for row in rows if row.meeting_status not in (None, "lobby")])
    named = closed.named_counts(tx, [row.id for row in rows if row.closed_at is not None])
    return [_card(row, begun.get(row.id) or Meeting(), named, now) for row in rows]


def _card(row: PostmortemRow, meeting: Meeting, named: Mapping[str, int], now: datetime) -> Card:
    return Card(
        id=row.id,
        title=row.title,
        severity=choice_named(Severity, row.severity),
        zone=row.zone,
        created_at=row.created_at,
        started_at=row.started_at,
        meeting_at=row.meeting_at,
        finished_at=meeting.finished_at,
        status=meeting.status,
        state=publication_state(
            row.meeting_status, published=row.published_at is not None, began=bool(row.meeting_version)
        ),
        section=as_section(meeting.section) if meeting.status in ("running", "paused") else None,
        waiting_words=age_in_words(now - (row.started_at or row.created_at)),
        filled=row.filled,
        needed=row.needed,
        open_actions=row.open_actions,
        example=row.example,
        named=None if row.closed_at is None else named.get(row.id, 0),
        running_words=_ago(meeting.started_at, now) if meeting.status in ("running", "paused") else "",
    )


def _ago(at: datetime | None, now: datetime) -> str:
    found = age_in_words(now - at) if at is not None else ""
    return f"{found} ago" if found and found != "just now" else found


def people_text(number: int) -> str:
    """``1 person``, ``4 people``."""
    return "1 person" if number == 1 else f"{number} people"


def age_in_words(age: timedelta) -> str:
    """``just now``, ``20 minutes``, ``1 hour 55 minutes``, ``5 hours``, ``3 days``, ``6 weeks``: as one would say it,
    rounded down."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 2:
        return "just now"
    if 60 < minutes < 120:
        return f"1 hour {_counted(minutes - 60, 'minute')}"
    for unit, size, until in (("minute", 1, 60), ("hour", 60, 2880), ("day", 1440, 30240), ("week", 10080, 0)):
        if minutes < until or not until:
            return _counted(minutes // size, unit)
    raise AssertionError("weeks have no end")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
