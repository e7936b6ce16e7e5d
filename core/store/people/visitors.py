"""Visitors: one for each browser, or for each person who signs in. Only hashes of browsers' tokens are stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update

from core.errors import NotFound
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.settings_kv import workspace_generation

_GONE: Final = "Debrief does not know this browser any more. Reload the page and join again."
MANY: Final = 1000  # longer lists of ids are not sent; everybody is read instead


@dataclass(frozen=True)
class Visitor:
    """``workspace``: may use home, archive and the like, by the workspace key that is valid now.

    ``signed_in``: this is a person whom the provider knows, in any number of browsers. ``role`` is then their
    `WorkspaceRole`, and empty while none of their browsers is signed in.
    """

    id: str
    name: str
    color: str
    workspace: bool
    created_at: datetime
    signed_in: bool = False
    role: str = ""


def hash_of(token: str) -> str:
    """What is stored of a browser's cookie."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def visitor_by_token(tx: Transaction, token: str) -> Visitor | None:
    """Whose cookie this is: a browser's own, or one of a person who is signed in with it now."""
    v, i, s = tables.visitor.c, tables.identity.c, tables.sign_in.c
    person = select(i.visitor_id).join(tables.sign_in, s.identity_id == i.id)
    person = person.where(s.token_hash == hash_of(token), is_good(tx))
    return _visitor_where(tx, or_(v.token_hash == hash_of(token), v.id == person.scalar_subquery()))


def is_good(tx: Transaction) -> ColumnElement[bool]:
    """Whether a row of ``sign_in`` counts beside its ``identity``: not ended everywhere, and not over."""
    i, s = tables.identity.c, tables.sign_in.c
    return and_(s.generation == i.generation, s.ends_at > tx.now())


def visitor(tx: Transaction, visitor_id: str) -> Visitor | None:
    return _visitor_where(tx, tables.visitor.c.id == visitor_id)


def known(tx: Transaction, visitor_id: str) -> Visitor:
    """The visitor. Raises NotFound."""
    found = visitor(tx, visitor_id)
    if found is None:
        raise NotFound(_GONE)
    return found


def names(tx: Transaction, visitor_ids: Collection[str]) -> dict[str, str]:
    """What these visitors are called now, in one question; who is not known any more is left out."""
    v = tables.visitor.c
    statement = select(v.id, v.name)
    if len(visitor_ids) <= MANY:
        statement = statement.where(v.id.in_(sorted(visitor_ids)))
    return {visitor_id: name for visitor_id, name in tx.execute(statement) if visitor_id in visitor_ids}


def create_visitor(tx: Transaction, token: str, name: str, color: str, visitor_id: str | None = None) -> Visitor:
    at = tx.now()
    visitor_id = visitor_id or token_hex(8)  # nothing that a command line takes for an option
    tx.execute(
        tables.visitor.insert().values(id=visitor_id, token_hash=hash_of(token), name=name, color=color, created_at=at)
    )
    return Visitor(visitor_id, name, color, workspace=False, created_at=at)


def replace_token(tx: Transaction, visitor_id: str, token: str) -> None:
    """The old cookie opens nothing from now on."""
    _change(tx, visitor_id, token_hash=hash_of(token))


def rename(tx: Transaction, visitor_id: str, name: str) -> None:
    _change(tx, visitor_id, name=name)


def grant_workspace(tx: Transaction, visitor_id: str, generation: int) -> None:
    """``generation`` is that of the key the visitor showed; a rotated key takes the workspace away again."""
    _change(tx, visitor_id, workspace_generation=generation)


def _visitor_where(tx: Transaction, selection: ColumnElement[bool]) -> Visitor | None:
    i, s = tables.identity.c, tables.sign_in.c
    somewhere = select(s.token_hash).where(s.identity_id == i.id, is_good(tx)).correlate(tables.identity).exists()
    statement = (
        select(tables.visitor, i.id.label("identity_id"), i.role, somewhere.label("somewhere"))
        .outerjoin(tables.identity, i.visitor_id == tables.visitor.c.id)
        .where(selection)
    )
    found = tx.execute(statement).one_or_none()
    if found is None:
        return None
    granted = found.workspace_generation is not None and found.workspace_generation == workspace_generation(tx)
    role = found.role if found.somewhere else ""
    person = found.identity_id is not None
    return Visitor(found.id, found.name, found.color, granted, found.created_at, person, role)


def _change(tx: Transaction, visitor_id: str, **values: object) -> None:
    changed = tx.execute(update(tables.visitor).where(tables.visitor.c.id == visitor_id).values(**values))
    if changed.rowcount != 1:
        raise NotFound(_GONE)
