"""Words of a query that the archive writes otherwise: misspelt, apart (node pool) or in one (nodepool)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.domain.similar.query import Query

SLIPS: Final = 2
"""By how many letters a misspelt word may be longer or shorter."""
_NEAR: Final = 0.84
_SHORTEST: Final = 5
_SHORTEST_PART: Final = 3
_LESS: Final = 0.8  # what is only written alike counts less


def may_be_misspelt(term: str) -> bool:
    """Long enough to be recognised, and a word."""
    return len(term) >= _SHORTEST and term.isascii() and term.isalpha()


def beginning(term: str) -> str:
    """How words begin that may be meant: a slip in the first letters is not found."""
    return term[:_SHORTEST_PART]


def nearest(term: str, known: Iterable[str]) -> str | None:
    """The known term that is written most alike, if it is alike enough."""
    found = process.extractOne(term, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
    return None if found is None else str(found[0])


def in_two(term: str) -> Iterator[tuple[str, str]]:
    """Each way to read a word as two."""
    for at in range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1):
        yield term[:at], term[at:]


def in_one(query: Query) -> dict[str, tuple[str, str]]:
    """Neighbours of the query written as one word, with the two of which each is made."""
    return {first + second: (first, second) for first, second in sorted(query.phrases)}


def respelled(query: Query, others: Mapping[str, Iterable[str]]) -> Query:
    """The query with the other spellings beside its own words; each counts a little less than the word it is for."""
    weights = dict(query.weights)
    for term, spellings in others.items():
        for spelling in spellings:
            weights.setdefault(spelling, _LESS * query.weights.get(term, 1.0))
    return replace(query, weights=weights)


def without(query: Query, terms: Iterable[str]) -> Query:
    """The query without these terms, such as names of people."""
    gone = frozenset(terms)
    if not gone:
        return query
    return replace(
        query,
        weights={term: weight for term, weight in query.weights.items() if term not in gone},
        phrases=frozenset(pair for pair in query.phrases if gone.isdisjoint(pair)),
    )
