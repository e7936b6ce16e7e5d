"""Keeping the index of earlier incidents in step with the records, in the same transaction."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import ARRAY, Integer, bindparam, select, text

from core.domain.content.size_limits import fitted_to_limits
from core.domain.postmortem import Postmortem
from core.domain.similar.document import FORM, Document, DocumentTerms, document_of, terms_in
from core.domain.similar.weighting import general_weight
from core.store.closed import is_closed, is_open
from core.store.database import tables
from core.store.database.column_types import StorableText
from core.store.database.transaction import Transaction
from core.store.settings_kv import SIMILAR_FORM, get_setting, put_setting
from core.store.similar.tables import NAME, SERVICE, SHAPE, similar_index, similar_term

_AT_ONCE = 500
_I, _T = similar_index.c, similar_term.c

# To read what is there, and to tell what is gone and what is new, were three ways there and back.
_FILL_ON_POSTGRESQL = text(
    "WITH new AS MATERIALIZED (SELECT term FROM unnest(:terms) AS term), gone AS ("
    "DELETE FROM similar_term AS old WHERE old.document = :number "
    "AND NOT EXISTS (SELECT FROM new WHERE new.term = old.term)) "
    "INSERT INTO similar_term (term, document) SELECT new.term, :number FROM new "
    "WHERE NOT EXISTS (SELECT FROM similar_term AS old WHERE old.document = :number AND old.term = new.term)"
).bindparams(bindparam("terms", type_=ARRAY(StorableText)), bindparam("number", type_=Integer))


def index(tx: Transaction, pm_id: str, document: Document, *, fresh: bool = False, shut: bool | None = None) -> None:
    """Make it comparable, in the place of what was there. Cheap when nothing of it changed. ``fresh``: nothing was.

    A closed one stays out: what is in the index decides what is rare, for everybody. ``shut``: whether it is closed,
    for a caller who knows.
    """
    if not fresh and (is_closed(tx, pm_id) if shut is None else shut):
        return
    digest = _digest(document)
    stored = None if fresh else tx.execute(select(_I.id, _I.digest).where(_I.postmortem_id == pm_id)).one_or_none()
    if stored is not None and stored.digest == digest:
        return
    terms = terms_in(document)
    telling = [term for term in terms.body if general_weight(term)]
    shapes = [f"{SHAPE}{name}:{count}" for name, count in terms.shapes.items()]
    new = {"title": " ".join(terms.title), "lead": " ".join(terms.lead), "body": " ".join((*telling, *shapes))}
    new["digest"] = digest
    insert = tx.upsert(similar_index).values(postmortem_id=pm_id, **new)
    number = tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new).returning(_I.id))
    _fill(tx, number.scalar_one(), set(_postings(terms)), fresh=stored is None)


def remove(tx: Transaction, pm_id: str) -> None:
    """Out of the index, as if it had never been in it."""
    for number in list(tx.execute(select(_I.id).where(_I.postmortem_id == pm_id)).scalars()):
        tx.execute(similar_term.delete().where(_T.document == number))
    tx.execute(similar_index.delete().where(_I.postmortem_id == pm_id))


def rebuild_index(tx: Transaction) -> None:
    """Fill the index from the records, after a restore or when terms are made otherwise."""
    tx.execute(similar_term.delete())
    tx.execute(similar_index.delete())
    r = tables.record.c
    ids = select(r.postmortem_id).join(tables.postmortem, tables.postmortem.c.id == r.postmortem_id).where(is_open())
    for pm_id in list(tx.execute(ids.order_by(r.postmortem_id)).scalars()):
        index_record(tx, pm_id)


def index_record(tx: Transaction, pm_id: str) -> None:
    """Fill it with what the record of one says; nothing where there is no record yet."""
    r = tables.record.c
    stored = tx.execute(select(r.postmortem_json).where(r.postmortem_id == pm_id)).scalar()
    if stored is not None:
        index(tx, pm_id, document_of(fitted_to_limits(Postmortem.model_validate_json(stored))))


def update_index(tx: Transaction) -> None:
    """Fill the index if a Debrief filled it that makes terms otherwise, or none has yet."""
    if get_setting(tx, SIMILAR_FORM) != FORM:
        rebuild_index(tx)
        put_setting(tx, SIMILAR_FORM, FORM)


def _postings(terms: DocumentTerms) -> Iterator[str]:
    yield from terms.counts
    yield from (NAME + name for name in terms.names)
    yield from (SERVICE + service for service in terms.services)
    yield from (SHAPE + shape for shape in terms.short_shapes)


def _fill(tx: Transaction, number: int, new: set[str], *, fresh: bool) -> None:
    """Only what differs is written: most of a report stays as it was while somebody types in it."""
    if tx.dialect != "sqlite":
        tx.execute(_FILL_ON_POSTGRESQL, {"number": number, "terms": sorted(new)})
        return
    old = set() if fresh else set(tx.execute(select(_T.term).where(_T.document == number)).scalars())
    for gone in _batches(sorted(old - new)):
        tx.execute(similar_term.delete().where(_T.document == number, _T.term.in_(gone)))
    for added in _batches(sorted(new - old)):
        tx.execute(similar_term.insert(), [{"term": term, "document": number} for term in added])


def _batches(items: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield batch


def _digest(document: Document) -> str:
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()
