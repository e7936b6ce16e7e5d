"""Full-text search over all words of all postmortems: FTS5 on SQLite, tsvector on PostgreSQL, one behaviour.

`search_text` holds the words as they were typed and folded; ``search_index`` beside it is each database's own
structure, made by the migration and filled with the same folded words, so that neither's idea of a word matters.
Whatever a person types is words to look for and never the database's query language.
"""

from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import FOLDING, composed, fold, is_unspaced, split_words
from core.store.search.snippets import SnippetSource, snippet
from core.store.settings_kv import SEARCH_FOLDING, get_setting, put_setting

LONGEST_QUERY = 200
MOST_WORDS = 16

_T = tables.search_text.c
_P = tables.postmortem.c
_FTS5 = table("search_index", column("rowid"))
_VECTORS = table("search_index", column("id"), column("words", TSVECTOR))

# What PostgreSQL can hold in one vector, with room to spare. Words beyond it are found by their signs only.
_VECTOR_BYTES = 900_000
_MOST_PLACES = 50
_LAST_PLACE = 16_383


@dataclass(frozen=True)
class Hit:
    """``snippet`` marks what was found: it starts with \\x02 and ends with \\x03. ``whole``: all words are there."""

    postmortem_id: str
    snippet: str
    whole: bool = True


def index(tx: Transaction, pm_id: str, title: str, body: str) -> None:
    """Make every word of it findable, in the place of what was there."""
    title, body = composed(title), composed(body)
    target = tx.execute(select(_T.id, _T.title, _T.body).where(_T.postmortem_id == pm_id)).one_or_none()
    if target is not None and (target.title, target.body) == (title, body):
        return
    in_title, in_body = fold(title), fold(body)
    new = {"title": title, "body": body, "folded": f"{in_title}\n{in_body}"}
    insert = tx.upsert(tables.search_text).values(postmortem_id=pm_id, **new)
    number = tx.execute(
        insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new).returning(_T.id)
    ).scalar_one()
    _fill_index(tx, number, split_words(in_title), split_words(in_body))


def stored_text(tx: Transaction, pm_id: str) -> tuple[str, str]:
    """The title and all other words of a postmortem as they were typed; empty for one that has none."""
    found = tx.execute(select(_T.title, _T.body).where(_T.postmortem_id == pm_id)).one_or_none()
    return ("", "") if found is None else (found.title, found.body)


def rebuild_index(tx: Transaction) -> None:
    """Fill the index with the words that are stored, after a restore or when words are folded otherwise."""
    for number in list(tx.execute(select(_T.id).order_by(_T.id)).scalars()):
        row = tx.execute(select(_T.title, _T.body).where(_T.id == number)).one()
        in_title, in_body = fold(row.title), fold(row.body)
        tx.execute(update(tables.search_text).where(_T.id == number).values(folded=f"{in_title}\n{in_body}"))
        _fill_index(tx, number, split_words(in_title), split_words(in_body))


def update_index(tx: Transaction) -> None:
    """Fill the index again if it was filled by a Debrief, or a Python, that folds words otherwise."""
    if get_setting(tx, SEARCH_FOLDING) != FOLDING:
        rebuild_index(tx)
        put_setting(tx, SEARCH_FOLDING, FOLDING)


def search(tx: Transaction, query: str, limit: int = 50, offset: int = 0) -> list[Hit]:
    """All words must be there, the last one may be the beginning of a word; the best comes first.

    When nothing has all of them as words, parts of words count; when nothing has all of those either, whatever has
    some of the words, what has the most of them first.
    """
    looked = _looked_for(fold(composed(query[:LONGEST_QUERY])))
    if not looked.terms:
        return []
    parts = SnippetSource(words=(), parts=looked.terms, prefix=False, terms=looked.terms)
    ways = [(_ranked(tx, looked), looked)] if looked.words else []
    ways.append((_most_first(tx, _found(parts), parts), parts))
    for statement, how in ways:
        hits = _hits(tx, statement, how, limit, offset)
        if hits or (offset and tx.execute(statement.limit(1)).scalar() is not None):
            return hits
    if len(looked.terms) < 2:
        return []
    some = _most_first(tx, _found_some(tx, looked), looked)
    return [replace(hit, whole=False) for hit in _hits(tx, some, looked, limit, offset)]


def _looked_for(folded: str) -> SnippetSource:
    """Words for the index, and parts: what can only be found by looking for its very signs."""
    terms = tuple(folded.split()[:MOST_WORDS])
    indexed: list[str] = []
    parts: list[str] = []
    for term in terms:
        found = split_words(term)
        if not found or is_unspaced(term):
            parts.append(term)
        else:
            indexed += found
    prefix = bool(terms) and terms[-1] not in parts and not folded[-1].isspace()
    return SnippetSource(tuple(indexed[:MOST_WORDS]), tuple(parts), prefix, terms)


def _found(looked: SnippetSource) -> Select[Any]:
    """The numbers of what is not in the trash and contains all the parts."""
    statement = select(_T.id).join(tables.postmortem, _P.id == _T.postmortem_id).where(_P.trashed_at.is_(None))
    return statement.where(*(_T.folded.contains(part, autoescape=True) for part in looked.parts))


def _found_some(tx: Transaction, looked: SnippetSource) -> Select[Any]:
    """The numbers of what is not in the trash and contains any of the words or parts."""
    ways: list[ColumnElement[bool]] = [_T.folded.contains(part, autoescape=True) for part in looked.parts]
    if looked.words and tx.dialect == "sqlite":
        match = literal_column("search_index").op("MATCH", is_comparison=True)(_asked(tx, looked, "OR"))
        ways.append(_T.id.in_(select(_FTS5.c.rowid).where(match)))
    elif looked.words:
        match = _VECTORS.c.words.op("@@", is_comparison=True)(_asked(tx, looked, "|"))
        ways.append(_T.id.in_(select(_VECTORS.c.id).where(match)))
    return _found(replace(looked, parts=())).where(or_(*ways))


def _most_first(tx: Transaction, statement: Select[Any], looked: SnippetSource) -> Select[Any]:
    """What has the most of the terms comes first, then what has the most of them in its title."""
    if tx.dialect == "sqlite":
        title: ColumnElement[str] = func.substr(_T.folded, 1, func.instr(_T.folded, "\n"))
    else:
        title = func.split_part(_T.folded, "\n", 1)
    for where in (_T.folded, title):
        had = [case((where.contains(term, autoescape=True), 1), else_=0) for term in looked.terms]
        statement = statement.order_by(reduce(add, had).desc())
    return _newest_first(statement)


def _asked(tx: Transaction, looked: SnippetSource, between: str) -> ColumnElement[Any]:
    """The words in each database's own language; letters and digits mean nothing in it."""
    if tx.dialect == "sqlite":
        query = f" {between} ".join(f'"{word}"' for word in looked.words) + ("*" if looked.prefix else "")
        return bindparam(None, query)
    query = f" {between} ".join(f"'{word}'" for word in looked.words) + (":*" if looked.prefix else "")
    return cast(bindparam(None, query, Text), TSQUERY)


def _ranked(tx: Transaction, looked: SnippetSource) -> Select[Any]:
    if tx.dialect == "sqlite":
        number: ColumnElement[Any] = _FTS5.c.rowid
        found: ColumnElement[bool] = literal_column("search_index").op("MATCH", is_comparison=True)(
            _asked(tx, looked, "AND")
        )
        best: ColumnElement[Any] = func.bm25(literal_column("search_index"), 8.0, 1.0)  # smaller is better
        statement = _found(looked).join(_FTS5, number == _T.id)
    else:
        query = _asked(tx, looked, "&")
        found = _VECTORS.c.words.op("@@", is_comparison=True)(query)
        best = -func.ts_rank(_VECTORS.c.words, query)
        statement = _found(looked).join(_VECTORS, _VECTORS.c.id == _T.id)
    return _newest_first(statement.where(found).order_by(best))


def _newest_first(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(func.coalesce(_P.started_at, _P.created_at).desc(), _P.id)


def _hits(tx: Transaction, statement: Select[Any], looked: SnippetSource, limit: int, offset: int) -> list[Hit]:
    numbers = list(tx.execute(statement.limit(limit).offset(offset)).scalars())
    # The texts are fetched for this page only: sorting all that was found with its text would be slow.
    texts = {row.id: row for row in tx.execute(select(tables.search_text).where(_T.id.in_(numbers)))}
    found = [texts[number] for number in numbers]
    return [Hit(row.postmortem_id, snippet(row.title, row.body, row.folded, looked)) for row in found]


def _fill_index(tx: Transaction, number: int, in_title: list[str], in_body: list[str]) -> None:
    if tx.dialect == "sqlite":
        tx.sql("DELETE FROM search_index WHERE rowid = :id", id=number)
        line = "INSERT INTO search_index (rowid, title, body) VALUES (:id, :title, :body)"
        tx.sql(line, id=number, title=" ".join(in_title), body=" ".join(in_body))
    else:
        line = "INSERT INTO search_index (id, words) VALUES (:id, CAST(:vector AS tsvector))"
        again = "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        tx.sql(f"{line} {again}", id=number, vector=_vector(in_title, in_body))


def _vector(in_title: list[str], in_body: list[str]) -> str:
    """The words as PostgreSQL writes a vector, those of the title weighing more. Words are letters and digits only."""
    places: dict[str, list[str]] = {}
    room = _VECTOR_BYTES
    for place, (word, weight) in enumerate([*((w, "A") for w in in_title), *((w, "D") for w in in_body)], start=1):
        if word not in places:
            room -= len(word.encode()) + 2 * _MOST_PLACES // 10 + 8
            if room < 0:
                break
            places[word] = []
        if len(places[word]) < _MOST_PLACES:
            places[word].append(f"{min(place, _LAST_PLACE)}{weight}")
            room -= 2
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())
