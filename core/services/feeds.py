"""Calendars that read themselves again: what the team promised, and what one person did.

Whether a calendar may be read is decided before, by its key. They hold open promises and days of review; what is
done disappears from them, as it should. Examples are nobody's promises.
"""

from datetime import timedelta
from typing import Final

from core.export.calendar import ReviewDay, promises_calendar
from core.export.promised import Promised
from core.services import promised
from core.services.app import App
from core.services.exports import Export
from core.services.promises import same_owner
from core.store import review_days
from core.store.transaction import Transaction

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_PAST_REVIEWS: Final = timedelta(days=60)


def team_feed(app: App, base: str = "", *, as_events: bool = False) -> Export:
    """Every open promise and every review. ``base`` is what links to a postmortem begin with."""
    with app.db.read() as tx:
        rows, reviews = promised.of_all(tx, closed=False), _reviews(tx)
        data = promises_calendar(
            name="Debrief: what we promised",
            promises=rows,
            reviews=reviews,
            now=tx.now(),
            base=base,
            as_events=as_events,
        )
    return Export("debrief-team.ics", MEDIA_TYPE, data)


def owner_feed(app: App, owner: str, base: str = "", *, as_events: bool = False) -> Export:
    """The same for one owner, however their name is spelled; reviews of the incidents they promised something for."""
    with app.db.read() as tx:
        rows = [row for row in promised.of_all(tx, closed=False) if same_owner(row.owner) == same_owner(owner)]
        theirs = {row.postmortem_id for row in rows}
        data = promises_calendar(
            name=f"Debrief: {_spelled(rows, owner)}",
            promises=rows,
            reviews=[each for each in _reviews(tx) if each.postmortem_id in theirs],
            now=tx.now(),
            base=base,
            as_events=as_events,
        )
    return Export("debrief-promises.ics", MEDIA_TYPE, data)


def owners(app: App) -> tuple[str, ...]:
    """Everybody who owns an open promise, each once, by name."""
    with app.db.read() as tx:
        rows = promised.of_all(tx, closed=False)
    spelled = {same_owner(row.owner): " ".join(row.owner.split()) for row in reversed(rows) if same_owner(row.owner)}
    return tuple(spelled[each] for each in sorted(spelled))


def _spelled(rows: list[Promised], owner: str) -> str:
    return rows[0].owner if rows else owner


def _reviews(tx: Transaction) -> list[ReviewDay]:
    since = tx.now().date() - _PAST_REVIEWS
    return [
        ReviewDay(each.postmortem_id, each.postmortem_title, each.on) for each in review_days.review_days(tx, since)
    ]
