"""Hints that somebody waved away for good: per postmortem, field and phrase."""

from hashlib import sha256

from sqlalchemy import select

from core.store import tables
from core.store.transaction import Transaction
from core.store.types import storable


def dismiss(tx: Transaction, pm_id: str, field: str, phrase: str, reason: str, visitor_id: str | None) -> None:
    """Doing it twice changes nothing."""
    phrase = storable(phrase)
    insert = tx.upsert(tables.dismissal).values(
        postmortem_id=pm_id,
        field=field,
        phrase_hash=sha256(phrase.encode()).hexdigest(),
        phrase=phrase,
        reason=reason,
        visitor_id=visitor_id,
        at=tx.now(),
    )
    tx.execute(insert.on_conflict_do_nothing())


def dismissed(tx: Transaction, pm_id: str, field: str) -> set[str]:
    d = tables.dismissal.c
    return set(tx.execute(select(d.phrase).where(d.postmortem_id == pm_id, d.field == field)).scalars())
