"""Reminders: the digest for cron, and telling webhooks of promises whose day has passed, each day once.

The digest is read by people (overdue first, then what is due this week, by owner); days are the database's, in UTC.
"""

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
    """``overdue`` the longest first, ``soon`` the next first: due today or on one of the six days after."""

    today: date
    overdue: tuple[Promise, ...]
    soon: tuple[Promise, ...]


def digest(app: App) -> Digest:
    """What is owed now. Examples are nobody's promises."""
    with app.db.read() as tx:
        today = tx.now().date()
    owed = [each for each in promises(app, today) if each.due is not None and not each.example]
    late = tuple(each for each in owed if each.overdue)
    soon = tuple(each for each in owed if each.due is not None and today <= each.due < today + SOON)
    return Digest(today, late, soon)


def by_owner(owed: tuple[Promise, ...]) -> list[tuple[str, tuple[Promise, ...]]]:
    """Owners in the order of their first promise; one owner however the name is written; nobody at the end."""
    groups: dict[str, list[Promise]] = {}
    for each in owed:
        groups.setdefault(same_owner(each.owner), []).append(each)
    ordered = sorted(groups.items(), key=lambda group: not group[0])
    return [(" ".join(group[0].owner.split()), tuple(group)) for _, group in ordered]


def tell_overdue(app: App) -> int:
    """Queue one notice of all promises that became overdue since the last time. Returns how many it names.

    Nothing is asked and nothing is marked as told while no active webhook wants to hear of it.
    """
    if not _somebody_listens(app):
        return 0
    late = tuple(overdue(app))
    if not late:
        return 0
    with app.db.write() as tx:
        new = _not_told(tx, late) if store.hearing(tx, Event.OVERDUE) else []
        if new:
            webhooks.tell(tx, _notice(app, tx, Event.OVERDUE, new, tx.now().date()))
    if new:
        webhooks.wake(app)
    return len(new)


def tell_digest(app: App) -> list[int]:
    """Queue the whole digest for every webhook that wants to hear of overdue promises. Returns the deliveries."""
    owed = digest(app)
    with app.db.write() as tx:
        if not store.hearing(tx, Event.OVERDUE):
            return []
        _not_told(tx, owed.overdue)  # told now, so the server does not tell of them again
        queued = webhooks.tell(tx, _notice(app, tx, Event.DIGEST, [*owed.overdue, *owed.soon], owed.today))
    webhooks.wake(app)
    return queued


def _somebody_listens(app: App) -> bool:
    with app.db.read() as tx:
        return any(each.active and Event.OVERDUE in each.events for each in store.webhooks(tx))


def _not_told(tx: Transaction, late: tuple[Promise, ...]) -> list[Promise]:
    """Those of them that nobody told of; from now on they count as told."""
    return [
        each
        for each in late
        if each.due is not None and store.tell_once(tx, each.postmortem_id, each.action_id, each.due)
    ]


def _notice(app: App, tx: Transaction, event: Event, owed: list[Promise], today: date) -> Notice:
    base = app.settings.url or ""
    told = tuple(
        Owed(
            Subject(
                each.postmortem_id, each.postmortem_title, each.severity, _to(base, f"summary?pm={each.postmortem_id}")
            ),
            each.action_id,
            each.text,
            each.owner,
            each.due,
            max((today - each.due).days, 0),
        )
        for each in owed
        if each.due is not None
    )
    return Notice(event, token_hex(16), tx.now(), promises=told, link=_to(base, "follow_up"))


def _to(base: str, page: str) -> str:
    """No link at all where nobody said which address others reach us at."""
    return f"{base}/{page}" if base else ""
