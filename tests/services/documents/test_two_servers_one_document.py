"""What a server spends on a document that another one writes: a look, and no record that is there already."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from core.document.edit import apply
from core.document.load import load
from core.document.read import read
from core.errors import NotFound
from core.services.app import App
from core.services.documents import document_store
from core.store.document_updates import NewUpdate
from tests.support.appending import append
from tests.support.apps import Rings, open_room
from tests.support.edits import set_text


def typed(app: App, pm_id: str, text: str) -> int:
    """The id of the update that another server stored."""
    opened = document_store.open_document(app, pm_id)
    update = apply(opened.updates, set_text("summary.impact", text))
    (update_id,) = append(app, pm_id, [NewUpdate(opened.doc_id, opened.epoch, "v", update)])
    return update_id


@contextmanager
def counted(app: App) -> Iterator[list[str]]:
    """The statements of the block, on either connection; and ``read`` or ``write`` for each transaction."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines = (app.db._reader, app.db._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    before, app.db._opened.on_transaction = app.db._opened.on_transaction, lambda kind, _: seen.append(kind)
    try:
        yield seen
    finally:
        app.db._opened.on_transaction = before
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def test_what_others_wrote_is_read_in_one_transaction_with_the_epoch(app: App) -> None:
    """For each notice of a room that both have open; it was two, with a way there and back for each end."""
    room = open_room(app)
    opened = document_store.open_document(app, room.pm_id)
    number = typed(app, room.pm_id, "Checkout")
    with counted(app) as seen:
        epoch, updates = document_store.since_with_epoch(app, opened.doc_id, opened.last_id)
    assert (epoch, [item.id for item in updates]) == (opened.epoch, [number])
    assert seen.count("read") == 1
    assert len([statement for statement in seen if "SELECT" in statement]) == 2


def test_a_document_that_is_gone_is_not_found(app: App) -> None:
    """Its room is told so and closes."""
    with pytest.raises(NotFound):
        document_store.since_with_epoch(app, "never", 0)


def test_the_record_of_the_same_update_is_not_written_again(app: App, rings: Rings) -> None:
    """The other server made it a moment ago: nothing is indexed anew, and nobody draws a panel for it."""
    room = open_room(app)
    number = typed(app, room.pm_id, "Checkout")
    postmortem = read(load(document_store.open_document(app, room.pm_id).updates)).postmortem
    with counted(app) as first:
        assert document_store.project(app, room.pm_id, postmortem, number)
    rings.clear()
    with counted(app) as second:
        assert not document_store.project(app, room.pm_id, postmortem, number)
    assert len(second) <= 5 < len(first)
    assert rings.heard == []


def test_a_record_can_be_made_again_by_whoever_asks_for_it(app: App) -> None:
    """`debrief doctor --reproject` does, of the same update too."""
    room = open_room(app)
    typed(app, room.pm_id, "Checkout")
    document_store.reproject(app, room.pm_id)
    with counted(app) as seen:
        document_store.reproject(app, room.pm_id)
    assert any("search" in statement for statement in seen), seen
