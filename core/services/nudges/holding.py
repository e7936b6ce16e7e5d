"""Notices that wait for an hour that suits, and the one message that they become.

What waits is kept as the names of what it is about. It is read anew when it is told: an action that was done in the
night is not in the message of the morning, nor what may no longer be told of.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from core.domain.actions.action_view import ActionView
from core.domain.webhook.events import (
    OF_ACTIONS,
    Event,
    Incident,
    Notice,
    Subject,
    summary_link,
)
from core.domain.webhook.hours import Hours, may_tell, tell_at
from core.services.app import App
from core.services.nudges.audience import may_be_told, told_actions
from core.services.nudges.team_times import zone_of
from core.store import actions
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.nudges import held_notices, subjects
from core.store.nudges.held_notices import Held, Receiver


def content_of(notice: Notice) -> str:
    """What a notice is about, without a word that anybody typed but its facts."""
    return json.dumps(
        {
            "id": notice.id,
            "subject": notice.subject.id if notice.subject else None,
            "link": notice.subject.link if notice.subject else "",
            "facts": notice.facts,
            "actions": [[action.postmortem_id, action.action_id] for action in notice.actions],
            "incidents": [
                [item.subject.id, item.day.isoformat() if item.day else None, item.days] for item in notice.incidents
            ],
        }
    )


def ready(tx: Transaction, receiver: Receiver, hours: Callable[[int], Hours | None]) -> list[int]:
    """The receivers whose hour has come, of those for whom something is held.

    ``hours`` says when one of them may be told; None for one that may not be told at all: what it held is dropped.
    """
    zone, now, found = zone_of(tx), tx.now(), []
    for receiver_id, since in held_notices.oldest(tx, receiver).items():
        its_hours = hours(receiver_id)
        if its_hours is None:
            held_notices.take(tx, receiver, receiver_id)
        elif tell_at(its_hours, zone, since) <= now and may_tell(its_hours, zone, now):
            found.append(receiver_id)
    return found


def waits(tx: Transaction, hours: Hours) -> bool:
    """Whether what happens now is told later."""
    return tell_at(hours, zone_of(tx), tx.now()) > tx.now()


def collected(app: App, tx: Transaction, held: Sequence[Held], name: str | None = None) -> Notice | None:
    """One notice of all that waited; itself when it is one; None when nothing of it is still to be told."""
    open_actions = _open_actions(tx, held, name)
    parts = [part for item in held if (part := _rebuilt(app, tx, item, open_actions, name)) is not None]
    if len(parts) <= 1:
        return parts[0] if parts else None
    base = app.settings.url or ""
    return Notice(Event.COLLECTED, token_hex(16), tx.now(), parts=tuple(parts), base_url=base)


def _open_actions(tx: Transaction, held: Iterable[Held], name: str | None) -> dict[tuple[str, str], ActionView]:
    """The open action items by their names, read once for all that waits; nothing when none waits."""
    if not any(item.event in OF_ACTIONS for item in held):
        return {}
    found = actions.find(tx, ActionFilter(include_examples=False, include_closed_postmortems=False))
    return {(action.postmortem_id, action.action_id): action for action in told_actions(tx, found, name)}


def _rebuilt(
    app: App, tx: Transaction, held: Held, open_actions: dict[tuple[str, str], ActionView], name: str | None
) -> Notice | None:
    """As it would be told now."""
    kept: dict[str, Any] = json.loads(held.content)
    base = app.settings.url or ""
    named = [item[0] for item in kept["incidents"]] + ([kept["subject"]] if kept["subject"] else [])
    allowed = may_be_told(tx, named, name)
    rows = {pm_id: row for pm_id, row in subjects.by_ids(tx, named).items() if pm_id in allowed}
    subject = None
    if kept["subject"]:
        if kept["subject"] not in rows:
            return None
        row = rows[kept["subject"]]
        subject = Subject(row.id, row.title, row.severity, kept["link"])
    incidents = tuple(
        Incident(_subject(rows[pm_id], base), date.fromisoformat(day) if day else None, days)
        for pm_id, day, days in kept["incidents"]
        if pm_id in rows
    )
    still = tuple(open_actions[pm_id, item] for pm_id, item in kept["actions"] if (pm_id, item) in open_actions)
    if (kept["actions"] and not still) or (kept["incidents"] and not incidents):
        return None
    return _notice(held, kept, subject, incidents, still, base)


def _notice(
    held: Held,
    kept: dict[str, Any],
    subject: Subject | None,
    incidents: tuple[Incident, ...],
    still: tuple[ActionView, ...],
    base: str,
) -> Notice:
    at: datetime = held.at
    return Notice(Event(held.event), kept["id"], at, subject, kept["facts"], still, incidents, base_url=base)


def _subject(row: subjects.Nudged, base: str) -> Subject:
    return Subject(row.id, row.title, row.severity, summary_link(base, row.id))
