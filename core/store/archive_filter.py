"""The archive's filters as conditions on ``postmortem``, for lists and for the full-text search alike."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from core.domain.content.size_limits import FIRST_YEAR, LAST_YEAR
from core.domain.search.filters import ArchiveFilter
from core.store.action_items.conditions import is_agreed, is_open
from core.store.closed import listed, visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.labels import LabelKind, has_label

_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_A, _M, _P = tables.record_action.c, tables.meeting.c, tables.postmortem.c


def conditions(
    tx: Transaction, chosen: ArchiveFilter, zone: tzinfo, spellings: Sequence[str] | None
) -> list[ColumnElement[bool]]:
    """Among those that exist for whom the transaction reads.

    ``zone``: of whoever looks, for the days. ``spellings``: all those of the owner in the filter; None for any.
    """
    began = _P.began_at
    found: list[ColumnElement[bool]] = [visible_to(tx)]
    if chosen.severity is not None:
        found.append(_P.severity == chosen.severity.value)
    if chosen.since is not None:
        found.append(began >= _midnight(chosen.since, zone))
    if chosen.until is not None:
        found.append(began < _midnight(min(chosen.until, _LAST) + timedelta(days=1), zone))
    if chosen.service:
        found.append(has_label(LabelKind.SERVICE, chosen.service))
    if chosen.tag:
        found.append(has_label(LabelKind.TAG, chosen.tag))
    if chosen.lens is not None:
        found.append(has_label(LabelKind.LENS, chosen.lens.value))
    if spellings is not None:
        found.append(exists().where(_A.postmortem_id == _P.id, _A.owner.in_(list(spellings))))
    if chosen.open_actions:
        found.append(_has_open_actions())
    if chosen.came_back:
        found.append(_is_linked(tx))
    return found


def owners(tx: Transaction) -> list[tuple[str, int]]:
    """Every owner of an action as it is written, promised or not, with in how many postmortems; none of the trash."""
    statement = (
        select(_A.owner, func.count(_A.postmortem_id.distinct()))
        .where(*listed(tx, _A.postmortem_id))
        .group_by(_A.owner)
        .order_by(_A.owner)
    )
    return [(owner, number) for owner, number in tx.execute(statement)]


def _midnight(day: date, zone: tzinfo) -> datetime:
    """At the ends of the calendar there is none in every zone, and no incident."""
    return datetime.combine(min(max(day, _FIRST), _LAST + timedelta(days=1)), time(), zone)


def _is_linked(tx: Transaction) -> ColumnElement[bool]:
    """With one that is not in the trash and may be known of: a link to another one is shown nowhere."""
    link, other = tables.incident_link.c, tables.postmortem.alias("other").c
    ends = or_(
        and_(link.postmortem_id == _P.id, link.earlier_id == other.id),
        and_(link.earlier_id == _P.id, link.postmortem_id == other.id),
    )
    return exists().where(ends, other.trashed_at.is_(None), visible_to(tx, other)).correlate(tables.postmortem)


def _has_open_actions() -> ColumnElement[bool]:
    finished = _P.id.in_(select(_M.postmortem_id).where(_M.kind == "sync", _M.status == "finished"))
    return (
        select(_A.id)
        .where(_A.postmortem_id == _P.id, is_open(), is_agreed(finished=finished))
        .correlate(tables.postmortem)
        .exists()
    )
