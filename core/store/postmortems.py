"""Postmortems as rows: the lists that pages show, the trash, and the record that is projected from the document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Text, and_, bindparam, exists, func, or_, select, update

from core.domain.actions.action_view import ACTION_VALUES
from core.domain.content.size_limits import FIRST_YEAR, LAST_YEAR
from core.domain.postmortem import ActionRow
from core.domain.similar.document import Document
from core.domain.tracker.link import issue_of
from core.errors import NotFound
from core.store import closed
from core.store.action_items.conditions import is_agreed, is_open
from core.store.action_progress import action_state
from core.store.closed import visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.inbound import deliveries
from core.store.labels import Labels, save_labels
from core.store.search import full_text
from core.store.similar import index as similar_index

_P = tables.postmortem.c
_MOMENTS = (_P.meeting_at, _P.started_at)
_AT_ONCE = 500


@dataclass(frozen=True)
class PostmortemRow:
    """``meeting_status`` is that of the 20 minutes: None until somebody opened the room.

    ``meeting_version`` counts what was done with its clock. It stays 0 for a
    report that was written elsewhere and imported, as nobody met about it here.
    ``published_at`` is None unless it is published now.
    """

    id: str
    title: str
    severity: str | None
    zone: str
    created_at: datetime
    created_by: str | None
    example: bool
    trashed_at: datetime | None
    meeting_at: datetime | None
    started_at: datetime | None
    detected_at: datetime | None
    resolved_at: datetime | None
    filled: int
    needed: int
    meeting_status: str | None
    open_actions: int
    published_at: datetime | None = None
    closed_at: datetime | None = None
    meeting_version: int | None = None


@dataclass(frozen=True)
class Record:
    """What is projected from the document. ``search_text`` is every word of it, without the title.

    ``comparable`` is what the search for similar incidents reads; None leaves what it knows.
    """

    postmortem_json: str
    title: str = ""
    severity: str | None = None
    zone: str = "UTC"
    meeting_at: datetime | None = None
    started_at: datetime | None = None
    detected_at: datetime | None = None
    resolved_at: datetime | None = None
    filled: int = 0
    needed: int = 0
    actions: Sequence[ActionRow] = ()
    search_text: str = ""
    review_on: date | None = None
    comparable: Document | None = None
    labels: Labels = ()


class InTrash(NamedTuple):
    """What a list of the trash shows."""

    id: str
    title: str
    trashed_at: datetime


@dataclass(frozen=True)
class RecordRow:
    postmortem_json: str
    last_update_id: int
    at: datetime


def create(
    tx: Transaction,
    pm_id: str,
    title: str,
    *,
    severity: str | None = None,
    zone: str = "UTC",
    started_at: datetime | None = None,
    meeting_at: datetime | None = None,
    created_by: str | None = None,
    example: bool = False,
    promised: bool = False,
    created_at: datetime | None = None,
) -> None:
    """``promised``: its actions count without a meeting that ends here, as those of a file do.

    ``created_at`` is now, but for what is older than this database.
    """
    values = {"id": pm_id, "title": title, "severity": severity, "zone": zone, "started_at": started_at}
    rest = {"meeting_at": meeting_at, "created_by": created_by, "example": example, "promised": promised}
    rest |= {"created_at": created_at or tx.now(), "title_folded": action_state.folded(title)}
    rest |= {"began_at": started_at or rest["created_at"]}
    tx.execute(tables.postmortem.insert().values(**values, **rest, filled=0, needed=0))


def get(tx: Transaction, pm_id: str) -> PostmortemRow | None:
    """Also when it is in the trash: see ``trashed_at``. None for a closed one that this transaction may not know of."""
    who = tx.audience
    found = tx.execute(_select_one(who.everything), {"pm_id": pm_id, "reader": who.visitor_id}).one_or_none()
    return None if found is None else _row(found)


def list_(
    tx: Transaction,
    *,
    trashed: bool = False,
    ids: Sequence[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
    within: Sequence[ColumnElement[bool]] = (),
) -> list[PostmortemRow]:
    """Those that exist for whom the transaction reads, the newest incident first.

    With ``ids``: these, in the order given. ``within``: conditions on ``postmortem``.
    """
    statement = _select().where(_in_trash(trashed), visible_to(tx), *within)
    if ids is not None:
        rows = {row.id: _row(row) for row in tx.execute(statement.where(_P.id.in_(list(ids))))}
        return [rows[pm_id] for pm_id in ids if pm_id in rows]
    newest_first = _P.began_at.desc(), _P.id
    if limit is not None:  # the columns of every row would be worked out before the first ones are chosen
        page = select(_P.id).where(_in_trash(trashed), visible_to(tx), *within).order_by(*newest_first)
        return list_(tx, trashed=trashed, ids=list(tx.execute(page.limit(limit).offset(offset)).scalars()))
    return [_row(row) for row in tx.execute(statement.order_by(*newest_first))]


def in_trash(tx: Transaction) -> list[InTrash]:
    """What lies there for whom the transaction reads, the newest incident first: a thousand after a wrong import."""
    columns = _P.id, _P.title, _P.trashed_at
    mine = select(*columns).where(_in_trash(True), visible_to(tx))
    return [InTrash(*row) for row in tx.execute(mine.order_by(_P.began_at.desc(), _P.id))]


def unfinished(tx: Transaction) -> list[PostmortemRow]:
    """Those whose meeting is not over, the newest incident first."""
    # Few are not held; only of those it is asked whether a report that was brought in ended elsewhere.
    ended = exists(_finished().where(tables.meeting.c.postmortem_id == _P.id).correlate(tables.postmortem))
    return list_(tx, within=[_P.held.is_(False), ~ended])


def finished(tx: Transaction, limit: int) -> list[PostmortemRow]:
    """Of those whose meeting is over the newest incidents."""
    over = exists(_finished().where(tables.meeting.c.postmortem_id == _P.id).correlate(tables.postmortem))
    return list_(tx, within=[over], limit=limit)  # asked along the newest, until there are enough


@cache
def _finished() -> Select[str]:
    m = tables.meeting.c
    return select(m.postmortem_id).where(m.kind == "sync", m.status == "finished")


def count(tx: Transaction, *, trashed: bool = False, within: Sequence[ColumnElement[bool]] = ()) -> int:
    statement = select(func.count()).select_from(tables.postmortem).where(_in_trash(trashed), visible_to(tx), *within)
    number: int = tx.execute(statement).scalar_one()
    return number


def count_own(tx: Transaction) -> int:
    """Those that exist for whom the transaction reads, without examples."""
    return count(tx, within=[_P.example.is_(False)])


def trash(tx: Transaction, pm_id: str) -> None:
    """Out of every list and search; nothing of it is deleted."""
    _change(tx, pm_id, trashed_at=tx.now())


def restore(tx: Transaction, pm_id: str) -> None:
    _change(tx, pm_id, trashed_at=None)


def purge(tx: Transaction, pm_id: str) -> None:
    """Delete it with everything that belongs to it. This cannot be undone.

    Of alerts in it only hashes stay, so that a repeat does not bring it back.
    """
    deliveries.forget_postmortem(tx, pm_id)
    if tx.execute(tables.postmortem.delete().where(_P.id == pm_id)).rowcount != 1:
        raise NotFound()


def save_record(
    tx: Transaction, pm_id: str, record: Record, last_update_id: int, *, fresh: bool = False, again: bool = True
) -> bool:
    """Store what was projected up to ``last_update_id``. False when a newer projection is there already.

    ``fresh``: the postmortem was made in this transaction, so that nothing of it is looked for. Without ``again`` one
    of the same update counts as newer: two servers that have the same room open read the same there.
    """
    r = tables.record.c
    new = {"last_update_id": last_update_id, "postmortem_json": record.postmortem_json, "at": tx.moment()}
    insert = tx.upsert(tables.record).values(postmortem_id=pm_id, **new)
    forward = insert.on_conflict_do_update(
        index_elements=["postmortem_id"],
        set_=new,
        where=r.last_update_id <= last_update_id if again else r.last_update_id < last_update_id,
    )
    if tx.execute(forward.returning(r.postmortem_id)).scalar() is None:
        return False
    closed_at = _change(
        tx,
        pm_id,
        title=record.title,
        severity=record.severity,
        zone=record.zone,
        meeting_at=record.meeting_at,
        started_at=record.started_at,
        began_at=_P.created_at if record.started_at is None else record.started_at,
        title_folded=action_state.folded(record.title),
        detected_at=record.detected_at,
        resolved_at=record.resolved_at,
        filled=record.filled,
        needed=record.needed,
        review_on=None if record.review_on is None else record.review_on.isoformat(),
    )
    _save_actions(tx, pm_id, record.actions, fresh=fresh)
    save_labels(tx, pm_id, record.labels, fresh=fresh)
    shut = closed_at is not None
    full_text.index(tx, pm_id, record.title, record.search_text, fresh=fresh, shut=shut)
    if record.comparable is not None:
        similar_index.index(tx, pm_id, record.comparable, fresh=fresh, shut=shut)
    return True


def written_at(tx: Transaction, pm_ids: Collection[str]) -> dict[str, datetime]:
    """When the record of each of these was written; one without a record is left out."""
    r, wanted = tables.record.c, sorted(pm_ids)
    found: dict[str, datetime] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        statement = select(r.postmortem_id, r.at).where(r.postmortem_id.in_(wanted[start : start + _AT_ONCE]))
        found.update((pm_id, at) for pm_id, at in tx.execute(statement))
    return found


def record(tx: Transaction, pm_id: str) -> RecordRow | None:
    r = tables.record.c
    found = tx.execute(select(r.postmortem_json, r.last_update_id, r.at).where(r.postmortem_id == pm_id)).one_or_none()
    return None if found is None else RecordRow(*found)


def behind(tx: Transaction, ids: Collection[str] | None = None) -> list[str]:
    """Postmortems (of these, if given) whose document is newer than their record."""
    d, r = tables.doc.c, tables.record.c
    statement = select(d.postmortem_id).outerjoin(tables.record, r.postmortem_id == d.postmortem_id)
    if ids is not None:
        statement = statement.where(d.postmortem_id.in_(list(ids)))
    late = or_(r.last_update_id.is_(None), d.last_update_id > r.last_update_id)
    return list(tx.execute(statement.where(d.kind == "shared", late).order_by(d.postmortem_id)).scalars())


def unsupported_days(tx: Transaction) -> list[str]:
    """Postmortems of which a list holds a day before 1970 or after 2200, as older versions stored it."""
    p, a = tables.postmortem.c, tables.record_action.c
    first, last = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    moments = or_(*(item < first for item in _MOMENTS), *(item >= last for item in _MOMENTS))
    days = or_(a.due < first.date(), a.due >= last.date())
    found = {*tx.execute(select(p.id).where(moments)).scalars()}
    return sorted(found | {*tx.execute(select(a.postmortem_id).where(days)).scalars()})


def _save_actions(tx: Transaction, pm_id: str, actions: Sequence[ActionRow], *, fresh: bool) -> None:
    """Only what changed is written: most changes are typed elsewhere, and rows that stay keep their state."""
    a = tables.record_action.c
    columns = a.id, a.position, *(a[name] for name in ACTION_VALUES)
    known = () if fresh else tx.execute(select(*columns).where(a.postmortem_id == pm_id))
    stored = {row.id: row._asdict() for row in known}
    values = {
        action.id: {"id": action.id, "position": position, **{name: getattr(action, name) for name in ACTION_VALUES}}
        for position, action in enumerate(actions)
    }
    if gone := sorted(stored.keys() - values.keys()):
        tx.execute(tables.record_action.delete().where(a.postmortem_id == pm_id, a.id.in_(gone)))
    new = [row for action_id, row in values.items() if action_id not in stored]
    by_log = action_state.by_log(tx, pm_id, [row["id"] for row in new], fresh=fresh)
    for row in values.values():
        if row["id"] in stored and row != stored[row["id"]]:
            changed = {**row, "issue": issue_of(row["link"]), **action_state.by_words(row)}
            tx.execute(update(tables.record_action).where(a.postmortem_id == pm_id, a.id == row["id"]).values(changed))
    if new:
        rest = {row["id"]: {"postmortem_id": pm_id, "issue": issue_of(row["link"])} for row in new}
        rows = [{**row, **rest[row["id"]], **action_state.by_words(row), **by_log[row["id"]]} for row in new]
        tx.execute(tables.record_action.insert(), rows)


def _in_trash(trashed: bool) -> ColumnElement[bool]:
    return _P.trashed_at.is_not(None) if trashed else _P.trashed_at.is_(None)


@cache
def _select_one(unrestricted: bool) -> Select[Any]:
    """The row whose id is the parameter ``pm_id``, for the visitor ``reader``: each request begins with it."""
    found = _select().where(_P.id == bindparam("pm_id"))
    reader = bindparam("reader", type_=Text)
    if unrestricted:
        return found.where(or_(reader.is_(None), reader.is_not(None)))  # both forms have the same parameters
    return found.where(or_(closed.is_open(), _P.id.in_(closed.named_in(reader))))


@cache
def _select() -> Select[Any]:
    m, a, published = tables.meeting.c, tables.record_action.c, tables.publication.c
    open_actions = (
        select(func.count())
        .select_from(tables.record_action)
        .where(a.postmortem_id == _P.id, is_open(), is_agreed(finished=m.status == "finished"))
        .correlate(tables.postmortem, tables.meeting)
        .scalar_subquery()
    )
    columns = [
        _P.id,
        _P.title,
        _P.severity,
        _P.zone,
        _P.created_at,
        _P.created_by,
        _P.example,
        _P.trashed_at,
        _P.meeting_at,
        _P.started_at,
        _P.detected_at,
        _P.resolved_at,
        _P.filled,
        _P.needed,
        m.status.label("meeting_status"),
        open_actions.label("open_actions"),
        published.published_at,
        _P.closed_at,
        m.version.label("meeting_version"),
    ]
    sync = and_(m.postmortem_id == _P.id, m.kind == "sync")
    in_force = and_(published.postmortem_id == _P.id, published.withdrawn_at.is_(None))
    joined = tables.postmortem.outerjoin(tables.meeting, sync).outerjoin(tables.publication, in_force)
    return select(*columns).select_from(joined)


def _row(row: Row[Any]) -> PostmortemRow:
    return PostmortemRow(**row._mapping)


def _change(tx: Transaction, pm_id: str, **values: object) -> datetime | None:
    """Returns since when it is closed."""
    changed = tx.execute(update(tables.postmortem).where(_P.id == pm_id).values(**values).returning(_P.closed_at))
    row = changed.one_or_none()
    if row is None:
        raise NotFound()
    closed_at: datetime | None = row.closed_at
    return closed_at
