"""Visitors: one for each browser. Only a hash of a browser's token is stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from sqlalchemy import ColumnElement, select, update

from core.errors import NotFound
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.settings_kv import workspace_generation

MANY: Final = 1000  # longer lists of ids are not sent; everybody is read instead


@dataclass(frozen=True)
class Visitor:
    """``workspace``: may use home, archive and the like, by the workspace key that is valid now."""

    id: str
    name: str
    color: str
    workspace: bool
    created_at: datetime


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def visitor_by_token(tx: Transaction, token: str) -> Visitor | None:
    return _visitor_where(tx, tables.visitor.c.token_hash == _hash(token))


def visitor(tx: Transaction, visitor_id: str) -> Visitor | None:
    return _visitor_where(tx, tables.visitor.c.id == visitor_id)


def names(tx: Transaction, visitor_ids: Collection[str]) -> dict[str, str]:
    """What these visitors are called now, in one question; who is not known any more is left out."""
    v = tables.visitor.c
    statement = select(v.id, v.name)
    if len(visitor_ids) <= MANY:
        statement = statement.where(v.id.in_(sorted(visitor_ids)))
    return {visitor_id: name for visitor_id, name in tx.execute(statement) if visitor_id in visitor_ids}


def create_visitor(tx: Transaction, token: str, name: str, color: str, visitor_id: str | None = None) -> Visitor:
    at = tx.now()
    visitor_id = visitor_id or token_urlsafe(12)
    tx.execute(
        tables.visitor.insert().values(id=visitor_id, token_hash=_hash(token), name=name, color=color, created_at=at)
    )
    return Visitor(visitor_id, name, color, workspace=False, created_at=at)


def replace_token(tx: Transaction, visitor_id: str, token: str) -> None:
    """The old cookie opens nothing from now on."""
    _change(tx, visitor_id, token_hash=_hash(token))


def rename(tx: Transaction, visitor_id: str, name: str) -> None:
    _change(tx, visitor_id, name=name)


def grant_workspace(tx: Transaction, visitor_id: str, generation: int) -> None:
    """``generation`` is that of the key the visitor showed; a rotated key takes the workspace away again."""
    _change(tx, visitor_id, workspace_generation=generation)


def _visitor_where(tx: Transaction, selection: ColumnElement[bool]) -> Visitor | None:
    found = tx.execute(select(tables.visitor).where(selection)).one_or_none()
    if found is None:
        return None
    granted = found.workspace_generation is not None and found.workspace_generation == workspace_generation(tx)
    return Visitor(found.id, found.name, found.color, granted, found.created_at)


def _change(tx: Transaction, visitor_id: str, **values: object) -> None:
    changed = tx.execute(update(tables.visitor).where(tables.visitor.c.id == visitor_id).values(**values))
    if changed.rowcount != 1:
        raise NotFound("Debrief does not know this browser any more. Reload the page and join again.")
