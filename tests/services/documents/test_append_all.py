"""Updates of several documents in one transaction: each document's all or none, whatever happens to another's."""

import pytest

from core.document.edit import apply, set_title
from core.errors import Conflict, NotFound, StorageTrouble
from core.services.app import App
from core.services.documents import document_store
from core.services.documents.document_store import Appended
from core.store import document_updates
from core.store.document_updates import NewUpdate
from tests.support.apps import Rings, open_room

Batch = tuple[str, list[NewUpdate]]


def titled(app: App, pm_id: str, *titles: str, behind: int = 0) -> Batch:
    """What browsers send for new titles; ``behind``: epochs that they missed."""
    opened = document_store.open_document(app, pm_id)
    new = [apply(opened.updates, set_title(title)) for title in titles]
    return pm_id, [NewUpdate(opened.doc_id, opened.epoch - behind, None, data) for data in new]


def stored(app: App, pm_id: str) -> list[int]:
    opened = document_store.open_document(app, pm_id)
    return [update.id for update in document_store.since(app, opened.doc_id, 0)]


def test_each_room_gets_the_ids_of_its_own(app: App, rings: Rings) -> None:
    """They ascend within a batch, and everybody else hears of each document once."""
    one, two, three = (open_room(app).pm_id for _ in range(3))
    before = {pm_id: stored(app, pm_id) for pm_id in (one, two, three)}
    rings.clear()
    found = document_store.append_all(
        app, [titled(app, two, "a", "b"), titled(app, one, "c"), titled(app, three, "d", "e")]
    )
    for pm_id, one_of in zip((two, one, three), found, strict=True):
        assert isinstance(one_of, Appended)
        assert one_of.ids == sorted(one_of.ids)
        assert one_of.behind == before[pm_id][-1]
        assert stored(app, pm_id) == [*before[pm_id], *one_of.ids]
    assert [len(one_of.ids) for one_of in found if isinstance(one_of, Appended)] == [2, 1, 2]
    assert rings.heard == [("doc", two), ("doc", one), ("doc", three)]


def test_a_replaced_document_stops_no_other(app: App, rings: Rings) -> None:
    """Its room is told, the others are stored."""
    good, stale = open_room(app).pm_id, open_room(app).pm_id
    before = stored(app, stale)
    rings.clear()
    found = document_store.append_all(
        app, [titled(app, good, "a"), titled(app, stale, "b", behind=1), titled(app, good, "c")]
    )
    assert [type(one) for one in found] == [Appended, Conflict, Appended]
    assert isinstance(found[0], Appended)
    assert isinstance(found[2], Appended)
    assert stored(app, good)[-2:] == [*found[0].ids, *found[2].ids]
    assert found[2].behind == found[0].ids[-1], "the earlier batch of the same document stands before it"
    assert stored(app, stale) == before
    assert rings.heard == [("doc", good), ("doc", good)]


def test_a_document_that_is_gone_stops_no_other(app: App) -> None:
    """Deleted for good while somebody typed."""
    good = open_room(app).pm_id
    gone = ("gone", [NewUpdate("no-such-document", 1, None, b"\x00\x00")])
    found = document_store.append_all(app, [gone, titled(app, good, "a")])
    assert [type(one) for one in found] == [NotFound, Appended]


def test_alone_it_is_told_the_same_way(app: App) -> None:
    """One batch, nothing to share with."""
    (error,) = document_store.append_all(app, [titled(app, open_room(app).pm_id, "a", behind=1)])
    assert isinstance(error, Conflict)


def test_a_database_that_cannot_be_written_is_told_once(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying each by itself would wait for the same lock again and again."""
    one, two = open_room(app).pm_id, open_room(app).pm_id
    batches = [titled(app, one, "a"), titled(app, two, "b")]
    before = stored(app, one), stored(app, two)
    tried: list[int] = []

    def fail(*_: object) -> list[int]:
        tried.append(1)
        raise StorageTrouble()

    monkeypatch.setattr(document_updates, "append_behind", fail)
    with pytest.raises(StorageTrouble):
        document_store.append_all(app, batches)
    monkeypatch.undo()
    assert len(tried) == 1
    assert (stored(app, one), stored(app, two)) == before


def test_what_no_column_takes_is_refused_alone(app: App) -> None:
    """A batch that breaks the statement does not take the others with it."""
    good, odd = open_room(app).pm_id, open_room(app).pm_id
    opened = document_store.open_document(app, odd)
    broken: Batch = (odd, [NewUpdate(opened.doc_id, opened.epoch, "half a pair \ud800", b"\x00\x00")])
    found = document_store.append_all(app, [titled(app, good, "a"), broken])
    assert [type(found[0]), len(found)] == [Appended, 2]
    assert isinstance(found[0], Appended)
    assert stored(app, good)[-1:] == found[0].ids
