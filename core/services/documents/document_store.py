"""The stored documents: loading, appending, projecting into the record, editing from outside the board.

The live floor holds documents open and calls ``store_all`` and ``project``; everybody else edits through ``edit``.
There is no authorisation here: the room asks for each frame, and the services that edit ask before they do.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from core.document.edit import Change, apply
from core.document.load import load, snapshot
from core.document.read import ReadResult, read
from core.domain.postmortem import Postmortem
from core.errors import NotFound, StorageTrouble
from core.services.app import App
from core.services.authority import require_postmortem
from core.services.documents.records import record_of
from core.store import document_updates as updates
from core.store import postmortems
from core.store.database.transaction import Transaction
from core.store.document_updates import Doc, NewUpdate, StoredUpdate
from core.store.people import authors
from core.store.postmortems import Record

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenDocument:
    """Everything needed to build the document. ``last_id`` is the id of the newest update in it, 0 for none."""

    doc_id: str
    epoch: int
    updates: tuple[bytes, ...]
    last_id: int


@dataclass(frozen=True, slots=True)
class Appended:
    """Stored updates of one document: their ids, ascending, and the newest id that its log held before them."""

    ids: list[int]
    behind: int


def open_document(app: App, pm_id: str, *, in_trash: bool = False) -> OpenDocument:
    """The shared document of a postmortem as it is stored. Raises NotFound, unless ``in_trash`` also in the trash."""
    with app.db.read() as tx:
        if not in_trash:
            require_postmortem(tx, pm_id)
        return _opened(tx, _doc(tx, pm_id))


def append_all(app: App, batches: Sequence[tuple[str, Sequence[NewUpdate]]]) -> list[Appended | Exception]:
    """The same as `store_all`, and everybody else is told."""
    stored = store_all(app, batches)
    publish_stored(app, batches, stored)
    return stored


def publish_stored(
    app: App, batches: Sequence[tuple[str, Sequence[NewUpdate]]], stored: Sequence[Appended | BaseException]
) -> None:
    """Tell other servers and the rest of this process of what `store_all` stored of these."""
    for (pm_id, _), result in zip(batches, stored, strict=True):
        if isinstance(result, Appended):
            app.change_bus.publish("doc", pm_id)


def store_all(app: App, batches: Sequence[tuple[str, Sequence[NewUpdate]]]) -> list[Appended | Exception]:
    """Make updates of several postmortems' documents durable in one transaction: of each all, or none.

    For each batch its ids; or why it was not stored, where the others were: Conflict when an update belongs to an older
    epoch, NotFound for a document that is gone. Raises StorageTrouble: nothing is stored.
    """
    try:
        with app.db.append() as tx:
            numbers, newest = updates.append_behind(tx, [new for _, batch in batches for new in batch])
    except StorageTrouble:
        raise
    except Exception as error:
        # One of them cannot be stored: each by itself, so that the other rooms do not learn of it.
        return [error] if len(batches) == 1 else [store_all(app, [batch])[0] for batch in batches]
    return list(_appended([batch for _, batch in batches], iter(numbers), newest))


def _appended(
    batches: Sequence[Sequence[NewUpdate]], ids: Iterator[int], newest: dict[str, int]
) -> Iterator[Appended | Exception]:
    """Each batch's share of what was stored. ``newest``: of each document before the first of them."""
    for batch in batches:
        doc_id, mine = batch[0].doc_id, list(islice(ids, len(batch)))
        yield Appended(mine, newest[doc_id])
        newest[doc_id] = mine[-1]


def since(app: App, doc_id: str, last_id: int) -> list[StoredUpdate]:
    """What is newer than ``last_id``, oldest first; begins with the snapshot when that id was compacted away."""
    with app.db.read() as tx:
        return updates.updates_since(tx, doc_id, last_id)


def since_with_epoch(app: App, doc_id: str, last_id: int) -> tuple[int, list[StoredUpdate]]:
    """The same with the document's epoch, both of one moment. Raises NotFound when it was deleted."""
    with app.db.read() as tx:
        found = updates.doc(tx, doc_id)
        if found is None:
            raise NotFound()
        return found.epoch, updates.updates_since(tx, doc_id, last_id)


def newest(app: App, doc_ids: Sequence[str] | None = None) -> dict[str, int]:
    """The newest update id of each document, for the slow poll."""
    with app.db.read() as tx:
        return updates.newest(tx, doc_ids)


def epoch(app: App, doc_id: str) -> int:
    """The epoch of a document now. Raises NotFound when it was deleted."""
    with app.db.read() as tx:
        found = updates.doc(tx, doc_id)
    if found is None:
        raise NotFound()
    return found.epoch


def epoch_of(app: App, pm_id: str) -> int:
    """The epoch of a postmortem's document now, without its content. Raises NotFound, also when it is in the trash."""
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        return _doc(tx, pm_id).epoch


def project(app: App, pm_id: str, postmortem: Postmortem, last_id: int) -> bool:
    """Store the record of what was read up to update ``last_id``. False when it is stored already, or a newer one."""
    record = record_of(postmortem)
    with app.db.write(durable=False) as tx:  # lost with the machine's power, it is made again from the log
        authors.note_new(tx, pm_id)
        stored = postmortems.save_record(tx, pm_id, record, last_id, again=False)
    if stored:
        app.change_bus.publish("record", pm_id)
    return stored


def reproject(app: App, pm_id: str) -> ReadResult:
    """Make the record again from the log. Returns what was read, with the problems found. Works in the trash too."""
    with app.db.write() as tx:
        reading = project_in(tx, pm_id)
    app.change_bus.publish("record", pm_id)
    return reading


def reproject_behind(app: App) -> int:
    """Bring every record up to date that is behind its document, or holds days that no calendar shows.

    Returns how many there were.
    """
    with app.db.read() as tx:
        late = sorted({*postmortems.behind(tx), *postmortems.unsupported_days(tx)})
    caught_up = 0
    for pm_id in late:
        try:
            reproject(app, pm_id)
            caught_up += 1
        except (ValueError, NotFound):  # bytes that are no update, or deleted meanwhile: the others go on
            log.exception("the record of %s could not be made", pm_id)
    return caught_up


def edit(app: App, pm_id: str, change: Change, visitor_id: str | None) -> bool:
    """Change a document from outside the board: append the difference, project, publish. False when nothing changed.

    Updates commute, so this never has to be tried again. Raises NotFound for a row that is not there.
    """
    with app.db.write() as tx:
        changed = edit_in(tx, pm_id, change, visitor_id)
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
    return changed


def compact_and_revise(app: App, pm_id: str, why: str, by: str | None = None) -> None:
    """Keep the state of this moment as a revision and put a snapshot in the place of the log so far."""
    with app.db.write() as tx:
        doc = updates.lock(tx, _doc(tx, pm_id).id)
        opened = _opened(tx, doc)
        state = snapshot(opened.updates)
        if opened.last_id:
            authors.note_new(tx, pm_id)
            updates.add_revision(tx, doc.id, why, by, state)
            updates.compact(tx, doc.id, state, opened.last_id)


def edit_in(tx: Transaction, pm_id: str, change: Change, visitor_id: str | None) -> bool:
    """The same as ``edit`` inside a transaction of the caller, who publishes afterwards."""
    edited = _edited(tx, pm_id, change, visitor_id)
    if edited is None:
        return False
    _save_record(tx, pm_id, edited)
    return True


def append_in(tx: Transaction, pm_id: str, change: Change, visitor_id: str | None) -> bool:
    """The same, and leaves the record behind: the caller calls ``catch_up`` when nobody waits for the transaction."""
    return _edited(tx, pm_id, change, visitor_id) is not None


def catch_up(app: App, pm_ids: Collection[str]) -> None:
    """Make those records again that are behind their documents, reading them while nobody is held up."""
    with app.db.read() as tx:
        opened = {pm_id: _opened(tx, _doc(tx, pm_id)) for pm_id in postmortems.behind(tx, pm_ids)}
    for pm_id, document in opened.items():
        try:
            project(app, pm_id, read(load(document.updates)).postmortem, document.last_id)
        except (ValueError, NotFound):  # bytes that are no update, or deleted meanwhile: the others go on
            log.exception("the record of %s could not be made", pm_id)


def project_in(tx: Transaction, pm_id: str) -> ReadResult:
    """Read the log and store the record, inside a transaction of the caller."""
    return _save_record(tx, pm_id, _opened(tx, updates.lock(tx, _doc(tx, pm_id).id)))


def revise_in(tx: Transaction, pm_id: str, why: str, by: str | None) -> int:
    """Keep the state of this moment for ever, inside a transaction of the caller. Returns the revision's id."""
    doc = _doc(tx, pm_id)
    return updates.add_revision(tx, doc.id, why, by, snapshot(updates.load(tx, doc.id)))


def replace_in(tx: Transaction, pm_id: str, state: bytes, record: Record | None = None) -> None:
    """Replace the whole document, inside a transaction of the caller, who publishes afterwards.

    The new epoch rejects browsers that hold the old document; they keep their unsent text aside. ``record``: of this
    state, by a caller who made it before others had to wait.
    """
    authors.note_new(tx, pm_id)
    doc_id = _doc(tx, pm_id).id
    updates.start_epoch(tx, updates.lock(tx, doc_id).id, state)
    if record is None:
        project_in(tx, pm_id)
    else:
        postmortems.save_record(tx, pm_id, record, updates.newest(tx, [doc_id])[doc_id])


def _edited(tx: Transaction, pm_id: str, change: Change, visitor_id: str | None) -> OpenDocument | None:
    """The document with the change, appended to its log; None when it changes nothing."""
    doc = updates.lock(tx, _doc(tx, pm_id).id)
    opened = _opened(tx, doc)
    update = apply(opened.updates, change)
    if not update:
        return None
    (last_id,) = updates.append(tx, [NewUpdate(doc.id, doc.epoch, visitor_id, update)])
    return replace(opened, updates=(*opened.updates, update), last_id=last_id)


def _save_record(tx: Transaction, pm_id: str, opened: OpenDocument) -> ReadResult:
    reading = read(load(opened.updates))
    authors.note_new(tx, pm_id)
    postmortems.save_record(tx, pm_id, record_of(reading.postmortem), opened.last_id)
    return reading


def _doc(tx: Transaction, pm_id: str) -> Doc:
    doc = updates.doc_of(tx, pm_id)
    if doc is None:
        raise NotFound()
    return doc


def _opened(tx: Transaction, doc: Doc) -> OpenDocument:
    log = updates.updates_since(tx, doc.id, -1)
    return OpenDocument(doc.id, doc.epoch, tuple(item.data for item in log), log[-1].id if log else 0)
