"""The pictures of timelines: their bytes, and since when no row names them.

A picture belongs to one postmortem and goes with it. Not here: who may see one, and which rows name which.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from core.store.database import tables
from core.store.database.transaction import Transaction

_E = tables.evidence.c


@dataclass(frozen=True)
class StoredPicture:
    """``mime`` is PNG or JPEG; sizes in pixels. ``created_by`` is a visitor, None for an import."""

    id: str
    row_id: str
    mime: str
    width: int
    height: int
    data: bytes
    sha256: str
    created_by: str | None = None


@dataclass(frozen=True)
class Usage:
    """What the pictures of one postmortem take: how many, and bytes together."""

    pictures: int
    size: int


def add(tx: Transaction, pm_id: str, picture: StoredPicture) -> None:
    tx.execute(
        tables.evidence.insert().values(
            postmortem_id=pm_id,
            id=picture.id,
            row_id=picture.row_id,
            mime=picture.mime,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            sha256=picture.sha256,
            data=picture.data,
            created_at=tx.now(),
            created_by=picture.created_by,
        )
    )


def find(tx: Transaction, pm_id: str, picture_id: str) -> StoredPicture | None:
    found = tx.execute(_pictures(pm_id).where(_E.id == picture_id)).one_or_none()
    return None if found is None else StoredPicture(*found)


def find_all(tx: Transaction, pm_id: str, picture_ids: Collection[str]) -> list[StoredPicture]:
    """Those of the named ones that are there, by id."""
    if not picture_ids:
        return []
    statement = _pictures(pm_id).where(_E.id.in_(sorted(picture_ids))).order_by(_E.id)
    return [StoredPicture(*row) for row in tx.execute(statement)]


def kept_ids(tx: Transaction, pm_id: str) -> frozenset[str]:
    return frozenset(tx.execute(select(_E.id).where(_E.postmortem_id == pm_id)).scalars())


def newest_id(tx: Transaction, pm_id: str) -> str:
    """Empty when there is none."""
    return tx.execute(select(func.max(_E.id)).where(_E.postmortem_id == pm_id)).scalar() or ""


def usage(tx: Transaction, pm_id: str) -> Usage:
    statement = select(func.count(), func.coalesce(func.sum(_E.size), 0)).where(_E.postmortem_id == pm_id)
    count, size = tx.execute(statement).one()
    return Usage(count, size)


def owners(tx: Transaction) -> list[str]:
    """The postmortems that have pictures."""
    return list(tx.execute(select(_E.postmortem_id).distinct().order_by(_E.postmortem_id)).scalars())


def note_use(tx: Transaction, pm_id: str, used: Collection[str]) -> None:
    """Which pictures some row names now. The others are unused from now on, unless they were so before."""
    here = tables.evidence.update().where(_E.postmortem_id == pm_id)
    if used:
        tx.execute(here.where(_E.id.in_(sorted(used)), _E.unused_since.is_not(None)).values(unused_since=None))
        here = here.where(_E.id.not_in(sorted(used)))
    tx.execute(here.where(_E.unused_since.is_(None)).values(unused_since=tx.now()))


def remove_unused(tx: Transaction, pm_id: str, before: datetime) -> int:
    """Delete those that were unused already ``before``. Returns how many."""
    here = tables.evidence.delete().where(_E.postmortem_id == pm_id, _E.unused_since <= before)
    return len(list(tx.execute(here.returning(_E.id)).scalars()))


def _pictures(pm_id: str) -> Select[Any]:
    return select(_E.id, _E.row_id, _E.mime, _E.width, _E.height, _E.data, _E.sha256, _E.created_by).where(
        _E.postmortem_id == pm_id
    )
