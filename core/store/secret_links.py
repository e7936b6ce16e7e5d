"""How often each secret address was renewed. The addresses themselves stand nowhere: they are signed over this number.

``purpose`` says what an address is for, ``subject`` whom it is about; empty where it is about nobody in particular.
"""

from sqlalchemy import select

from core.store.database import tables
from core.store.database.transaction import Transaction

_LINK = tables.secret_link.c


def generation(tx: Transaction, purpose: str, subject: str) -> int:
    """0 until the address is renewed for the first time, and for one that nobody ever asked for."""
    statement = select(_LINK.generation).where(_LINK.purpose == purpose, _LINK.subject == subject)
    found: int | None = tx.execute(statement).scalar()
    return found or 0


def renew(tx: Transaction, purpose: str, subject: str) -> None:
    """Count on. Two people who renew at the same moment renew twice, which does no harm."""
    insert = tx.upsert(tables.secret_link).values(purpose=purpose, subject=subject, generation=1)
    higher = {"generation": _LINK.generation + 1}
    tx.execute(insert.on_conflict_do_update(index_elements=["purpose", "subject"], set_=higher))
