"""Calendar feeds: the open action items of the team, or of one owner, and the days of review.

Whether a feed may be read is decided before, by its key. What is done leaves the feed; examples are left out.
A version of a feed is another one when anything in its file is, but for the moment at which that was made; it is read
without writing the file.
"""

import hashlib
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Final

from core import __version__
from core.domain.actions.action_view import ActionView
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from core.services.actions import action_exports
from core.services.actions.owners import grouped_owners, owner_key
from core.services.app import App
from core.services.exchange.exports import Export
from core.store import postmortems, review_days
from core.store.action_items import figures
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
        rows = action_exports.open_actions(tx, _spellings(tx, owner))
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


def team_version(app: App, base: str = "", *, todos: bool = False) -> str:
    """Of ``team_feed``."""
    with app.db.read() as tx:
        return _digest("team", base, todos, action_exports.open_versions(tx), _reviews(tx))


def owner_version(app: App, owner: str, base: str = "", *, todos: bool = False) -> str:
    """Of ``owner_feed``. ``owner`` counts as it is spelled: an empty calendar is called by it."""
    with app.db.read() as tx:
        rows = action_exports.open_versions(tx, _spellings(tx, owner))
        incidents = {row[0] for row in rows}
        reviews = [review for review in _reviews(tx) if review.postmortem_id in incidents]
        return _digest(f"owner {owner}", base, todos, rows, reviews)


def owners(app: App) -> tuple[str, ...]:
    """Everybody who owns an open action, each once, by name."""
    with app.db.read() as tx:
        found, _ = grouped_owners(figures.owners_for_everybody(tx))
    return tuple(owner.name for owner in found)


def _digest(which: str, base: str, todos: bool, rows: list[tuple[object, ...]], reviews: list[ReviewDay]) -> str:
    parts = [(__version__, which, base, todos), *rows, *map(astuple, reviews)]
    # Surrogates cannot be stored, but an address can hold them.
    return hashlib.sha256("\n".join(map(repr, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def _spellings(tx: Transaction, owner: str) -> list[str]:
    wanted = owner_key(owner)
    return [name for name, _ in figures.owners_for_everybody(tx) if owner_key(name) == wanted]


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
