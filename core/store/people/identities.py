"""Who people are at the provider they sign in through, each with the one visitor that they are here.

The key is issuer and subject, which a provider never gives to somebody else; names and e-mail addresses change hands.
"""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex, token_urlsafe

from sqlalchemy import ColumnElement, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.people import visitors

_I = tables.identity.c


@dataclass(frozen=True)
class Identity:
    """``role`` is a `WorkspaceRole`, of the latest sign-in; ``generation`` counts how often all browsers were ended."""

    id: str
    issuer: str
    subject: str
    visitor_id: str
    role: str
    generation: int
    created_at: datetime
    seen_at: datetime


def by_subject(tx: Transaction, issuer: str, subject: str) -> Identity | None:
    return _identity_where(tx, (_I.issuer == issuer) & (_I.subject == subject))


def of_visitor(tx: Transaction, visitor_id: str) -> Identity | None:
    """None for a guest, and for whoever came in with the workspace key."""
    return _identity_where(tx, _I.visitor_id == visitor_id)


def of_visitors(tx: Transaction) -> dict[str, Identity]:
    """All people who ever signed in, by visitor id."""
    return {row.visitor_id: Identity(**row._mapping) for row in tx.execute(select(tables.identity))}


def create(tx: Transaction, issuer: str, subject: str, *, name: str, color: str) -> Identity:
    """A new identity with a visitor of its own; the one that is there already if somebody else was faster."""
    tx.take_turns(f"identity {issuer} {subject}")
    known = by_subject(tx, issuer, subject)
    if known is not None:
        return known
    # Nobody has this cookie: browsers of an identity are known by their rows in ``sign_in``.
    person = visitors.create_visitor(tx, token_urlsafe(32), name, color)
    made = Identity(token_hex(8), issuer, subject, person.id, "", 0, created_at=tx.now(), seen_at=tx.now())
    tx.execute(tables.identity.insert().values(**vars(made)))
    return made


def seen(tx: Transaction, identity: Identity, *, role: str) -> None:
    """Note the role that a sign-in gave; empty when it gave none."""
    tx.execute(update(tables.identity).where(_I.id == identity.id).values(role=role, seen_at=tx.now()))


def end_all(tx: Transaction, identity_id: str) -> None:
    """Every browser of this identity is signed out from now on."""
    tx.execute(update(tables.identity).where(_I.id == identity_id).values(generation=_I.generation + 1))


def _identity_where(tx: Transaction, selection: ColumnElement[bool]) -> Identity | None:
    found = tx.execute(select(tables.identity).where(selection)).one_or_none()
    return None if found is None else Identity(**found._mapping)
