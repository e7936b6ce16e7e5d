"""Dismissed hints: per postmortem, field and phrase, with the rule and a reason.

Who did it is not stored, so nobody can be counted.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from core.store.closed import is_open
from core.store.database import tables
from core.store.database.column_types import storable
from core.store.database.transaction import Transaction


@dataclass(frozen=True)
class Dismissal:
    """One phrase whose hint was dismissed."""

    postmortem_id: str
    title: str
    field: str
    phrase: str
    rule: str
    at: datetime


def dismiss(tx: Transaction, pm_id: str, field: str, phrase: str, rule: str, reason: str) -> bool:
    """Doing it twice changes nothing; then the answer is False."""
    phrase = storable(phrase)
    insert = tx.upsert(tables.dismissal).values(
        postmortem_id=pm_id,
        field=field,
        phrase_hash=sha256(phrase.encode()).hexdigest(),
        phrase=phrase,
        rule=rule,
        reason=reason,
        at=tx.now(),
    )
    put = insert.on_conflict_do_nothing().returning(tables.dismissal.c.phrase_hash)
    return tx.execute(put).one_or_none() is not None


def dismissed(tx: Transaction, pm_id: str, field: str) -> set[str]:
    d = tables.dismissal.c
    return set(tx.execute(select(d.phrase).where(d.postmortem_id == pm_id, d.field == field)).scalars())


def dismissed_anywhere(tx: Transaction, pm_id: str) -> Mapping[str, set[str]]:
    """The phrases of each field; an empty set for every other."""
    d = tables.dismissal.c
    found: defaultdict[str, set[str]] = defaultdict(set)
    for field, phrase in tx.execute(select(d.field, d.phrase).where(d.postmortem_id == pm_id)):
        found[field].add(phrase)
    return found


def given_as(tx: Transaction, reason: str, limit: int = 100) -> list[Dismissal]:
    """The newest dismissals with this reason in all postmortems that are not in the trash and not closed."""
    d, p = tables.dismissal.c, tables.postmortem.c
    columns = d.postmortem_id, p.title, d.field, d.phrase, d.rule, d.at
    statement = (
        select(*columns)
        .join(tables.postmortem, p.id == d.postmortem_id)
        .where(d.reason == reason, p.trashed_at.is_(None), is_open())
        .order_by(d.at.desc(), d.postmortem_id, d.field, d.phrase_hash)
        .limit(limit)
    )
    return [Dismissal(**row._mapping) for row in tx.execute(statement)]
