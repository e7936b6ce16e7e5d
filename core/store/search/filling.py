"""Filling the full-text indexes, in the same transaction as the text that they find."""

from sqlalchemy import select, update

from core.store.action_progress import action_state
from core.store.closed import closed_ids, is_closed
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import FOLDING, composed, fold
from core.store.search.index_words import index_words
from core.store.settings_kv import SEARCH_FOLDING, get_setting, put_setting

_T = tables.search_text.c

# What PostgreSQL can hold in one vector, with room to spare. Words beyond it are found by their signs only.
_VECTOR_BYTES = 900_000
_MOST_PLACES = 50
_LAST_PLACE = 16_383


def index(tx: Transaction, pm_id: str, title: str, body: str, *, fresh: bool = False, shut: bool | None = None) -> None:
    """Make every word of it findable, in the place of what was there. ``fresh``: nothing was, and it is not closed.

    ``shut``: whether it is closed, for a caller who knows.
    """
    title, body = composed(title), composed(body)
    target = (
        None if fresh else tx.execute(select(_T.id, _T.title, _T.body).where(_T.postmortem_id == pm_id)).one_or_none()
    )
    if target is not None and (target.title, target.body) == (title, body):
        return
    in_title, in_body = fold(title), fold(body)
    new = {"title": title, "body": body, "folded": f"{in_title}\n{in_body}"}
    insert = tx.upsert(tables.search_text).values(postmortem_id=pm_id, **new)
    number = tx.execute(
        insert.on_conflict_do_update(index_elements=["postmortem_id"], set_=new).returning(_T.id)
    ).scalar_one()
    if fresh or not (is_closed(tx, pm_id) if shut is None else shut):
        fill_index(tx, number, index_words(title), index_words(body))


def hide(tx: Transaction, pm_id: str) -> None:
    """Take its words out of the index, which knows of no closed postmortem: not for a spelling, nor for a rarity."""
    for number in list(tx.execute(select(_T.id).where(_T.postmortem_id == pm_id)).scalars()):
        if tx.dialect == "sqlite":
            tx.sql("DELETE FROM search_index WHERE rowid = :id", id=number)
        else:
            tx.sql("DELETE FROM search_index WHERE id = :id", id=number)


def show(tx: Transaction, pm_id: str) -> None:
    """Fill the index again with the words that are stored."""
    row = tx.execute(select(_T.id, _T.title, _T.body).where(_T.postmortem_id == pm_id)).one_or_none()
    if row is not None:
        fill_index(tx, row.id, index_words(row.title), index_words(row.body))


def hide_closed(tx: Transaction) -> None:
    """After the whole index was filled."""
    for pm_id in closed_ids(tx):
        hide(tx, pm_id)


def stored_text(tx: Transaction, pm_id: str) -> tuple[str, str]:
    """The title and all other words of a postmortem as they were typed; empty for one that has none."""
    found = tx.execute(select(_T.title, _T.body).where(_T.postmortem_id == pm_id)).one_or_none()
    return ("", "") if found is None else (found.title, found.body)


def rebuild_index(tx: Transaction) -> None:
    """Fill the index with the words that are stored, after a restore or when words are folded otherwise.

    Of closed postmortems too, since an older schema does not know which are: `hide_closed` follows.
    """
    for number in list(tx.execute(select(_T.id).order_by(_T.id)).scalars()):
        row = tx.execute(select(_T.title, _T.body).where(_T.id == number)).one()
        in_title, in_body = fold(row.title), fold(row.body)
        tx.execute(update(tables.search_text).where(_T.id == number).values(folded=f"{in_title}\n{in_body}"))
        fill_index(tx, number, index_words(row.title), index_words(row.body))


def update_index(tx: Transaction) -> None:
    """Fill the index again if it was filled by a Debrief, or a Python, that folds words otherwise."""
    if get_setting(tx, SEARCH_FOLDING) != FOLDING:
        rebuild_index(tx)
        hide_closed(tx)
        action_state.fold_again(tx)
        put_setting(tx, SEARCH_FOLDING, FOLDING)


def fill_index(tx: Transaction, number: int, in_title: list[str], in_body: list[str]) -> None:
    if tx.dialect == "sqlite":
        tx.sql("DELETE FROM search_index WHERE rowid = :id", id=number)
        line = "INSERT INTO search_index (rowid, title, body) VALUES (:id, :title, :body)"
        tx.sql(line, id=number, title=" ".join(in_title), body=" ".join(in_body))
    else:
        values = "CAST(:vector AS tsvector), ts_filter(CAST(:vector AS tsvector), '{a}')"
        line = f"INSERT INTO search_index (id, words, title) VALUES (:id, {values})"  # noqa: S608 - the line above
        again = "ON CONFLICT (id) DO UPDATE SET words = excluded.words, title = excluded.title"
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
