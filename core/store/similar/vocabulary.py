"""The terms of all postmortems: what a word may have been meant to be."""

from sqlalchemy import func, select

from core.store.database.transaction import Transaction
from core.store.similar.tables import similar_term

_T = similar_term.c


def terms_like(tx: Transaction, beginning: str, shortest: int, longest: int) -> dict[str, int]:
    """The terms that begin so and have so many letters, each with how many postmortems have it."""
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    length = func.length(_T.term)
    # The range is for the index; a collation may put other terms into it.
    begins = func.substr(_T.term, 1, len(beginning)) == beginning
    statement = (
        select(_T.term, func.count())
        .where(_T.term >= beginning, _T.term < after, begins, length >= shortest, length <= longest)
        .group_by(_T.term)
    )
    return {term: number for term, number in tx.execute(statement)}
