"""What finds the many by their words: the search, and the comparison of incidents. Words are read once a shape."""

from collections.abc import Sequence

from sqlalchemy import func, select

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.filling import fill_index
from core.store.search.folding import composed, fold
from core.store.search.index_words import index_words
from core.store.similar import index as similar
from core.store.similar.tables import similar_index, similar_term
from tests.bench.big.content import Filed, pm_id_of
from tests.bench.big.rows import insert

_I, _T, _S = similar_index.c, similar_term.c, tables.search_text.c


class WordsOfShapes:
    """Of each shape the text as it is stored, folded, and as words of the index."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str, list[str]]] = {}

    def of(self, item: Filed) -> tuple[str, str, list[str]]:
        key = id(item.shape)
        if key not in self._known:
            body = composed(item.shape.record.search_text)
            self._known[key] = body, fold(body), index_words(body)
        return self._known[key]


def make_findable(tx: Transaction, filed: Sequence[Filed], words: WordsOfShapes) -> None:
    """In the search, as `full_text.index` does it for one; closed ones are in no index."""
    rows = []
    for item in filed:
        title, (body, folded, _) = composed(item.postmortem.title), words.of(item)
        rows.append({"postmortem_id": item.id, "title": title, "body": body, "folded": f"{fold(title)}\n{folded}"})
    insert(tx, tables.search_text, rows)
    found = select(_S.postmortem_id, _S.id).where(_S.postmortem_id.in_([item.id for item in filed]))
    numbers = {pm_id: number for pm_id, number in tx.execute(found)}
    for item in filed:
        if not item.is_closed:
            fill_index(tx, numbers[item.id], index_words(composed(item.postmortem.title)), words.of(item)[2])


def make_comparable(tx: Transaction, filed: Sequence[Filed], shapes: int) -> None:
    """The first one of each shape is read; the others stand beside it in the index, without their terms yet."""
    for item in filed:
        if item.number < shapes and item.shape.record.comparable is not None:
            similar.index(tx, item.id, item.shape.record.comparable)
    columns = _I.postmortem_id, _I.title, _I.lead, _I.body, _I.digest
    of_shapes = [pm_id_of(number) for number in range(shapes)]
    known = {
        row.postmortem_id: row._asdict() for row in tx.execute(select(*columns).where(_I.postmortem_id.in_(of_shapes)))
    }
    later = [item for item in filed if item.number >= shapes and not item.is_closed]
    insert(tx, similar_index, ({**known[_twin(item, shapes)], "postmortem_id": item.id} for item in later))


def _twin(item: Filed, shapes: int) -> str:
    """Whose text it has; of a closed one nothing is in the index."""
    number = item.number % shapes
    return pm_id_of(number + 1 if number % 100 == 50 else number)


def share_terms(tx: Transaction) -> None:
    """Whoever has the text of another one has its terms: millions of rows, written in the order of the table."""
    old, new = similar_index.alias("old"), similar_index.alias("new")
    first = select(func.min(_I.id).label("id"), _I.digest).group_by(_I.digest).subquery()
    pairs = old.join(first, first.c.id == old.c.id).join(new, (new.c.digest == old.c.digest) & (new.c.id != old.c.id))
    joined = pairs.join(similar_term, _T.document == old.c.id)
    terms = select(_T.term, new.c.id).select_from(joined).order_by(_T.term, new.c.id)
    tx.execute(similar_term.insert().from_select(["term", "document"], terms))
