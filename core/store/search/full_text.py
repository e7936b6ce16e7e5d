"""Full-text search over all words of all postmortems: FTS5 on SQLite, tsvector on PostgreSQL, one behaviour.

`search_text` holds the words as they were typed and folded; ``search_index`` beside it is each database's own
structure, made by the migration and filled with the same words and terms, so that neither's idea of a word matters.
Whatever a person types is words to look for and never the database's query language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, select

from core.domain.search import LONGEST_QUERY, Query, parse_query
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search import ranking
from core.store.search.filling import hide, index, rebuild_index, show, stored_text, update_index
from core.store.search.planning import by_index
from core.store.search.snippets import SnippetSource, snippet
from core.store.search.sought import Sought, by_term, respelled, sought
from core.store.search.spelling import Respelling, near_spellings

__all__ = [
    "LONGEST_QUERY",
    "Found",
    "Hit",
    "hide",
    "index",
    "look",
    "rebuild_index",
    "search",
    "show",
    "snippets",
    "stored_text",
    "update_index",
]

FEW: Final = 10
"""With fewer that have all words, those that have some follow."""

Conditions = Sequence[ColumnElement[bool]]
_T = tables.search_text.c


@dataclass(frozen=True)
class Hit:
    """``snippet`` marks what was found: it starts with \\x02 and ends with \\x03. ``whole``: all words are there."""

    postmortem_id: str
    snippet: str
    whole: bool = True


@dataclass(frozen=True)
class Found:
    """``ids`` of postmortems, best first: the first ``whole`` of them have everything that was asked for.

    ``respelled``: words that nobody wrote, each with the nearest one that was looked for in its place.
    """

    ids: tuple[str, ...]
    whole: int
    respelled: tuple[tuple[str, str], ...]
    source: SnippetSource


def look(tx: Transaction, query: Query, within: Conditions = (), limit: int = 500) -> Found:
    """``within``: conditions on ``postmortem``. What has all the words comes first, then what has some, rarer words
    counting more. A word that is in no text is looked for as the one that is spelled nearest."""
    looked = sought(query)
    if not looked:
        return Found((), 0, (), _source(looked))
    others: list[Respelling] = []
    with by_index(tx):
        whole = ranking.closed_with_all(tx, looked, within, limit) + ranking.with_all(tx, looked, within, limit)
        # Only if a word is in no text it may be a part of one.
        unknown = not whole and not all(ranking.is_known(tx, unit) for unit in looked.units)
    if unknown:
        whole = ranking.with_all_signs(tx, looked, within, limit)  # reads every text
    with by_index(tx):
        if not whole and (others := near_spellings(tx, looked)):
            looked = respelled(looked, {other.typed: by_term(other.term) for other in others})
            whole = ranking.with_all(tx, looked, within, limit)
        some = ranking.with_some(tx, looked, within, limit) if len(whole) < FEW and len(looked.units) > 1 else []
    numbers = list(dict.fromkeys([*whole, *some]))[:limit]
    respellings = tuple((other.typed, other.word) for other in others)
    return Found(tuple(_ids(tx, numbers)), min(len(whole), limit), respellings, _source(looked))


def snippets(tx: Transaction, found: Found, ids: Sequence[str]) -> dict[str, str]:
    """Words around what was found, for those ``ids`` that a page shows: texts are long."""
    rows = tx.execute(select(tables.search_text).where(_T.postmortem_id.in_(list(ids))))
    return {row.postmortem_id: snippet(row.title, row.body, row.folded, found.source) for row in rows}


def search(tx: Transaction, query: str, limit: int = 50, offset: int = 0) -> list[Hit]:
    """The hits of one page with their snippets, for a query as it was typed."""
    found = look(tx, parse_query(query), limit=offset + limit)
    ids = found.ids[offset:]
    texts = snippets(tx, found, ids)
    whole = set(found.ids[: found.whole])
    return [Hit(pm_id, texts[pm_id], pm_id in whole) for pm_id in ids]


def _ids(tx: Transaction, numbers: Sequence[int]) -> list[str]:
    named = {row.id: row.postmortem_id for row in tx.execute(select(_T.id, _T.postmortem_id).where(_T.id.in_(numbers)))}
    return [named[number] for number in numbers]


def _source(looked: Sought) -> SnippetSource:
    words = tuple(word for unit in looked.units for word in unit.words)
    stems = tuple(stem for unit in looked.units for stem in unit.stems)
    begins = bool(looked.units) and looked.units[-1].begins
    return SnippetSource(words, looked.signs, begins, stems)
