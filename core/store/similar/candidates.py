"""Which postmortems share terms with a text: found by the index, and read with all their terms."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, select

from core.domain.similar.ranking import Candidate, rarity
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.similar.tables import similar_index, similar_term

MOST_TERMS: Final = 100
"""Terms of a query that are looked for, in the order in which they come."""
MOST_CANDIDATES: Final = 60
MOST_POSTINGS: Final = 20_000
"""Rows that one query may read: common terms beyond them are left to the ranking."""

_I, _T, _P = similar_index.c, similar_term.c, tables.postmortem.c
_BEGAN = func.coalesce(_P.started_at, _P.created_at)


@dataclass(frozen=True)
class Found:
    """``found_in``: in how many of ``total`` postmortems each term stands, the trash included."""

    candidates: tuple[Candidate, ...]
    found_in: dict[str, int]
    total: int


def find(
    tx: Transaction, terms: Iterable[str], *, before: datetime | None = None, leave_out: Collection[str] = ()
) -> Found:
    """Those that share the rarest terms, not in the trash and begun before the moment."""
    looked_for = list(dict.fromkeys(terms))[:MOST_TERMS]
    total: int = tx.execute(select(func.count()).select_from(similar_index)).scalar_one()
    found_in = _found_in(tx, looked_for)
    weights = _affordable(found_in, total)
    numbers = _best(tx, weights, before, leave_out) if weights else []
    return Found(tuple(_candidates(tx, numbers)), found_in, total)


def _found_in(tx: Transaction, terms: Sequence[str]) -> dict[str, int]:
    if not terms:
        return {}
    counted = select(_T.term, func.count()).where(_T.term.in_(terms)).group_by(_T.term)
    return {term: number for term, number in tx.execute(counted)}


def _affordable(found_in: dict[str, int], total: int) -> dict[str, float]:
    """The rarest terms with their weights, as long as few rows have to be read for them."""
    chosen: dict[str, float] = {}
    rows = 0
    for term, number in sorted(found_in.items(), key=lambda item: item[1]):
        rows += number
        if rows > MOST_POSTINGS and chosen:
            break
        chosen[term] = rarity(number, total)
    return chosen


def _best(tx: Transaction, weights: dict[str, float], before: datetime | None, leave_out: Collection[str]) -> list[int]:
    weight: ColumnElement[Any] = case(weights, value=_T.term, else_=0.0)
    worth = func.sum(weight)
    statement = (
        select(_T.document)
        .join(similar_index, _I.id == _T.document)
        .join(tables.postmortem, _P.id == _I.postmortem_id)
        .where(_T.term.in_(list(weights)), _P.trashed_at.is_(None), _P.example.is_(False))
        .group_by(_T.document)
        .order_by(worth.desc(), _T.document.desc())
        .limit(MOST_CANDIDATES)
    )
    if before is not None:
        statement = statement.where(before > _BEGAN)
    if leave_out:
        statement = statement.where(_P.id.not_in(list(leave_out)))
    return list(tx.execute(statement).scalars())


def _candidates(tx: Transaction, numbers: Sequence[int]) -> list[Candidate]:
    columns = _P.id, _P.title, _BEGAN.label("began"), _I.title, _I.lead, _I.body
    statement = select(*columns).join(similar_index, _I.postmortem_id == _P.id).where(_I.id.in_(numbers))
    return [
        Candidate(pm_id, title, began, in_title.split(), in_lead.split(), in_body.split())
        for pm_id, title, began, in_title, in_lead, in_body in tx.execute(statement)
    ]
