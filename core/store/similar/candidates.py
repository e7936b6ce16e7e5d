"""Which postmortems share terms with a query: found by the index, and read with all that the ranking asks."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Subquery, func, literal, select, union_all

from core.domain.similar.candidate import Archive, Candidate
from core.domain.similar.query import Query
from core.domain.similar.spelling import (
    SLIPS,
    beginning,
    in_one,
    in_two,
    may_be_misspelt,
    nearest,
    respelled,
    without,
)
from core.domain.similar.weighting import general_weight
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.similar.tables import NAME, SERVICE, SHAPE, similar_index, similar_term
from core.store.similar.vocabulary import terms_like

MOST_CANDIDATES: Final = 50
MOST_POSTINGS: Final = 15_000
"""Rows that finding the candidates may read: the commonest terms beyond them are left to the ranking."""
MOST_UNKNOWN: Final = 6
FIRST_LOOK: Final = 300
"""Postmortems that share most, of which the trash and later ones are taken out; more are read when few are left."""

_I, _T, _P = similar_index.c, similar_term.c, tables.postmortem.c
_BEGAN = func.coalesce(_P.started_at, _P.created_at)
# What began long ago and was found out today was not known yesterday.
_KNOWN = func.coalesce(_P.detected_at, _P.started_at, _P.created_at)


@dataclass(frozen=True)
class Found:
    """``query``: as the archive spells it, without names of people."""

    query: Query
    candidates: tuple[Candidate, ...]
    archive: Archive


def find(tx: Transaction, query: Query, *, before: datetime | None = None, leave_out: Collection[str] = ()) -> Found:
    """Those that share what says most, not in the trash and known before the moment."""
    total: int = tx.execute(select(func.count()).select_from(similar_index)).scalar_one()
    query, found_in = _as_spelt_here(tx, query)
    shape_in = {name: found_in.get(SHAPE + name, 0) for name in query.shapes}
    archive = Archive(total, {term: found_in.get(term, 0) for term in query.weights}, shape_in)
    numbers = _best(tx, _affordable(query, archive), before, leave_out)
    return Found(query, tuple(_candidates(tx, query, numbers)), archive)


def _as_spelt_here(tx: Transaction, query: Query) -> tuple[Query, dict[str, int]]:
    """The query in the words of the archive, and in how many postmortems each of them stands."""
    joined = in_one(query)
    marked = [SERVICE + name for name in query.services] + [SHAPE + name for name in query.shapes]
    names = [NAME + term for term in query.weights]
    found_in = _found_in(tx, [*query.weights, *joined, *marked, *names])
    query = without(query, (term for term in query.weights if found_in.get(NAME + term, 0) > found_in.get(term, 0)))
    unknown = [term for term in query.weights if term not in found_in and may_be_misspelt(term)][:MOST_UNKNOWN]
    others: dict[str, tuple[str, ...]] = {joined[term][0]: (term,) for term in joined if found_in.get(term)}
    if unknown:
        others |= _other_spellings(tx, unknown, found_in)
    return respelled(query, others), found_in


def _other_spellings(tx: Transaction, unknown: Sequence[str], found_in: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """For words that nobody wrote here: one that is written alike, or the two of which it is made."""
    parts = _found_in(tx, sorted({part for term in unknown for pair in in_two(term) for part in pair}))
    others: dict[str, tuple[str, ...]] = {}
    for term in unknown:
        near = nearest(term, terms_like(tx, beginning(term), len(term) - SLIPS, len(term) + SLIPS))
        pairs = [pair for pair in in_two(term) if all(part in parts for part in pair)]
        if near is not None:
            others[term] = (near,)
        elif pairs:
            others[term] = max(pairs, key=lambda pair: min(parts[part] for part in pair))
    found_in |= parts | _found_in(tx, [term for spellings in others.values() for term in spellings])
    return others


def _found_in(tx: Transaction, terms: Sequence[str]) -> dict[str, int]:
    if not terms:
        return {}
    counted = select(_T.term, func.count()).where(_T.term.in_(terms)).group_by(_T.term)
    return {term: number for term, number in tx.execute(counted)}


def _affordable(query: Query, archive: Archive) -> dict[str, float]:
    """The rarest terms with what each is worth, as long as few rows have to be read for them."""
    chosen: dict[str, float] = {}
    rows = 0
    known = ((archive.found_in[term], term) for term in query.weights if archive.found_in.get(term))
    for number, term in sorted(known):
        rows += number
        if rows > MOST_POSTINGS and chosen:
            break
        chosen[term] = query.weights[term] * archive.worth(term)
    return chosen


def _best(
    tx: Transaction, worth: Mapping[str, float], before: datetime | None, leave_out: Collection[str]
) -> list[int]:
    if not worth:
        return []
    shares = union_all(
        *(select(_T.document, literal(value).label("share")).where(_T.term == term) for term, value in worth.items())
    ).subquery()
    most = func.sum(shares.c.share).label("most")
    summed = select(shares.c.document, most).group_by(shares.c.document).order_by(most.desc(), shares.c.document.desc())
    numbers = _in_order(tx, summed.limit(FIRST_LOOK).subquery(), before, leave_out)
    if len(numbers) < MOST_CANDIDATES:
        numbers = _in_order(tx, summed.subquery(), before, leave_out)
    return numbers


def _in_order(tx: Transaction, summed: Subquery, before: datetime | None, leave_out: Collection[str]) -> list[int]:
    statement = (
        select(summed.c.document)
        .join(similar_index, _I.id == summed.c.document)
        .join(tables.postmortem, _P.id == _I.postmortem_id)
        .where(_P.trashed_at.is_(None), _P.example.is_(False), is_open())
        .order_by(summed.c.most.desc(), summed.c.document.desc())
        .limit(MOST_CANDIDATES)
    )
    if before is not None:
        statement = statement.where(before > _KNOWN)
    if leave_out:
        statement = statement.where(_P.id.not_in(list(leave_out)))
    return list(tx.execute(statement).scalars())


def _candidates(tx: Transaction, query: Query, numbers: Sequence[int]) -> list[Candidate]:
    columns = _I.id, _P.id, _P.title, _BEGAN, _I.title, _I.lead, _I.body
    rows = tx.execute(
        select(*columns).join(tables.postmortem, _P.id == _I.postmortem_id).where(_I.id.in_(numbers))
    ).all()
    named = select(_T.document, _T.term).where(
        _T.document.in_(numbers), _T.term.in_([SERVICE + name for name in query.services])
    )
    services: dict[int, set[str]] = {}
    for number, term in tx.execute(named) if query.services else ():
        services.setdefault(number, set()).add(term.removeprefix(SERVICE))
    return [
        _candidate(query, pm_id, name, began, (title.split(), lead.split(), body), services.get(number, ()))
        for number, pm_id, name, began, title, lead, body in rows
    ]


def _candidate(
    query: Query,
    pm_id: str,
    name: str,
    began: datetime,
    parts: tuple[list[str], list[str], str],
    services: Collection[str],
) -> Candidate:
    title, lead, body = parts
    told, _, marked = body.partition(f" {SHAPE}") if not body.startswith(SHAPE) else ("", "", body[1:])
    everything = [*(term for term in (*title, *lead) if general_weight(term)), *told.split()]
    shapes = (mark.rpartition(":") for mark in marked.split(f" {SHAPE}") if mark)
    return Candidate(
        postmortem_id=pm_id,
        title=name,
        happened_at=began,
        title_terms=title,
        lead_terms=lead,
        body=told,
        counts=Counter(term for term in everything if term in query.weights),
        shapes={shape: int(count) for shape, _, count in shapes},
        length=len(everything),
        services=frozenset(services),
    )


def having(tx: Transaction, pm_ids: Collection[str], terms: Collection[str]) -> dict[str, set[str]]:
    """Which of the terms each of these postmortems has."""
    found: dict[str, set[str]] = {}
    joined = select(_I.postmortem_id, _T.term).join(similar_term, _T.document == _I.id)
    for pm_id, term in tx.execute(joined.where(_I.postmortem_id.in_(sorted(pm_ids)), _T.term.in_(sorted(terms)))):
        found.setdefault(pm_id, set()).add(term)
    return found
