"""Reading reviews: how one stands, the notes of those that are over, and which ones are due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from core.domain.clock.state import Status
from core.domain.content.checklist import Item, checklist
from core.domain.dates.zones import day_in
from core.domain.postmortem import Postmortem, Severity
from core.domain.review import REVIEW_AFTER, Answer, ReviewedAction, ReviewNote, is_due
from core.services.app import App
from core.services.authority import require_known, require_postmortem
from core.services.documents.records import postmortem_of
from core.services.reviews import review_state
from core.store import meetings, postmortems, reviews
from core.store.database.transaction import Transaction

_MOST_CANDIDATES: Final = 200  # read from the database
_MOST_SHOWN: Final = 20
_OPEN: Final[dict[str, Status]] = {"lobby": "lobby", "running": "running", "paused": "paused"}
_SEVERITIES: Final = frozenset(Severity)


@dataclass(frozen=True)
class ReviewView:
    """``status`` None: no review was ever opened. ``notes``: of those that are over, the oldest first.

    ``due``: its day has come, and no review was held since. ``today`` is the day in the postmortem's zone.
    ``worth_offering``: the meeting it looks back at is over.
    """

    postmortem_id: str
    status: Status | None
    actions: tuple[ReviewedAction, ...]
    answer: Answer
    note: str
    checklist: tuple[Item, ...]
    review_on: date | None
    due: bool
    today: date
    zone: str
    notes: tuple[ReviewNote, ...]
    worth_offering: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits in its lobby or runs now."""
        return self.status in _OPEN


@dataclass(frozen=True)
class DueReview:
    """A review for Home: ``status`` None while nobody has opened it, else that of its clock.

    ``days_late`` counts whole days since ``due_on`` where its postmortem is, and is never less than 0.
    """

    postmortem_id: str
    title: str
    severity: Severity | None
    due_on: date
    status: Status | None
    days_late: int


def review_view(app: App, pm_id: str) -> ReviewView:
    """The review as it is now. Raises NotFound, also when the postmortem is in the trash."""
    with app.db.read() as tx:
        zone = require_postmortem(tx, pm_id).zone
        clock = meetings.load_meeting(tx, pm_id, "review")
        found = review_state.review_state(tx, pm_id, clock) if clock else None
        notes = review_state.review_notes(tx, pm_id)
        content = _content(tx, pm_id)
        today = day_in(zone, tx.now())
        sync = meetings.load_meeting(tx, pm_id)
    review_on = content.follow_up.review_on
    met_on = day_in(zone, sync.finished_at) if sync and sync.finished_at else None
    last_held = day_in(zone, notes[-1].at) if notes else None
    can_open = clock is None or clock.status == "finished"
    # An old report came in with its meeting over: without a day of its own nobody here waits for its review.
    was_held = review_on is not None or (sync is not None and sync.started_at is not None)
    return ReviewView(
        postmortem_id=pm_id,
        status=clock.status if clock else None,
        actions=found.actions if found else (),
        answer=found.answer if found else Answer(),
        note=found.note if found else "",
        checklist=checklist(content),
        review_on=review_on or (met_on + REVIEW_AFTER if met_on else None),
        due=can_open and was_held and met_on is not None and is_due(review_on, met_on, last_held, today),
        today=today,
        zone=zone,
        notes=notes,
        worth_offering=clock is not None or (sync is not None and sync.status == "finished"),
    )


def notes(app: App, pm_id: str) -> tuple[ReviewNote, ...]:
    """What the finished reviews left on the postmortem, the oldest first."""
    with app.db.read() as tx:
        require_known(tx, pm_id)
        return review_state.review_notes(tx, pm_id)


def due_reviews(app: App, now: datetime | None = None, most: int = _MOST_SHOWN) -> list[DueReview]:
    """Reviews that are due or open, the open ones first, then the longest due. Examples are left out."""
    with app.db.read() as tx:
        at = now or tx.now()
        rows = reviews.review_candidates(tx, at, max(most, _MOST_CANDIDATES))
    found: list[DueReview] = []
    for row in rows:
        review_on, met_on = _day(row.review_on), _day_of(row.finished_at, row.zone)
        if met_on is None:
            continue
        status: Status | None = _OPEN.get(row.status or "")
        last_held = day_in(row.zone, row.reviewed_at) if row.reviewed_at else None
        today = day_in(row.zone, at)
        if status is not None or is_due(review_on, met_on, last_held, today):
            severity = Severity(row.severity) if row.severity in _SEVERITIES else None
            due_on = review_on or met_on + REVIEW_AFTER
            late = max((today - due_on).days, 0)
            found.append(DueReview(row.postmortem_id, row.title, severity, due_on, status, late))
    return sorted(found, key=lambda item: (item.status is None, item.due_on))[:most]


def _content(tx: Transaction, pm_id: str) -> Postmortem:
    record = postmortems.record(tx, pm_id)
    return postmortem_of(record) if record else Postmortem()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _day_of(text: str | None, zone: str) -> date | None:
    """The day there of an instant as our JSON spells it, to the second and in UTC."""
    try:
        return day_in(zone, datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)) if text else None
    except ValueError:
        return None
