"""Which texts come first: those with all words by the database's own ranking, those with some by how rare these are."""

from collections.abc import Sequence
from math import log
from typing import Any, Final

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, literal, literal_column, not_, select, union_all

from core.store.closed import is_open, visible_to
from core.store.database import tables
from core.store.database.audience import EVERYBODY
from core.store.database.transaction import Transaction
from core.store.search.sought import (
    FTS5,
    VECTORS,
    Sought,
    Unit,
    as_tsquery,
    exactly,
    has_signs,
    matches,
    numbers_with,
)

_IN_TITLE: Final = 1.0
"""How much more a word counts that stands in the title, as a part of its weight."""

MOST_READ: Final = 4_000
"""Texts that the words of one search may be in together; the commonest words beyond decide nothing."""
CLOSELY: Final = 100
"""Texts that PostgreSQL ranks by all their words; each is read whole for it."""
MOST_PAIRS: Final = 12
"""Of a long run without spaces."""

_T = tables.search_text.c
_P = tables.postmortem.c


def with_all(tx: Transaction, looked: Sought, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
    """The numbers of the texts that have every word, every phrase, and nothing that was excluded."""
    statement = _allowed(tx, looked, within).where(*(has_signs(signs) for signs in looked.signs))
    units = looked.indexed
    if not units:
        return _numbers(tx, _newest_first(statement), limit)
    if tx.dialect == "sqlite":
        best: ColumnElement[Any] = func.bm25(literal_column("search_index"), 8.0, 1.0)  # smaller is better
        statement = statement.join(FTS5, FTS5.c.rowid == _T.id)
    else:
        best = -func.ts_rank(VECTORS.c.title, as_tsquery(units, " | "))
        statement = statement.join(VECTORS, VECTORS.c.id == _T.id)
    found = _numbers(tx, _newest_first(statement.where(matches(tx, units)).order_by(best)), limit)
    return found if tx.dialect == "sqlite" else _ranked_closely(tx, units, found)


def _ranked_closely(tx: Transaction, units: Sequence[Unit], found: list[int]) -> list[int]:
    """On PostgreSQL: the first of those that the titles put there by their whole vectors, which take long to read."""
    first = found[:CLOSELY]
    rank = func.ts_rank(VECTORS.c.words, as_tsquery(units))
    numbers = select(VECTORS.c.id, rank).where(VECTORS.c.id.in_(first))
    ranks = {number: value for number, value in tx.execute(numbers)}
    return sorted(first, key=lambda number: -ranks[number]) + found[CLOSELY:]


def with_all_signs(tx: Transaction, looked: Sought, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
    """Those that hold what was typed sign by sign, also in the middle of words."""
    signs = [unit.written for unit in looked.units] + list(looked.phrases)
    if not signs or all(unit.by_signs for unit in looked.units):
        return []  # the same was asked for already
    return _numbers(tx, _newest_first(_allowed(tx, looked, within).where(*map(has_signs, signs))), limit)


def closed_with_all(tx: Transaction, looked: Sought, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
    """Of the closed ones that exist for whom the transaction reads those with everything. No index has them."""
    if tx.audience == EVERYBODY:
        return []
    signs = [unit.written for unit in looked.units] + list(looked.phrases)
    statement = select(_T.id).join(tables.postmortem, _P.id == _T.postmortem_id)
    statement = statement.where(_P.trashed_at.is_(None), not_(is_open()), visible_to(tx), *within)
    statement = statement.where(*map(has_signs, signs), *(not_(has_signs(word)) for word in looked.without))
    return _numbers(tx, _newest_first(statement), limit)


def with_some(tx: Transaction, looked: Sought, within: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
    """Those that have some of the words: each counts by its rarity, and more in a title."""
    counted = select(func.count()).select_from(tables.search_text).join(tables.postmortem, _P.id == _T.postmortem_id)
    total: int = tx.execute(counted.where(is_open())).scalar_one()
    having = {unit: _having(tx, unit) for unit in looked.units}
    parts: list[Select[Any]] = []
    read = 0
    for unit, number in sorted(having.items(), key=lambda item: item[1]):
        read += number
        if parts and read > MOST_READ:
            break
        if number:
            parts += _weighed(tx, unit, log((total + 1) / number))
    if not parts:
        return []
    votes = union_all(*parts).subquery()
    weight = func.sum(votes.c.weight)
    statement = _allowed(tx, looked, within).join(votes, votes.c.id == _T.id).where(*map(has_signs, looked.phrases))
    return _numbers(tx, _newest_first(statement.group_by(_T.id, _P.id).order_by(weight.desc())), limit)


def is_known(tx: Transaction, unit: Unit) -> bool:
    """Whether any text has it, in one of its ways; yes for what the index cannot say."""
    return unit.by_signs or tx.execute(numbers_with(tx, unit).limit(1)).scalar() is not None


def _weighed(tx: Transaction, unit: Unit, weight: float) -> list[Select[Any]]:
    """The texts that have a unit, with its weight; a unit in a script without spaces weighs as its terms do."""
    if not unit.ways:
        return [select(_T.id.label("id"), _weight(weight)).where(has_signs(unit.written))]
    found = []
    for part in _parts(unit):
        share = weight / len(_parts(unit))
        found.append(numbers_with(tx, part).add_columns(_weight(share)))
        found.append(numbers_with(tx, part, in_title=True).add_columns(_weight(share * _IN_TITLE)))
    return found


def _parts(unit: Unit) -> list[Unit]:
    if unit.words or not unit.terms:
        return [unit]
    return [Unit(term, (), (term,)) for term in unit.terms[:MOST_PAIRS]]


def _having(tx: Transaction, unit: Unit) -> int:
    """In how many texts a unit is; of several parts the rarest that is in any."""
    if not unit.ways:
        return 1  # counting it would mean to look through every text
    counted = [select(func.count()).select_from(numbers_with(tx, part).subquery()) for part in _parts(unit)]
    having = [number for statement in counted if (number := tx.execute(statement).scalar_one())]
    return min(having, default=0)


def _weight(value: float) -> ColumnElement[float]:
    return cast(literal(value), Float).label("weight")


def _allowed(tx: Transaction, looked: Sought, within: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The numbers of what is not in the trash, meets the conditions and has nothing that was excluded."""
    statement = select(_T.id).join(tables.postmortem, _P.id == _T.postmortem_id)
    statement = statement.where(_P.trashed_at.is_(None), visible_to(tx), *within)
    for word in looked.without:
        units = exactly(word)
        has_words = [_T.id.in_(numbers_with(tx, unit)) for unit in units]
        is_word = len(units) == 1 and units[0].written == word
        statement = statement.where(not_(and_(*has_words, *([] if is_word else [has_signs(word)]))))
    return statement


def _newest_first(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(func.coalesce(_P.started_at, _P.created_at).desc(), _P.id)


def _numbers(tx: Transaction, statement: Select[Any], limit: int) -> list[int]:
    return list(tx.execute(statement.limit(limit)).scalars())
