"""The signing secrets of sources. In clear text, because every body is checked with them; never in a ``repr``."""

from sqlalchemy import delete, select

from core.domain.inbound.signed_body import SigningSecret
from core.store.database import tables
from core.store.database.transaction import Transaction

_S = tables.inbound_source.c


def signing_secret(tx: Transaction, source: str) -> SigningSecret | None:
    """None for a source that need not sign."""
    statement = select(_S.secret, _S.header, _S.time_header).where(_S.source == source)
    found = tx.execute(statement).one_or_none()
    return SigningSecret(*found) if found is not None else None


def signing_sources(tx: Transaction) -> frozenset[str]:
    """The sources that have a secret."""
    return frozenset(tx.execute(select(_S.source)).scalars())


def put_signing_secret(tx: Transaction, source: str, secret: SigningSecret) -> None:
    values = {
        "secret": secret.secret,
        "header": secret.header,
        "time_header": secret.time_header,
        "changed_at": tx.now(),
    }
    insert = tx.upsert(tables.inbound_source).values(source=source, **values)
    tx.execute(insert.on_conflict_do_update(index_elements=["source"], set_=values))


def remove_signing_secret(tx: Transaction, source: str) -> None:
    tx.execute(delete(tables.inbound_source).where(_S.source == source))
