"""The browsers that people are signed in with. Only a hash of each browser's token is stored."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.people.identities import Identity
from core.store.people.visitors import hash_of, is_good

MOST_BROWSERS: Final = 50
"""Of one person. More are not kept: the oldest are signed out."""

_S = tables.sign_in.c


def add(tx: Transaction, identity: Identity, token: str, lasts: timedelta) -> None:
    """Sign this browser in. Takes what has expired away, so that the table stays as small as its people are many."""
    now = tx.now()
    tx.execute(delete(tables.sign_in).where(_S.ends_at <= now))
    mine = select(_S.token_hash).where(_S.identity_id == identity.id).order_by(_S.at.desc(), _S.token_hash)
    old = list(tx.execute(mine.offset(MOST_BROWSERS - 1)).scalars())
    tx.execute(delete(tables.sign_in).where(_S.token_hash.in_(old)))
    values = {"identity_id": identity.id, "generation": identity.generation, "at": now, "ends_at": now + lasts}
    tx.execute(tables.sign_in.insert().values(token_hash=hash_of(token), **values))


def end(tx: Transaction, token: str) -> None:
    """Sign this browser out, and no other one."""
    tx.execute(delete(tables.sign_in).where(_S.token_hash == hash_of(token)))


def end_everybody(tx: Transaction) -> None:
    """Every browser of everybody: after a restore, which would bring back those that were signed out since."""
    tx.execute(delete(tables.sign_in))


def counts(tx: Transaction) -> dict[str, int]:
    """How many browsers each identity is signed in with now."""
    good = select(_S.identity_id, func.count()).join(tables.identity, tables.identity.c.id == _S.identity_id)
    return {row[0]: row[1] for row in tx.execute(good.where(is_good(tx)).group_by(_S.identity_id))}


def still_good(tx: Transaction, hashes: Collection[str]) -> set[str]:
    """Those of the hashes whose browsers are signed in now."""
    good = select(_S.token_hash).join(tables.identity, tables.identity.c.id == _S.identity_id)
    return set(tx.execute(good.where(_S.token_hash.in_(sorted(hashes)), is_good(tx))).scalars())
