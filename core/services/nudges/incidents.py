"""Notices of postmortems: opened, a meeting set, come back, no meeting yet, a review due.

Each is told of once for its subject and date, found by looking instead of by being called: it does not matter which way
a postmortem came in, which server looks, or whether one was down meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from core.domain.dates.zones import day_in
from core.domain.webhook.events import Event, Incident, Notice, Subject, summary_link
from core.services.access.visitors import name_of
from core.services.app import App
from core.services.nudges.audience import may_be_told
from core.services.nudges.team_times import no_meeting_days
from core.services.postmortems.listings import MISSED_AFTER
from core.services.reviews.review_queries import due_reviews
from core.services.webhooks import subscriptions
from core.store import webhooks as store
from core.store.database.audience import EVERYBODY
from core.store.database.transaction import Transaction
from core.store.nudges import subjects, told
from core.store.nudges.subjects import Nudged
from core.store.nudges.told import Told

NEWS: Final = timedelta(hours=1)
"""What is older is no news any more: a webhook that is switched on later does not hear of it."""
MOST_REVIEWS: Final = 10_000

Wanted = frozenset[str]


def tell_news(app: App) -> int:
    """What happened to one postmortem since the last look. Cheap when nothing did. Returns how many notices."""
    with app.db.read() as tx:
        wanted = _wanted(tx)
        asked = [*_opened(tx, wanted), *_meetings(tx, wanted), *_links(tx, wanted)]
        new = set(told.not_told(tx, asked))
    return sum(_tell_of_one(app, item) for item in asked if item in new)


def tell_waiting(app: App) -> int:
    """The incidents that have had no meeting for long, in one notice. Returns how many it names."""
    return _tell_of_many(app, Event.NO_MEETING, _without_meeting)


def tell_reviews(app: App) -> int:
    """The reviews that are due and that nobody has opened, in one notice. Returns how many it names."""
    return _tell_of_many(app, Event.REVIEW_DUE, _due_reviews)


def without_meeting(app: App) -> tuple[Incident, ...]:
    """The incidents that have had no meeting for as long as the team says, the longest first. Nothing is claimed."""
    return tuple(incident for _, incident in _without_meeting(app))


def reviews_due(app: App) -> tuple[Incident, ...]:
    """The reviews that are due and that nobody has opened, the longest due first. Nothing is claimed."""
    return tuple(incident for _, incident in _due_reviews(app))


def _wanted(tx: Transaction) -> Wanted:
    return frozenset(event for hook in store.webhooks(tx) if hook.active for event in hook.events)


def _opened(tx: Transaction, wanted: Wanted) -> list[Told]:
    if Event.OPENED not in wanted:
        return []
    return [Told(Event.OPENED, row.id) for row in subjects.opened_since(tx, tx.now() - NEWS)]


def _meetings(tx: Transaction, wanted: Wanted) -> list[Told]:
    """Each time that a meeting is set to is told of, not each typing of it."""
    if Event.MEETING_SET not in wanted:
        return []
    found = subjects.meetings_to_come(tx, tx.now())
    return [Told(Event.MEETING_SET, row.id, day=_written(row.meeting_at)) for row in found if row.meeting_at]


def _links(tx: Transaction, wanted: Wanted) -> list[Told]:
    if Event.RECURRENCE not in wanted:
        return []
    return [Told(Event.RECURRENCE, later, earlier) for later, earlier in subjects.linked_since(tx, tx.now() - NEWS)]


def _tell_of_one(app: App, item: Told) -> bool:
    """Claim it, and queue the notice of it in the same transaction. False when somebody else did."""
    base = app.settings.url or ""
    with app.db.write() as tx:
        named = [item.postmortem_id, *([item.item] if item.item else [])]
        rows = subjects.by_ids(tx, may_be_told(tx, named))
        if len(rows) < len(named) or not told.claim(tx, item):
            return False
        row = rows[item.postmortem_id]
        earlier = (Incident(_subject(rows[item.item], base)),) if item.item else ()
        notice = Notice(
            Event(item.event),
            token_hex(16),
            tx.now(),
            _subject(row, base),
            _facts(tx, row, item),
            incidents=earlier,
            base_url=base,
        )
        subscriptions.enqueue_now(tx, notice)
    subscriptions.wake_worker(app)
    return True


def _facts(tx: Transaction, row: Nudged, item: Told) -> dict[str, str]:
    if item.event == Event.OPENED:
        return {"by": name_of(tx, row.created_by)}
    return {"meeting_at": item.day, "zone": row.zone} if item.event == Event.MEETING_SET else {}


def _tell_of_many(app: App, event: Event, read: Callable[[App], Iterable[tuple[Told, Incident]]]) -> int:
    """Claim those that nobody was told of, and queue one notice of them. Nothing is read when nobody listens."""
    with app.db.read() as tx:
        if event not in _wanted(tx):
            return 0
    found = dict(read(app))
    with app.db.read() as tx:  # so that on most mornings nothing is written and nobody who types waits
        found = {item: found[item] for item in told.not_told(tx, found)}
    if not found:
        return 0
    with app.db.write() as tx:
        allowed = may_be_told(tx, [item.postmortem_id for item in found])
        claimed = told.claim_all(tx, [item for item in found if item.postmortem_id in allowed])
        new = [found[item] for item in claimed]
        if new:
            base = app.settings.url or ""
            notice = Notice(event, token_hex(16), tx.now(), incidents=tuple(new), base_url=base)
            subscriptions.enqueue_now(tx, notice)
    if new:
        subscriptions.wake_worker(app)
    return len(new)


def _without_meeting(app: App) -> Sequence[tuple[Told, Incident]]:
    """Told of once after that many days, and once more for each meeting's time that passed unused."""
    base = app.settings.url or ""
    with app.db.read() as tx:
        now, days = tx.now(), timedelta(days=no_meeting_days(tx))
        rows = subjects.without_meeting(tx, now, now - days, MISSED_AFTER)
    found = []
    for row in rows:
        since = day_in(row.zone, row.happened_at)
        day = "" if row.meeting_at is None else _written(row.meeting_at)
        incident = Incident(_subject(row, base), since, (day_in(row.zone, now) - since).days)
        found.append((Told(Event.NO_MEETING, row.id, day=day), incident))
    return found


def _due_reviews(app: App) -> Sequence[tuple[Told, Incident]]:
    base = app.settings.url or ""
    with app.db.read() as tx:
        now = tx.now()
    found = []
    for review in due_reviews(app.reading_for(EVERYBODY), now, MOST_REVIEWS):
        if review.status is None:
            subject = Subject(
                review.postmortem_id, review.title, review.severity, summary_link(base, review.postmortem_id)
            )
            item = Told(Event.REVIEW_DUE, review.postmortem_id, day=review.due_on.isoformat())
            found.append((item, Incident(subject, review.due_on, review.days_late)))
    return found


def _subject(row: Nudged, base: str) -> Subject:
    return Subject(row.id, row.title, row.severity, summary_link(base, row.id))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
