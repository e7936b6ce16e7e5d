"""The rows of one of the many, as the real code writes them, without its indexes."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Table, func, select

from core.domain.clock.state import Meeting
from core.domain.insights.reading import RULES
from core.domain.postmortem import SectionId
from core.domain.review import REVIEW_AFTER
from core.domain.tracker.link import issue_of
from core.store import insights
from core.store.action_progress.action_state import by_words, folded
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.labels import LabelKind
from tests.bench.big.content import OWNERS, Filed, pm_id_of
from tests.support.insight_data import held

PEOPLE: Final = 200


def store(tx: Transaction, filed: Sequence[Filed], now: datetime, draw: random.Random) -> None:
    """All tables but those of the indexes."""
    insert(tx, tables.postmortem, (_postmortem(item, now) for item in filed))
    numbers = _documents(tx, filed, now)
    insert(tx, tables.record, (_record(item, numbers[item.id], now) for item in filed))
    insert(tx, tables.meeting, (_meeting(item, now, draw) for item in filed))
    insert(tx, tables.meeting_event, (row for item in filed if item.status == "held" for row in _events(item)))
    insert(tx, tables.record_action, (row for item in filed for row in _actions(item)))
    insert(tx, tables.action_progress, (row for item in filed if item.is_over for row in _history(item, now, draw)))
    insert(tx, tables.record_label, (row for item in filed for row in _labels(item)))
    insert(tx, tables.publication, (_publication(item) for item in filed if item.is_over and item.number % 5 < 2))
    insert(tx, tables.review, (_review(item) for item in filed if _was_reviewed(item, now)))
    insert(tx, tables.member, (row for item in filed for row in _members(item)))
    insert(tx, tables.closed_person, (row for item in filed if item.is_closed for row in _named(item)))
    insights.keep(tx, RULES, [(item.id, numbers[item.id], item.reading) for item in filed])


def insert(tx: Transaction, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        tx.execute(table.insert(), found)


def _was_reviewed(item: Filed, now: datetime) -> bool:
    return item.status == "held" and item.met_at + REVIEW_AFTER * 2 < now and item.number % 50 != 0


def people(tx: Transaction, now: datetime) -> None:
    rest = {"color": "#1f6f78", "workspace_generation": 0, "created_at": now}
    names = (OWNERS[number % len(OWNERS)] for number in range(PEOPLE))
    ids = (f"person{number}" for number in range(PEOPLE))
    insert(
        tx,
        tables.visitor,
        ({"id": who, "token_hash": f"hash-{who}", "name": name, **rest} for who, name in zip(ids, names, strict=True)),
    )


def _postmortem(item: Filed, now: datetime) -> dict[str, Any]:
    made = item.postmortem
    trashed = item.number % 250 == 99
    return {
        **{"id": item.id, "title": made.title, "severity": made.severity, "zone": made.zone},
        **{"created_at": item.at + timedelta(hours=1), "created_by": f"person{item.number % PEOPLE}"},
        **{"example": False, "promised": item.status == "old report", "meeting_at": made.meeting_at},
        **{"started_at": item.at, "detected_at": made.timeline[1].at, "resolved_at": made.timeline[6].at},
        **{"trashed_at": now - timedelta(days=item.number % 20) if trashed else None},
        **{"closed_at": item.at if item.is_closed else None, "filled": 8, "needed": 14},
        **{"held": item.status == "held", "began_at": item.at, "title_folded": folded(made.title)},
        **{"review_on": made.follow_up.review_on.isoformat() if made.follow_up.review_on else None},
    }


def _documents(tx: Transaction, filed: Sequence[Filed], now: datetime) -> dict[str, int]:
    """Each document with its first update. Returns the number of that by postmortem."""
    doc = {"kind": "shared", "owner": None, "epoch": 1, "last_update_id": 0}
    insert(tx, tables.doc, ({"id": f"doc-{item.id}", "postmortem_id": item.id, **doc} for item in filed))
    update = {"epoch": 1, "visitor_id": None, "at": now}
    insert(
        tx,
        tables.doc_update,
        ({"doc_id": f"doc-{item.id}", "data": item.shape.document, **update} for item in filed),
    )
    u, d = tables.doc_update.c, tables.doc.c
    first = select(func.max(u.id)).where(u.doc_id == d.id).scalar_subquery()
    tx.execute(tables.doc.update().where(d.last_update_id == 0).values(last_update_id=first))
    ids = [item.id for item in filed]
    rows = tx.execute(select(d.postmortem_id, d.last_update_id).where(d.postmortem_id.in_(ids)))
    return {pm_id: number for pm_id, number in rows}


def _record(item: Filed, number: int, now: datetime) -> dict[str, Any]:
    text = item.postmortem.model_dump_json()
    return {"postmortem_id": item.id, "last_update_id": number, "postmortem_json": text, "at": now}


def _meeting(item: Filed, now: datetime, draw: random.Random) -> dict[str, Any]:
    if item.status == "held":
        state = held(item.met_at, draw)
    elif item.status == "old report":
        state = Meeting(status="finished", section=SectionId.FOLLOW_UP, finished_at=item.met_at, version=0)
    elif item.status == "running":
        began = now - timedelta(minutes=3)
        state = Meeting(
            status="running", section=SectionId.TIMELINE, started_at=began, section_started_at=now, version=2
        )
    else:
        state = Meeting()
    return {
        **{"postmortem_id": item.id, "kind": "sync", "status": state.status, "version": state.version},
        **{"state": state.model_dump_json()},
    }


def _events(item: Filed) -> Iterator[dict[str, Any]]:
    for place in range(9):
        at = item.met_at - timedelta(minutes=20 - 2 * place)
        yield {
            **{"postmortem_id": item.id, "kind": "sync", "name": "SectionStarted", "at": at, "by": "person1"},
            **{"data": "{}"},
        }


def _actions(item: Filed) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(item.postmortem.actions):
        columns = row.model_dump()
        yield {"postmortem_id": item.id, "position": place, "issue": issue_of(row.link), **columns, **by_words(columns)}


def _history(item: Filed, now: datetime, draw: random.Random) -> Iterator[dict[str, Any]]:
    """Of those older than a quarter of a year nearly all are closed, of the newer ones some."""
    age = (now - item.met_at).days
    for row in item.postmortem.actions:
        steps = ["moved", "owner"][: draw.choice((0, 0, 0, 1, 2))]
        closed = draw.random() < (0.93 if age > 90 else 0.35 if age > 7 else 0.0)
        steps += [draw.choice(("done", "done", "done", "done", "dropped"))] if closed else []
        for place, state in enumerate(steps):
            at = min(item.met_at + timedelta(days=3 + 9 * place), now - timedelta(minutes=3 - place))
            yield {
                **{"postmortem_id": item.id, "action_id": row.id, "state": state, "note": "So it was decided"},
                **{"evidence": "The test passes" if state == "done" else "", "at": at},
                **{"due": row.due if state == "moved" else None, "visitor_id": f"person{draw.randrange(PEOPLE)}"},
                **{"owner": row.owner if state == "owner" else None},
            }


def _labels(item: Filed) -> Iterator[dict[str, Any]]:
    made = item.postmortem
    named = [*((LabelKind.SERVICE, name) for name in made.services), *((LabelKind.TAG, name) for name in made.tags)]
    for kind, name in (*named, (LabelKind.LENS, "technical")):
        yield {"postmortem_id": item.id, "kind": kind.value, "key": name, "value": name}


def _publication(item: Filed) -> dict[str, Any]:
    at = item.met_at
    return {
        **{"postmortem_id": item.id, "published_at": at, "published_by": "person1", "revision_id": 1},
        **{"withdrawn_at": at if item.number % 40 == 0 else None},
    }


def _review(item: Filed) -> dict[str, Any]:
    at = item.met_at + REVIEW_AFTER
    return {
        **{"postmortem_id": item.id, "opened_at": at, "opened_by": "person1", "finished_at": at + timedelta(hours=1)},
        **{"finished_by": "person1", "again": "less", "because": "The alert is faster", "note": "Held", "walk": "[]"},
    }


def _members(item: Filed) -> Iterator[dict[str, Any]]:
    for place in range(5):
        role = "facilitator" if place == 0 else "participant"
        yield {
            **{"postmortem_id": item.id, "visitor_id": f"person{(item.number + place) % PEOPLE}", "role": role},
            **{"joined_at": item.at, "removed_at": None},
        }


def _named(item: Filed) -> Iterator[dict[str, Any]]:
    for place in range(2):
        yield {
            **{"postmortem_id": item.id, "visitor_id": f"person{(item.number + place) % PEOPLE}"},
            **{"role": "participant", "asked_at": None, "named_at": item.at, "named_by": None},
        }


def links(tx: Transaction, count: int, now: datetime) -> None:
    """One in fifty came back, some of them while the actions of the earlier one are open."""
    later = range(0, count - 301, 50)
    insert(
        tx,
        tables.incident_link,
        (
            {"postmortem_id": pm_id_of(at), "earlier_id": pm_id_of(at + 300), "by": None, "at": now}
            for at in later
            if at % 100 != 50
        ),
    )
