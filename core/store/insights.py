"""The plain rows behind Insights, read in few queries, and what is kept of each record so that none is read twice.

No example, nothing closed and nothing from the trash is ever among them. What the rows mean is decided
in ``core.domain.insights``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.sql.functions import coalesce

from core.domain.insights.reading import Reading
from core.store.action_items.conditions import is_agreed
from core.store.actions import latest_progress, same_action
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction

_I, _P, _R, _A, _M = (
    tables.insight.c,
    tables.postmortem.c,
    tables.record.c,
    tables.record_action.c,
    tables.meeting.c,
)


class IncidentRow(NamedTuple):
    """A postmortem with what was kept of it. ``at``: when the incident began, or its postmortem was made.

    ``meeting_state`` is the JSON of a meeting that is over. ``kept_at`` is when it was published. Texts hold one entry
    a line, and are empty where nothing was kept yet.
    """

    id: str
    severity: str | None
    zone: str
    at: datetime
    made_at: datetime
    published_at: datetime | None
    detect_s: int | None
    respond_s: int | None
    resolve_s: int | None
    lenses: str | None
    services: str | None
    tags: str | None
    terms: str | None
    names: str | None
    meeting_state: str | None


class ActionRow(NamedTuple):
    """An agreed action. ``changed_at``: when its state was last reported on."""

    postmortem_id: str
    state: str
    due: date | None
    changed_at: datetime | None


class LabelRow(NamedTuple):
    """``trashed`` is 1 in the trash. ``services`` and ``tags`` hold a name a line."""

    postmortem_id: str
    trashed: int
    services: str
    tags: str


class Head(NamedTuple):
    """A postmortem and numbers that change with it: of its record, its meeting, its publication, its actions' log."""

    id: str
    update: int
    rules: int
    meeting: int
    published: int
    progress: int


class Stamp(NamedTuple):
    """Another value whenever a figure could be another one; ``behind``: how many records are still to be read."""

    postmortems: int
    updates: int
    progress: int
    meetings: int
    published: int
    links: int
    linked_at: datetime | None
    behind: int


def stamp(tx: Transaction, rules: int) -> Stamp:
    """``rules``: the number of the rules by which records are read now. Takes milliseconds."""
    joined = tables.postmortem.outerjoin(tables.record, _R.postmortem_id == _P.id)
    joined = joined.outerjoin(tables.insight, _I.postmortem_id == _P.id)
    shown = and_(*_counted())
    columns = (
        _sum(case((shown, 1), else_=0)),
        _sum(case((shown, _R.last_update_id), else_=0)),
        func.count(_R.postmortem_id) - _sum(case((_is_current(rules), 1), else_=0)),
    )
    number, updates, behind = tx.execute(select(*columns).select_from(joined)).one()
    links = tables.incident_link.c
    latest = (
        coalesce(select(func.max(tables.action_progress.c.id)).scalar_subquery(), 0),
        coalesce(select(func.max(tables.meeting_event.c.id)).scalar_subquery(), 0),
        select(func.count(tables.publication.c.postmortem_id)).scalar_subquery(),
        select(func.count(links.postmortem_id)).scalar_subquery(),
        select(func.max(links.at)).scalar_subquery(),
    )
    progress, meetings, published, linked, linked_at = tx.execute(select(*latest)).one()
    return Stamp(int(number), int(updates), progress, meetings, published, linked, linked_at, int(behind))


def heads(tx: Transaction) -> list[Head]:
    """Every postmortem that counts, to be compared with what was read of it before."""
    log = tables.action_progress.c
    newest = select(log.postmortem_id, func.max(log.id).label("newest")).group_by(log.postmortem_id).subquery()
    meeting = and_(_M.postmortem_id == _P.id, _M.kind == "sync")
    joined = tables.postmortem.outerjoin(tables.insight, _I.postmortem_id == _P.id).outerjoin(tables.meeting, meeting)
    joined = joined.outerjoin(tables.publication, tables.publication.c.postmortem_id == _P.id)
    joined = joined.outerjoin(newest, newest.c.postmortem_id == _P.id)
    columns = (
        *(_P.id, coalesce(_I.last_update_id, -1), coalesce(_I.rules, -1), coalesce(_M.version, -1)),
        *(case((tables.publication.c.postmortem_id.is_(None), 0), else_=1), coalesce(newest.c.newest, 0)),
    )
    return [Head(*row) for row in tx.execute(select(*columns).select_from(joined).where(*_counted())).all()]


def records_behind(tx: Transaction, rules: int, limit: int) -> list[tuple[str, str, int]]:
    """Id, JSON and update of records that are newer than what was kept of them, or were read by other rules.

    Examples and what is in the trash are among them: their labels are renamed with those of the others.
    """
    joined = tables.postmortem.join(tables.record, _R.postmortem_id == _P.id)
    joined = joined.outerjoin(tables.insight, _I.postmortem_id == _P.id)
    late = or_(_I.postmortem_id.is_(None), ~_is_current(rules))
    # The ids first, out of the index: the records themselves are large, and nearly all of them are not wanted.
    ids = list(tx.execute(select(_P.id).select_from(joined).where(late).limit(limit)).scalars())
    columns = _R.postmortem_id, _R.postmortem_json, _R.last_update_id
    return [(row[0], row[1], row[2]) for row in tx.execute(select(*columns).where(_R.postmortem_id.in_(ids)))]


def keep(tx: Transaction, rules: int, readings: Iterable[tuple[str, int, Reading]]) -> None:
    """Id, update and reading of each; a postmortem that was deleted meanwhile is left out."""
    rows = [
        {
            "postmortem_id": pm_id,
            "last_update_id": update_id,
            "rules": rules,
            "detect_s": reading.detect,
            "respond_s": reading.respond,
            "resolve_s": reading.resolve,
            "lenses": "\n".join(reading.lenses),
            "services": "\n".join(reading.services),
            "tags": "\n".join(reading.tags),
            "terms": "\n".join(reading.terms),
            "names": "\n".join(reading.names),
        }
        for pm_id, update_id, reading in readings
    ]
    there = set(tx.execute(select(_P.id).where(_P.id.in_([row["postmortem_id"] for row in rows]))).scalars())
    rows = [row for row in rows if row["postmortem_id"] in there]
    if rows:
        insert = tx.upsert(tables.insight)
        new = {name: insert.excluded[name] for name in rows[0] if name != "postmortem_id"}
        tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new), rows)


def incidents(tx: Transaction, ids: Sequence[str] | None = None) -> list[IncidentRow]:
    """All that count, or those of these ids."""
    over = and_(_M.postmortem_id == _P.id, _M.kind == "sync", _M.status == "finished")
    published = tables.publication.c
    joined = tables.postmortem.outerjoin(tables.insight, _I.postmortem_id == _P.id).outerjoin(tables.meeting, over)
    joined = joined.outerjoin(tables.publication, published.postmortem_id == _P.id)
    columns = (
        *(_P.id, _P.severity, _P.zone, coalesce(_P.started_at, _P.created_at).label("at"), _P.created_at),
        *(published.published_at, _I.detect_s, _I.respond_s, _I.resolve_s),
        *(_I.lenses, _I.services, _I.tags, _I.terms, _I.names, _M.state),
    )
    statement = select(*columns).select_from(joined).where(*_counted(ids))
    return [IncidentRow(*row) for row in tx.execute(statement).all()]


def agreed_actions(tx: Transaction, ids: Sequence[str] | None = None) -> list[ActionRow]:
    """Those that a meeting agreed on, with their latest state; rows in which nobody wrote anything are left out."""
    progress = latest_progress()
    q = progress.c
    meeting = and_(_M.postmortem_id == _P.id, _M.kind == "sync")
    joined = tables.record_action.join(tables.postmortem, _P.id == _A.postmortem_id)
    joined = joined.outerjoin(tables.meeting, meeting).outerjoin(progress, same_action(progress))
    columns = _A.postmortem_id, _A.state, _A.due, q.at
    statement = (
        select(*columns)
        .select_from(joined)
        .where(
            *_counted(ids),
            is_agreed(finished=_M.status == "finished"),
            _A.blank.is_(False),
        )
    )
    return [ActionRow(*row) for row in tx.execute(statement).all()]


def recurrences(tx: Transaction) -> list[tuple[str, str]]:
    """The later and the earlier one of each link; neither is in the trash or an example."""
    earlier, later = tables.postmortem.alias("earlier"), tables.postmortem
    links = tables.incident_link.c
    joined = tables.incident_link.join(later, _P.id == links.postmortem_id).join(
        earlier, earlier.c.id == links.earlier_id
    )
    counted = *_counted(), earlier.c.trashed_at.is_(None), earlier.c.example.is_(False), is_open(earlier.c)
    statement = select(links.postmortem_id, links.earlier_id).select_from(joined).where(*counted)
    return [(row[0], row[1]) for row in tx.execute(statement)]


def labels(tx: Transaction) -> list[LabelRow]:
    """Services and tags of every postmortem but examples and closed ones, as far as they are read."""
    joined = tables.postmortem.join(tables.insight, _I.postmortem_id == _P.id)
    columns = _P.id, case((_P.trashed_at.is_not(None), 1), else_=0), _I.services, _I.tags
    return [
        LabelRow(*row)
        for row in tx.execute(select(*columns).select_from(joined).where(_P.example.is_(False), is_open())).all()
    ]


def visitors_names(tx: Transaction) -> frozenset[str]:
    """How visitors call themselves."""
    return frozenset(tx.execute(select(tables.visitor.c.name).distinct()).scalars())


def owners_names(tx: Transaction) -> frozenset[str]:
    """Whom actions name as owners."""
    named = select(_A.owner).join(tables.postmortem, _P.id == _A.postmortem_id).where(_A.owner != "", is_open())
    return frozenset(tx.execute(named.distinct()).scalars())


def _counted(ids: Sequence[str] | None = None) -> tuple[ColumnElement[bool], ...]:
    counted = _P.trashed_at.is_(None), _P.example.is_(False), is_open()
    return counted if ids is None else (*counted, _P.id.in_(list(ids)))


def _sum(number: ColumnElement[int]) -> ColumnElement[int]:
    return coalesce(func.sum(number), 0)


def _is_current(rules: int) -> ColumnElement[bool]:
    return and_(_I.last_update_id == _R.last_update_id, _I.rules == rules)
