"""Reminders: the digest for cron, and telling webhooks of promises whose day has passed, each day once.

The digest is read by people (overdue first, then what is due this week, by owner); days are the database's, in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_hex
from typing import Final

from core.domain.webhook import Event, Notice, Owed, Subject
from core.services import webhooks
from core.services.app import App
from core.services.follow_up import Promise, overdue, promises, same_owner
from core.store import webhooks as store
from core.store.transaction import Transaction

SOON: Final = timedelta(days=7)


@dataclass(frozen=True)
class Digest:
    """``late`` the longest first, ``soon`` the next first: due today or on one of the six days after."""

    today: date
    late: tuple[Owed, ...]
    soon: tuple[Owed, ...]


def digest(app: App) -> Digest:
    """What is owed now. Examples are nobody's promises."""
    with app.db.read() as tx:
        today = tx.now().date()
    found = [each for each in promises(app, today) if not each.example]
    soon = (each for each in found if each.due is not None and today <= each.due < today + SOON)
    return Digest(today, _owed(app, (each for each in found if each.overdue)), _owed(app, soon))


def by_owner(owed: Iterable[Owed]) -> list[tuple[str, tuple[Owed, ...]]]:
    """Owners in the order of their first promise; one owner however the name is written; nobody ("") at the end."""
    groups: dict[str, list[Owed]] = {}
    for each in owed:
        groups.setdefault(same_owner(each.owner), []).append(each)
    ordered = sorted(groups.items(), key=lambda group: not group[0])
    return [(" ".join(group[0].owner.split()), tuple(group)) for _, group in ordered]


def somebody_listens(app: App) -> bool:
    """Whether an active webhook wants to hear of overdue promises."""
    with app.db.read() as tx:
        return any(each.active and Event.OVERDUE in each.events for each in store.webhooks(tx))


def tell_overdue(app: App) -> int:
    """Queue one notice of all promises that became overdue since the last time. Returns how many it names.

    Nothing is asked and nothing is marked as told while no active webhook wants to hear of it.
    """
    if not somebody_listens(app):
        return 0
    late = _owed(app, overdue(app))
    if not late:
        return 0
    with app.db.write() as tx:
        new = _not_told(tx, late) if store.hearing(tx, Event.OVERDUE) else ()
        if new:
            webhooks.tell(tx, _notice(app, tx, Event.OVERDUE, new))
    if new:
        webhooks.wake(app)
    return len(new)


def tell_digest(app: App, owed: Digest) -> list[int]:
    """Queue a digest for every webhook that wants to hear of overdue promises. Returns the deliveries."""
    with app.db.write() as tx:
        queued = webhooks.tell(tx, _notice(app, tx, Event.DIGEST, owed.late + owed.soon))
        if queued:
            _not_told(tx, owed.late)  # told now, so the server does not tell of them again
    webhooks.wake(app)
    return queued


def _not_told(tx: Transaction, late: Iterable[Owed]) -> tuple[Owed, ...]:
    """Those of them that nobody told of; from now on they count as told."""
    return tuple(each for each in late if store.tell_once(tx, each.subject.id, each.action_id, each.due))


def _notice(app: App, tx: Transaction, event: Event, owed: tuple[Owed, ...]) -> Notice:
    return Notice(event, token_hex(16), tx.now(), promises=owed, link=_to(app, "follow_up"))


def _owed(app: App, found: Iterable[Promise]) -> tuple[Owed, ...]:
    return tuple(
        Owed(
            Subject(each.postmortem_id, each.postmortem_title, each.severity, _to(app, _summary_of(each))),
            each.action_id,
            each.text,
            each.owner,
            each.due,
            each.days_late,
        )
        for each in found
        if each.due is not None
    )


def _summary_of(promise: Promise) -> str:
    return f"summary?pm={promise.postmortem_id}"


def _to(app: App, page: str) -> str:
    """No link at all where nobody said which address others reach us at."""
    return f"{app.settings.url}/{page}" if app.settings.url else ""
