"""Which postmortems a person's name stands in: looked for in short reads, so that nobody who writes waits for it.

Of ten thousand a name stands in a few hundred at most. What a document says now is read from its record, which is made
of it; the document itself only where the record is behind. A name that was deleted stands in the bytes of the log.
Kept versions have no record: each is read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from core.document.load import load
from core.document.read import read
from core.domain.people.mentions import Mentions
from core.services.app import App
from core.store import document_updates
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.people import mentions, named_documents
from core.store.people.named_documents import Said

AT_ONCE: Final = 100
"""Postmortems that are looked through in one read."""

Progress = Callable[[str, int, int], None]
"""Told what is done, how many, and of how many."""
_Item = TypeVar("_Item")


def places(app: App, wanted: Mentions, theirs: Collection[str], progress: Progress) -> list[str]:
    """The ids of all postmortems that hold the name, and of ``theirs``, by id."""
    with app.db.read(UNRESTRICTED) as tx:
        ids = named_documents.postmortem_ids(tx)
        beside = mentions.postmortems_holding(tx, wanted)
    found: list[str] = []
    for done, some in parts(ids, AT_ONCE):
        known = {pm_id for pm_id in some if pm_id in theirs or pm_id in beside}
        with app.db.read(UNRESTRICTED) as tx:
            held = known | _in_documents(tx, [pm_id for pm_id in some if pm_id not in known], wanted)
        found += [pm_id for pm_id in some if pm_id in held]
        progress("looked through", done, len(ids))
    return found


def parts(items: Sequence[_Item], size: int) -> Iterator[tuple[int, Sequence[_Item]]]:
    """The items, some at a time; with each how many have been given when it is done."""
    for first in range(0, len(items), size):
        some = items[first : first + size]
        yield first + len(some), some


def _in_documents(tx: Transaction, pm_ids: Sequence[str], wanted: Mentions) -> set[str]:
    records = {item.postmortem_id: item for item in named_documents.records(tx, pm_ids)}
    held = {pm_id for pm_id, item in records.items() if _is_said(tx, item, wanted)}
    held |= _of(named_documents.log_bytes(tx, pm_ids), held, lambda data: wanted.count_in_bytes(data) > 0)
    return held | _of(named_documents.kept_states(tx, pm_ids), held, lambda state: _is_kept(state, wanted))


def _of(states: Iterable[tuple[str, bytes]], known: Collection[str], holds: Callable[[bytes], bool]) -> set[str]:
    """Those of which one state holds it; of those that are known, or found meanwhile, no other is read."""
    found = set[str]()
    for pm_id, state in states:
        if pm_id not in known and pm_id not in found and holds(state):
            found.add(pm_id)
    return found


def _is_said(tx: Transaction, item: Said, wanted: Mentions) -> bool:
    if item.is_current:
        return wanted.are_in_json(item.postmortem_json)
    written = read(load(document_updates.load(tx, item.doc_id))).postmortem
    return wanted.are_in_json(written.model_dump_json())


def _is_kept(state: bytes, wanted: Mentions) -> bool:
    return wanted.count_in_bytes(state) > 0 or wanted.are_in_json(read(load([state])).postmortem.model_dump_json())
