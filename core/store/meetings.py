"""The meeting's clock at rest, and the log of what was done with it. How it runs is decided in core.domain.clock."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from core.domain.clock.state import Event, Meeting
from core.errors import Conflict
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction


@dataclass(frozen=True)
class StoredEvent:
    """``data`` holds the event's own fields, ``at`` and ``name`` among them."""

    id: int
    kind: str
    name: str
    at: datetime
    by: str | None
    data: dict[str, Any]


def load_meeting(tx: Transaction, pm_id: str, kind: str = "sync") -> Meeting | None:
    m = tables.meeting.c
    state = tx.execute(select(m.state).where(m.postmortem_id == pm_id, m.kind == kind)).scalar()
    return None if state is None else Meeting.model_validate_json(state)


def load_meetings(tx: Transaction, pm_ids: Collection[str]) -> dict[str, Meeting]:
    """The twenty minutes of each of these that has any, in one statement: for lists."""
    m = tables.meeting.c
    found = select(m.postmortem_id, m.state).where(m.kind == "sync", m.postmortem_id.in_(sorted(pm_ids)))
    return {pm_id: Meeting.model_validate_json(state) for pm_id, state in tx.execute(found)} if pm_ids else {}


def save_meeting(tx: Transaction, pm_id: str, meeting: Meeting, expected_version: int | None) -> None:
    """``expected_version`` is the one that was loaded, None for the first time. Conflict when another was faster."""
    m = tables.meeting.c
    new = {"status": str(meeting.status), "version": meeting.version, "state": meeting.model_dump_json()}
    if expected_version is None:
        insert = tx.upsert(tables.meeting).values(postmortem_id=pm_id, kind=str(meeting.kind), **new)
        made = tx.execute(insert.on_conflict_do_nothing().returning(m.version)).scalar() is not None
    else:
        mine = m.postmortem_id == pm_id, m.kind == str(meeting.kind), m.version == expected_version
        made = tx.execute(update(tables.meeting).where(*mine).values(new)).rowcount == 1
    if not made:
        raise Conflict("Someone moved the meeting on a moment before you. The clock shows where it is now.")
    if expected_version is None:
        note_held(tx, pm_id, meeting)


def note_held(tx: Transaction, pm_id: str, meeting: Meeting) -> None:
    """Keep beside the postmortem whether its meeting was started here and is over; its actions are promised then.

    Last in a transaction that moved a meeting on: the postmortem is locked behind its document.
    """
    if meeting.kind != "sync":
        return
    p = tables.postmortem.c
    held = meeting.status == "finished" and meeting.started_at is not None
    tx.execute(update(tables.postmortem).where(p.id == pm_id, p.held.is_not(held)).values(held=held))


def forget_meeting(tx: Transaction, pm_id: str, kind: str) -> None:
    """For one that was opened and called off before it began; its events stay in the log."""
    m = tables.meeting.c
    tx.execute(tables.meeting.delete().where(m.postmortem_id == pm_id, m.kind == kind))


def append_events(
    tx: Transaction, pm_id: str, events: Iterable[Event], by: str | None = None, kind: str = "sync"
) -> None:
    """``by`` is the visitor whose command it was."""
    values = [
        {
            "postmortem_id": pm_id,
            "kind": kind,
            "name": event.name,
            "at": event.at,
            "by": by,
            "data": event.model_dump_json(),
        }
        for event in events
    ]
    if values:
        tx.execute(tables.meeting_event.insert(), values)


def changed_at(tx: Transaction, pm_id: str, kind: str = "sync") -> datetime | None:
    """The instant of its latest event, such as a change of the plan; None when there was none."""
    e = tables.meeting_event.c
    of_it = e.postmortem_id == pm_id, e.kind == kind
    return tx.execute(select(e.at).where(*of_it).order_by(e.id.desc()).limit(1)).scalar()


def finished_lately(tx: Transaction, limit: int) -> list[Meeting]:
    """The meetings that ended last, newest first: without examples, reviews, closed ones and what is in the trash."""
    m, p = tables.meeting.c, tables.postmortem.c
    held = m.kind == "sync", m.status == "finished", p.example.is_(False), p.trashed_at.is_(None), is_open()
    joined = tables.meeting.join(tables.postmortem, p.id == m.postmortem_id)
    statement = select(m.state).select_from(joined).where(*held).order_by(p.created_at.desc(), p.id).limit(limit)
    return [Meeting.model_validate_json(state) for state in tx.execute(statement).scalars()]


def moved_by(tx: Transaction, pm_id: str, kind: str) -> str | None:
    """The visitor who last moved the group to another section; None when nobody did yet."""
    e = tables.meeting_event.c
    moves = e.postmortem_id == pm_id, e.kind == kind, e.name == "section_started"
    return tx.execute(select(e.by).where(*moves).order_by(e.id.desc()).limit(1)).scalar()


def events(tx: Transaction, pm_id: str, kind: str = "sync") -> list[StoredEvent]:
    """Oldest first."""
    e = tables.meeting_event.c
    statement = select(e.id, e.kind, e.name, e.at, e.by, e.data).where(e.postmortem_id == pm_id, e.kind == kind)
    return [
        StoredEvent(row.id, row.kind, row.name, row.at, row.by, json.loads(row.data))
        for row in tx.execute(statement.order_by(e.id))
    ]
