"""Fills a database with what a company has after years: 10,000 postmortems with 50,000 action items.

The rows are those that the real code writes, put in many at a time. Texts are those of a few hundred made-up
postmortems, over and over, each under a title, with services, owners, days and a history of its own. The same numbers
give the same rows.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Table, bindparam, func, literal_column, select

from core.document.seed import seed
from core.domain.clock.state import Meeting
from core.domain.postmortem import ActionKind, ActionRow, FollowUp, Postmortem, SectionId, TimelineKind, TimelineRow
from core.domain.review import REVIEW_AFTER
from core.domain.tracker.link import issue_of
from core.services.app import App
from core.services.documents.records import record_of
from core.store.action_progress.action_state import by_words, folded
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.labels import LabelKind
from core.store.postmortems import Record
from core.store.search import full_text
from core.store.similar import index as similar
from core.store.similar.tables import similar_index, similar_term
from tests.bench.library import Writer
from tests.support.action_rows import settle
from tests.support.insight_data import held

POSTMORTEMS: Final = 10_000
SHAPES: Final = 300
DAYS: Final = 3 * 365
AT_ONCE: Final = 500
RUNNING, WAITING, PLANNED = 4, 120, 20
"""The newest: with a meeting that runs, without one, and with one to come."""
ZONES: Final = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
_KINDS: Final = ("checkout", "orders", "billing", "search", "identity", "media", "warehouse", "notifications")
_PARTS: Final = ("api", "database", "queue", "worker", "edge-cache-of-the-european-region")
SERVICES: Final = tuple(f"{kind}-{part}" for kind in _KINDS for part in _PARTS)
TAGS: Final = tuple(f"tag-{number}" for number in range(25))
_FIRST: Final = ("Mara", "Deniz", "Kofi", "Yuki", "Ada", "Lior", "Ines", "Tomasz", "Nadia", "Oluwaseun Adebayo")
_LAST: Final = ("Voss", "Arslan", "Mensah", "Tanaka", "Berg", "Haddad", "Silva", "Nowak", "Petrova", "Okafor")
OWNERS: Final = tuple(f"{first} {last}" for first in _FIRST for last in _LAST)
PEOPLE: Final = 200
_KINDS_OF_ROWS: Final = (
    TimelineKind.STARTED,
    TimelineKind.DETECTED,
    TimelineKind.RESPONDED,
    TimelineKind.OTHER,
    TimelineKind.MITIGATED,
    TimelineKind.OTHER,
    TimelineKind.RESOLVED,
)


@dataclass(frozen=True)
class Filed:
    """One of the many. ``status``: ``running``, ``lobby``, ``planned``, ``held`` or ``old report``."""

    number: int
    at: datetime
    status: str
    postmortem: Postmortem
    shape: Record

    @property
    def id(self) -> str:
        return pm_id_of(self.number)

    @property
    def met_at(self) -> datetime:
        return self.at + timedelta(days=1, hours=self.number % 30)

    @property
    def is_over(self) -> bool:
        return self.status in ("held", "old report")


def fill(app: App, count: int = POSTMORTEMS) -> None:
    """``count`` postmortems over three years, the newest with the lowest numbers, with five actions each."""
    writer, draw = Writer(3), random.Random(3)
    with app.db.write() as tx:
        now = tx.now()
        _people(tx, now)
    shapes = [writer.postmortem(number, now) for number in range(min(SHAPES, AT_ONCE, count))]
    records = [record_of(shape) for shape in shapes]
    for first in range(0, count, AT_ONCE):
        filed = []
        for number in range(first, min(first + AT_ONCE, count)):
            at = number % len(shapes)
            filed.append(_filed(number, count, now, shapes[at], records[at], writer.text(5), draw))
        with app.db.write() as tx:
            _store(tx, filed, now, draw)
            _compare(tx, filed, len(shapes))
    with app.db.write() as tx:
        settle(tx)
        _links(tx, count, now)


def pm_id_of(number: int) -> str:
    """The id of one of them."""
    return f"big{number:05}"


def _filed(
    number: int, count: int, now: datetime, shape: Postmortem, record: Record, words: str, draw: random.Random
) -> Filed:
    at = now - timedelta(days=DAYS * number / count, hours=draw.randint(2, 20))
    newest = [*["running"] * RUNNING, *["lobby"] * WAITING, *["planned"] * PLANNED][: count // 10]
    status = newest[number] if number < len(newest) else "old report" if number % 11 == 0 else "held"
    service = draw.choice(SERVICES)
    made = Postmortem(
        title=f"{service}: {words} ({number})"[:120],
        severity=shape.severity if number % 9 else None,
        zone=ZONES[number % len(ZONES)],
        services=tuple(sorted({service, draw.choice(SERVICES)})),
        tags=tuple(sorted(draw.sample(TAGS, draw.randint(0, 3)))),
        meeting_at=now + timedelta(hours=number) if status == "planned" else None,
        summary=shape.summary,
        timeline=tuple(_row(row, place, at, draw) for place, row in enumerate(shape.timeline)),
        root_cause=shape.root_cause,
        actions=tuple(_action(row, place, number, at, draw) for place, row in enumerate(shape.actions)),
        follow_up=FollowUp(review_on=(at + REVIEW_AFTER).date() if status == "held" else None),
    )
    return Filed(number, at, status, made, record)


def _row(row: TimelineRow, place: int, at: datetime, draw: random.Random) -> TimelineRow:
    kind = _KINDS_OF_ROWS[place] if place < len(_KINDS_OF_ROWS) else TimelineKind.OTHER
    return row.model_copy(update={"at": at + timedelta(minutes=place * draw.randint(3, 40)), "kind": kind})


def _action(row: ActionRow, place: int, number: int, at: datetime, draw: random.Random) -> ActionRow:
    new = {
        "text": f"{row.text.capitalize()} ({number})",
        "owner": _owner(draw),
        "due": None if draw.random() < 0.05 else at.date() + timedelta(days=draw.randint(7, 120)),
        "kind": draw.choice(list(ActionKind)),
        "done_when": "The alert fires in a test" if place == 0 else "",
        "chosen": place == 0 and draw.random() < 0.5,
        "link": f"https://github.com/acme/shop/issues/{number * 5 + place + 1}" if draw.random() < 0.2 else "",
    }
    return row.model_copy(update=new)


def _owner(draw: random.Random) -> str:
    """A tenth of the people own half of all; one name in twelve is written another way, some rows name nobody."""
    if draw.random() < 0.04:
        return ""
    name = OWNERS[int(len(OWNERS) * draw.random() ** 3)]
    return name.lower() if draw.random() < 0.08 else name


def _store(tx: Transaction, filed: Sequence[Filed], now: datetime, draw: random.Random) -> None:
    _insert(tx, tables.postmortem, (_postmortem(item, now) for item in filed))
    numbers = _documents(tx, filed, now)
    _insert(tx, tables.record, (_record(item, numbers[item.id], now) for item in filed))
    _insert(tx, tables.meeting, (_meeting(item, now, draw) for item in filed))
    _insert(tx, tables.meeting_event, (row for item in filed if item.status == "held" for row in _events(item)))
    _insert(tx, tables.record_action, (row for item in filed for row in _actions(item)))
    _insert(tx, tables.action_progress, (row for item in filed if item.is_over for row in _history(item, now, draw)))
    _insert(tx, tables.record_label, (row for item in filed for row in _labels(item)))
    _insert(tx, tables.publication, (_publication(item) for item in filed if item.is_over and item.number % 5 < 2))
    _insert(tx, tables.review, (_review(item) for item in filed if _was_reviewed(item, now)))
    _insert(tx, tables.member, (row for item in filed for row in _members(item)))
    _insert(tx, tables.closed_person, (row for item in filed if _is_closed(item) for row in _named(item)))
    for item in filed:
        full_text.index(tx, item.id, item.postmortem.title, item.shape.search_text)


def _insert(tx: Transaction, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        tx.execute(table.insert(), found)


def _is_closed(item: Filed) -> bool:
    return item.number % 100 == 50


def _was_reviewed(item: Filed, now: datetime) -> bool:
    return item.status == "held" and item.met_at + REVIEW_AFTER * 2 < now and item.number % 50 != 0


def _people(tx: Transaction, now: datetime) -> None:
    rest = {"color": "#1f6f78", "workspace_generation": 0, "created_at": now}
    names = (OWNERS[number % len(OWNERS)] for number in range(PEOPLE))
    ids = (f"person{number}" for number in range(PEOPLE))
    _insert(
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
        **{"closed_at": item.at if _is_closed(item) else None, "filled": 8, "needed": 14},
        **{"held": item.status == "held", "began_at": item.at, "title_folded": folded(made.title)},
        **{"review_on": made.follow_up.review_on.isoformat() if made.follow_up.review_on else None},
    }


def _documents(tx: Transaction, filed: Sequence[Filed], now: datetime) -> dict[str, int]:
    """Each document with its first update. Returns the number of that by postmortem."""
    doc = {"kind": "shared", "owner": None, "epoch": 1, "last_update_id": 0}
    _insert(tx, tables.doc, ({"id": f"doc-{item.id}", "postmortem_id": item.id, **doc} for item in filed))
    update = {"epoch": 1, "visitor_id": None, "at": now}
    _insert(
        tx,
        tables.doc_update,
        ({"doc_id": f"doc-{item.id}", "data": seed(item.postmortem), **update} for item in filed),
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


def _compare(tx: Transaction, filed: Sequence[Filed], shapes: int) -> None:
    """The index of similar incidents: the first ones are read, the others have the terms of the one with their text."""
    for item in filed:
        if item.number < shapes and item.shape.comparable is not None:
            similar.index(tx, item.id, item.shape.comparable)
    pairs = [
        {"new": item.id, "old": pm_id_of(_open_twin(item.number % shapes))}
        for item in filed
        if item.number >= shapes and not _is_closed(item)
    ]
    if not pairs:
        return
    i, t = similar_index.c, similar_term.c
    copied = select(bindparam("new").label("postmortem_id"), i.title, i.lead, i.body, i.digest)
    copied = copied.where(i.postmortem_id == bindparam("old"))
    for pair in pairs:
        tx.execute(
            similar_index.insert().from_select(["postmortem_id", "title", "lead", "body", "digest"], copied), pair
        )
        number = tx.execute(select(i.id).where(i.postmortem_id == pair["new"])).scalar_one()
        old = select(i.id).where(i.postmortem_id == pair["old"]).scalar_subquery()
        terms = select(t.term, literal_column(str(number))).where(t.document == old)
        tx.execute(similar_term.insert().from_select(["term", "document"], terms))


def _open_twin(number: int) -> int:
    """A closed one is in no index."""
    return number + 1 if number % 100 == 50 else number


def _links(tx: Transaction, count: int, now: datetime) -> None:
    """One in fifty came back, some of them while the actions of the earlier one are open."""
    later = range(0, count - 301, 50)
    _insert(
        tx,
        tables.incident_link,
        (
            {"postmortem_id": pm_id_of(at), "earlier_id": pm_id_of(at + 300), "by": None, "at": now}
            for at in later
            if at % 100 != 50
        ),
    )
