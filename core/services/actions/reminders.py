"""Reminders: the digest for cron, and notices of action items that are overdue or due within two days.

The digest is read by people (overdue first, then what is due this week, by owner); a day is over when it is over
where its postmortem is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.dates.zones import day_in
from core.domain.webhook.events import Event, Notice
from core.services.actions.action_queries import actions_due, overdue_actions
from core.services.actions.owners import owner_key
from core.services.app import App
from core.services.nudges.audience import told_actions
from core.services.webhooks import subscriptions
from core.store import webhooks as store
from core.store.database.audience import EVERYBODY
from core.store.database.transaction import Transaction
from core.store.nudges import told
from core.store.nudges.told import Told

SOON: Final = timedelta(days=7)
TWO_DAYS: Final = timedelta(days=3)
"""Today, tomorrow and the day after."""


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
    found = chosen_first(actions_due(app, SOON, now))
    overdue = tuple(action for action in found if action.overdue)
    return Digest(now.date(), overdue, tuple(action for action in found if _is_soon(action, now, SOON)))


def chosen_first(actions: Iterable[ActionView]) -> list[ActionView]:
    """The same order among the chosen ones, and among the others."""
    return sorted(actions, key=lambda action: not action.chosen)


def _is_soon(action: ActionView, now: datetime, within: timedelta) -> bool:
    today = day_in(action.zone, now)
    return action.due is not None and today <= action.due < today + within


def by_owner(actions: Iterable[ActionView]) -> list[tuple[str, tuple[ActionView, ...]]]:
    """Owners in the order of their first action; one owner however the name is written; nobody ("") at the end."""
    groups: dict[str, list[ActionView]] = {}
    for action in actions:
        groups.setdefault(owner_key(action.owner), []).append(action)
    ordered = sorted(groups.items(), key=lambda group: not group[0])
    return [(" ".join(group[0].owner.split()), tuple(group)) for _, group in ordered]


def has_listeners(app: App, event: Event = Event.OVERDUE) -> bool:
    """Whether an active webhook is subscribed to an event; to overdue action items, unless another is named."""
    with app.db.read() as tx:
        return any(webhook.active and event in webhook.events for webhook in store.webhooks(tx))


def notify_overdue(app: App) -> int:
    """Queue one notice of all actions that became overdue since the last time. Returns how many it names.

    Nothing is read and nothing is marked as told while no active webhook is subscribed.
    """
    return _notify(app, Event.OVERDUE, overdue_actions) if has_listeners(app) else 0


def notify_due_soon(app: App) -> int:
    """The same for actions that are due today, tomorrow or on the day after, where their postmortem is."""
    return _notify(app, Event.DUE_SOON, due_soon) if has_listeners(app, Event.DUE_SOON) else 0


def due_soon(app: App) -> list[ActionView]:
    """Open actions that are due within two days and not overdue, the next first. No examples."""
    with app.db.read() as tx:
        now = tx.now()
    return [action for action in actions_due(app, TWO_DAYS, now) if _is_soon(action, now, TWO_DAYS)]


def notify_digest(app: App, found: Digest) -> list[int]:
    """Queue a digest for every webhook that is subscribed to overdue actions. Returns the ids of the deliveries."""
    with app.db.write() as tx:
        actions = told_actions(tx, found.overdue + found.soon)
        queued = subscriptions.enqueue_now(tx, _notice(app, tx, Event.DIGEST, actions))
        if queued:
            # The server does not send a notice of them again.
            _claim(tx, Event.OVERDUE, [action for action in actions if action.overdue])
    subscriptions.wake_worker(app)
    return queued


def _notify(app: App, event: Event, read: Callable[[App], list[ActionView]]) -> int:
    found = [action for action in chosen_first(read(app.reading_for(EVERYBODY))) if action.due is not None]
    with app.db.read() as tx:  # so that on most mornings nothing is written and nobody who types waits
        unheard = set(told.not_told(tx, [told_of(event, action) for action in found]))
    found = [action for action in found if told_of(event, action) in unheard]
    if not found:
        return 0
    with app.db.write() as tx:
        new = _claim(tx, event, told_actions(tx, found)) if store.subscribed(tx, event) else []
        if new:
            subscriptions.enqueue_now(tx, _notice(app, tx, event, new))
    if new:
        subscriptions.wake_worker(app)
    return len(new)


def told_of(event: Event, action: ActionView, channel: str = "") -> Told:
    """What is claimed before an action is told of: once for each due date."""
    day = action.due.isoformat() if action.due else ""
    return Told(event, action.postmortem_id, action.action_id, day, channel)


def _claim(tx: Transaction, event: Event, actions: Iterable[ActionView]) -> list[ActionView]:
    """Those of them that nobody was told of for this due date; from now on they count as told."""
    keys = {told_of(event, action): action for action in actions if action.due is not None}
    return [keys[item] for item in told.claim_all(tx, keys)]


def _notice(app: App, tx: Transaction, event: Event, actions: Iterable[ActionView]) -> Notice:
    return Notice(event, token_hex(16), tx.now(), actions=tuple(actions), base_url=app.settings.url or "")
