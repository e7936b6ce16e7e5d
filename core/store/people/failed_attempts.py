"""Wrong tries at codes and keys, counted in the database so that all server processes share the count."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from core.store.database import tables
from core.store.database.transaction import Transaction

_KEPT = timedelta(hours=2)


def failed_attempts(tx: Transaction, key: str, since: datetime) -> int:
    """``key`` is ``addr:…``, ``visitor:…`` or ``instance``."""
    a = tables.wrong_attempt.c
    count: int = tx.execute(select(func.count()).where(a.key == key, a.at > since)).scalar_one()
    return count


def note_failed_attempt(tx: Transaction, key: str) -> None:
    now = tx.now()
    tx.execute(tables.wrong_attempt.delete().where(tables.wrong_attempt.c.at < now - _KEPT))
    tx.execute(tables.wrong_attempt.insert().values(key=key, at=now))
