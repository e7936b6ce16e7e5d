"""Reminders: the digest for cron, and webhook notices of action items that became overdue, one for each due date.

The digest is read by people (overdue first, then what is due this week, by owner); a day is over when it is over
where its postmortem is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.dates.zones import day_in
from core.domain.webhook.events import Event, Notice
from core.services.actions.action_queries import list_actions, overdue_actions
from core.services.actions.owners import owner_key
from core.services.app import App
from core.services.webhooks import subscriptions
from core.store import webhooks as store
from core.store.database.audience import EVERYBODY
from core.store.database.transaction import Transaction

SOON: Final = timedelta(days=7)


@dataclass(frozen=True)
class Digest:
    """``overdue`` the longest overdue first, ``soon`` the next first: due today, in its zone, or on one of the six days
    after. In both the chosen ones stand before the others. ``today`` is the day in UTC.
    """

    today: date
    overdue: tuple[ActionView, ...]
    soon: tuple[ActionView, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.soon)


def digest(app: App) -> Digest:
    """What is overdue and due soon now. Examples are left out, and what is closed: it is read to others."""
    app = app.reading_for(EVERYBODY)
    with app.db.read() as tx:
        now = tx.now()
    found = chosen_first(action for action in list_actions(app, now) if not action.example)
    overdue = tuple(action for action in found if action.overdue)
    return Digest(now.date(), overdue, tuple(action for action in found if _is_soon(action, now)))


def chosen_first(actions: Iterable[ActionView]) -> list[ActionView]:
    """The same order among the chosen ones, and among the others."""
    return sorted(actions, key=lambda action: not action.chosen)


def _is_soon(action: ActionView, now: datetime) -> bool:
    today = day_in(action.zone, now)
    return action.due is not None and today <= action.due < today + SOON


def by_owner(actions: Iterable[ActionView]) -> list[tuple[str, tuple[ActionView, ...]]]:
    """Owners in the order of their first action; one owner however the name is written; nobody ("") at the end."""
    groups: dict[str, list[ActionView]] = {}
    for action in actions:
        groups.setdefault(owner_key(action.owner), []).append(action)
    ordered = sorted(groups.items(), key=lambda group: not group[0])
    return [(" ".join(group[0].owner.split()), tuple(group)) for _, group in ordered]


def has_listeners(app: App) -> bool:
    """Whether an active webhook is subscribed to overdue action items."""
    with app.db.read() as tx:
        return any(webhook.active and Event.OVERDUE in webhook.events for webhook in store.webhooks(tx))


def notify_overdue(app: App) -> int:
    """Queue one notice of all actions that became overdue since the last time. Returns how many it names.

    Nothing is read and nothing is marked as notified while no active webhook is subscribed.
    """
    if not has_listeners(app):
        return 0
    overdue = chosen_first(overdue_actions(app.reading_for(EVERYBODY)))
    if not overdue:
        return 0
    with app.db.write() as tx:
        new = _claim_notices(tx, overdue) if store.subscribed(tx, Event.OVERDUE) else ()
        if new:
            subscriptions.enqueue_now(tx, _notice(app, tx, Event.OVERDUE, new))
    if new:
        subscriptions.wake_worker(app)
    return len(new)


def notify_digest(app: App, found: Digest) -> list[int]:
    """Queue a digest for every webhook that is subscribed to overdue actions. Returns the ids of the deliveries."""
    with app.db.write() as tx:
        queued = subscriptions.enqueue_now(tx, _notice(app, tx, Event.DIGEST, found.overdue + found.soon))
        if queued:
            _claim_notices(tx, found.overdue)  # the server does not send a notice of them again
    subscriptions.wake_worker(app)
    return queued


def _claim_notices(tx: Transaction, overdue: Iterable[ActionView]) -> tuple[ActionView, ...]:
    """Those of them of which no notice was sent for this due date; from now on they count as notified."""
    return tuple(
        action
        for action in overdue
        if action.due is not None and store.claim_notice(tx, action.postmortem_id, action.action_id, action.due)
    )


def _notice(app: App, tx: Transaction, event: Event, actions: tuple[ActionView, ...]) -> Notice:
    return Notice(event, token_hex(16), tx.now(), actions=actions, base_url=app.settings.url or "")
