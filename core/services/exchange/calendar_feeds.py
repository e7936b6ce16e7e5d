"""Calendar feeds: the open action items of the team, or of one owner, and the days of review.

Whether a feed may be read is decided before, by its key. What is done leaves the feed; examples are left out.
"""

from datetime import datetime, timedelta
from typing import Final

from core.domain.actions.action_view import ActionView
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from core.services.actions import action_exports
from core.services.actions.owners import owner_key
from core.services.app import App
from core.services.exchange.exports import Export
from core.store import postmortems, review_days
from core.store.database.transaction import Transaction

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_PAST_REVIEWS: Final = timedelta(days=60)


def team_feed(app: App, base: str = "", *, todos: bool = False) -> Export:
    """Every open action item and every review. ``base`` is what links to a postmortem begin with.

    Deadlines are events on their day, which every calendar shows; ``todos``: to-dos, which few show of an address.
    """
    with app.db.read() as tx:
        rows, reviews = action_exports.open_actions(tx), _reviews(tx)
        data = actions_calendar(
            name="Debrief: action items",
            actions=rows,
            reviews=reviews,
            now=tx.now(),
            base=base,
            as_events=not todos,
            written=_written(tx, rows, reviews),
        )
    return Export("debrief-team.ics", MEDIA_TYPE, data)


def owner_feed(app: App, owner: str, base: str = "", *, todos: bool = False) -> Export:
    """The same for one owner, however their name is spelled; reviews of the incidents they own an action of."""
    with app.db.read() as tx:
        rows = [row for row in action_exports.open_actions(tx) if owner_key(row.owner) == owner_key(owner)]
        incidents = {row.postmortem_id for row in rows}
        reviews = [review for review in _reviews(tx) if review.postmortem_id in incidents]
        data = actions_calendar(
            name=f"Debrief: {_spelling(rows, owner)}",
            actions=rows,
            reviews=reviews,
            now=tx.now(),
            base=base,
            as_events=not todos,
            written=_written(tx, rows, reviews),
        )
    return Export("debrief-actions.ics", MEDIA_TYPE, data)


def owners(app: App) -> tuple[str, ...]:
    """Everybody who owns an open action, each once, by name."""
    with app.db.read() as tx:
        rows = action_exports.open_actions(tx)
    spelled = {owner_key(row.owner): " ".join(row.owner.split()) for row in reversed(rows) if owner_key(row.owner)}
    return tuple(spelled[item] for item in sorted(spelled))


def _spelling(rows: list[ActionView], owner: str) -> str:
    return rows[0].owner if rows else owner


def _written(tx: Transaction, rows: list[ActionView], reviews: list[ReviewDay]) -> dict[str, datetime]:
    incidents = {row.postmortem_id for row in rows} | {review.postmortem_id for review in reviews}
    return postmortems.written_at(tx, incidents)


def _reviews(tx: Transaction) -> list[ReviewDay]:
    since = tx.now().date() - _PAST_REVIEWS
    return [
        ReviewDay(review_day.postmortem_id, review_day.postmortem_title, review_day.on)
        for review_day in review_days.review_days(tx, since)
    ]
