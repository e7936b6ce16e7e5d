"""A query as both indexes are asked for it: for each word the ways in which a text may have it.

Words and terms are letters and digits, so that nothing that was typed means anything in a database's query language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from core.domain.search import Query
from core.domain.terms import tokens_of
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import composed, fold, is_unspaced, split_words
from core.store.search.index_words import MARK, marked, without_mark

FTS5 = table("search_index", column("rowid"))
VECTORS = table("search_index", column("id"), column("words", TSVECTOR), column("title", TSVECTOR))
_T = tables.search_text.c


@dataclass(frozen=True)
class Unit:
    """One word that was typed. ``written``: folded; ``words``: what the index calls words in it; ``terms``: marked, of
    its other forms; ``by_signs``: the text must hold it sign by sign; ``begins``: the last word may go on."""

    written: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    by_signs: bool = False
    begins: bool = False

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Each way is words of the index that must all be there; none if only its signs can be looked for."""
        return tuple(way for way in (self.words, self.terms) if way)

    @property
    def stems(self) -> tuple[str, ...]:
        """Beginnings of the words that its terms stand for, without those of a few letters, which begin too many."""
        return tuple(term for marked_term in self.terms if len(term := marked_term.removeprefix(MARK)) > 2)


@dataclass(frozen=True)
class Sought:
    units: tuple[Unit, ...]
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.phrases or self.without)

    @property
    def indexed(self) -> tuple[Unit, ...]:
        """What the index is asked for, the words of the phrases too."""
        in_phrases = (unit for phrase in self.phrases for unit in exactly(phrase))
        return (*(unit for unit in self.units if unit.ways), *in_phrases)

    @property
    def signs(self) -> tuple[str, ...]:
        """What a text must hold sign by sign."""
        return tuple(unit.written for unit in self.units if unit.by_signs) + self.phrases


def sought(query: Query) -> Sought:
    units = [unit for unit in map(_unit, query.words) if unit.written]
    if units and query.open and units[-1].words:
        units[-1] = replace(units[-1], begins=True)
    phrases = tuple(fold(composed(phrase)) for phrase in query.phrases)
    return Sought(tuple(units), phrases, tuple(fold(composed(word)) for word in query.without))


def exactly(text: str) -> list[Unit]:
    """Units for the very words of a folded text; none for what has no words of the index."""
    return [Unit(word, (word,), ()) for word in split_words(without_mark(text)) if not is_unspaced(word)]


def _unit(word: str) -> Unit:
    word = without_mark(composed(word)).strip()
    written = fold(word)
    tokens = list(tokens_of(word))
    if is_unspaced(written):
        # A part of a run is found by its pairs of signs; what has none, by looking through every text.
        pairs = [term for token in tokens for term in token.terms if len(term) == 2]
        return Unit(written, (), tuple(dict.fromkeys(marked(pairs))), by_signs=True)
    words = tuple(split_words(written))
    return Unit(written, words, tuple(marked(token.terms[0] for token in tokens)), by_signs=not words)


def by_term(term: str) -> Unit:
    """A unit for all words of one term."""
    return Unit(term, (), tuple(marked([term])))


def respelled(found: Sought, others: dict[str, Unit]) -> Sought:
    """With other words in the place of some, by how they were written."""
    return replace(found, units=tuple(others.get(unit.written, unit) for unit in found.units))


def matches(tx: Transaction, units: Sequence[Unit], *, in_title: bool = False) -> ColumnElement[bool]:
    """That a text has all the units; a condition on FTS5 or VECTORS."""
    if tx.dialect == "sqlite":
        text = " AND ".join(f"({_fts5(unit)})" for unit in units)
        match = literal_column("search_index").op("MATCH", is_comparison=True)
        return match(bindparam(None, f"{{title}} : ({text})" if in_title else text))
    vector = VECTORS.c.title if in_title else VECTORS.c.words
    return vector.op("@@", is_comparison=True)(as_tsquery(units))


def as_tsquery(units: Sequence[Unit], joined: str = " & ") -> ColumnElement[Any]:
    """All the units, or with ``" | "`` any of them, as PostgreSQL asks a vector for them."""
    return cast(bindparam(None, joined.join(f"({_tsquery(unit)})" for unit in units), Text), TSQUERY)


def numbers_with(tx: Transaction, unit: Unit, *, in_title: bool = False) -> Select[Any]:
    """The numbers of the texts that have it."""
    index, number = (FTS5, FTS5.c.rowid) if tx.dialect == "sqlite" else (VECTORS, VECTORS.c.id)
    return select(number.label("id")).select_from(index).where(matches(tx, [unit], in_title=in_title))


def has_signs(signs: str) -> ColumnElement[bool]:
    return _T.folded.contains(signs, autoescape=True)


def _fts5(unit: Unit) -> str:
    ways = [" AND ".join(f'"{word}"' for word in way) for way in unit.ways]
    if unit.begins:
        ways[0] += "*"
    return " OR ".join(f"({way})" for way in ways)


def _tsquery(unit: Unit) -> str:
    ways = [[f"'{word}'" for word in way] for way in unit.ways]
    if unit.begins:
        ways[0][-1] = f"'{unit.words[-1]}':*"
    return " | ".join(f"({' & '.join(way)})" for way in ways)
