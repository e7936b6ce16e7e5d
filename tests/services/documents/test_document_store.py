"""The door to the documents: durable updates, records that never go back, edits that never overwrite."""

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event

from core.document.edit import apply, set_action_owner, set_title
from core.document.load import load
from core.document.read import read
from core.domain.postmortem import Postmortem
from core.errors import Conflict, NotFound
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.documents.records import UNTITLED, record_of
from core.services.operations.doctor import check_database
from core.services.postmortems.creating import create_from
from core.store import document_updates
from core.store import postmortems as rows
from core.store.document_updates import NewUpdate
from tests.support.appending import append
from tests.support.apps import Rings, open_room
from tests.support.edits import add_row, set_text
from tests.support.postmortems import postmortems as any_postmortem


def type_into(app: App, pm_id: str, text: str) -> int:
    """Append what a browser would send for these words, without projecting."""
    opened = document_store.open_document(app, pm_id)
    update = apply(opened.updates, set_text("summary.impact", text))
    (update_id,) = append(app, pm_id, [NewUpdate(opened.doc_id, opened.epoch, "v", update)])
    return update_id


def impact(app: App, pm_id: str) -> str:
    return read(load(document_store.open_document(app, pm_id).updates)).postmortem.summary.impact


def test_what_is_appended_is_there_and_rung_out(app: App, rings: Rings) -> None:
    """Ids ascend, and everybody else hears of it."""
    room = open_room(app)
    rings.clear()
    before = document_store.open_document(app, room.pm_id)
    first, second = type_into(app, room.pm_id, "Checkout"), type_into(app, room.pm_id, "Checkout down")
    assert before.last_id < first < second
    assert impact(app, room.pm_id) == "Checkout down"
    assert rings.heard == [("doc", room.pm_id)] * 2
    assert [item.id for item in document_store.since(app, before.doc_id, before.last_id)] == [first, second]
    assert document_store.newest(app)[before.doc_id] == second
    assert document_store.newest(app, [before.doc_id]) == {before.doc_id: second}


def test_a_batch_of_an_older_epoch_is_refused_whole(app: App, rings: Rings) -> None:
    """A browser that holds a replaced document must not merge into the new one."""
    room = open_room(app)
    opened = document_store.open_document(app, room.pm_id)
    rings.clear()
    good = NewUpdate(opened.doc_id, opened.epoch, None, apply(opened.updates, set_title("x")))
    stale = NewUpdate(opened.doc_id, opened.epoch - 1, None, good.data)
    with pytest.raises(Conflict):
        append(app, room.pm_id, [good, stale])
    assert document_store.open_document(app, room.pm_id) == opened
    assert document_store.epoch(app, opened.doc_id) == opened.epoch
    assert not rings.heard


def test_a_record_never_goes_back_behind_a_newer_one(app: App, rings: Rings) -> None:
    """Two servers may project at the same time; the later state wins, whoever comes last."""
    room = open_room(app)
    newer, older = Postmortem(title="Newer"), Postmortem(title="Older")
    newest = (
        document_store.open_document(app, room.pm_id).last_id + 100
    )  # ids are the whole database's, not this document's
    rings.clear()
    assert document_store.project(app, room.pm_id, newer, newest)
    assert ("record", room.pm_id) in rings.heard
    assert not document_store.project(app, room.pm_id, older, newest - 1)
    assert postmortems.summary(app, room.pm_id).postmortem == newer
    assert not document_store.project(app, room.pm_id, older, newest), "of the same update it is the same"
    assert document_store.project(app, room.pm_id, older, newest + 1)


def test_an_edit_from_outside_is_in_the_log_and_in_the_record(app: App, rings: Rings) -> None:
    """The next projection of the room cannot overwrite it, because it is in the document."""
    room = open_room(app)
    rings.clear()
    assert document_store.edit(
        app, room.pm_id, add_row("actions", "a1", "Alert at 90 %", "V", owner="Kim"), room.maker.id
    )
    assert rings.topics() == {"doc", "record"}
    (action,) = postmortems.summary(app, room.pm_id).postmortem.actions
    assert (action.text, action.owner) == ("Alert at 90 %", "Kim")
    document_store.reproject(app, room.pm_id)
    assert postmortems.summary(app, room.pm_id).postmortem.actions == (action,)


def test_an_edit_that_changes_nothing_leaves_no_trace(app: App, rings: Rings) -> None:
    """Nothing is appended and nobody is woken."""
    room = open_room(app, "Disk full")
    before = document_store.open_document(app, room.pm_id)
    rings.clear()
    assert not document_store.edit(app, room.pm_id, set_title("Disk full"), None)
    assert document_store.open_document(app, room.pm_id) == before
    assert not rings.heard


def test_an_edit_of_what_is_gone_is_refused_and_changes_nothing(app: App) -> None:
    """A sentence for the person, the log as it was."""
    room = open_room(app)
    before = document_store.open_document(app, room.pm_id)
    with pytest.raises(NotFound):
        document_store.edit(app, room.pm_id, set_action_owner("gone", "Kim"), None)
    assert document_store.open_document(app, room.pm_id) == before


def test_edits_made_at_the_same_time_all_count(app: App) -> None:
    """Nobody has to try again, and nothing is lost."""
    room = open_room(app)
    changes = [add_row("actions", f"a{number}", f"Action {number}", f"V{number}x") for number in range(8)]
    threads = [threading.Thread(target=document_store.edit, args=(app, room.pm_id, change, None)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(postmortems.summary(app, room.pm_id).postmortem.actions) == 8


def test_compaction_keeps_every_word_and_a_revision(app: App) -> None:
    """One snapshot in the place of many updates; the state of that moment is kept for ever."""
    room = open_room(app)
    for length in range(1, 20):
        type_into(app, room.pm_id, "checkout was down for all"[:length])
    before = document_store.open_document(app, room.pm_id)
    document_store.compact_and_revise(app, room.pm_id, "ten minutes", room.maker.id)
    after = document_store.open_document(app, room.pm_id)
    assert len(after.updates) == 1
    assert after.last_id == before.last_id
    assert impact(app, room.pm_id) == "checkout was down for all"[:19]
    with app.db.read() as tx:
        (kept,) = document_updates.revisions(tx, after.doc_id)
        state = document_updates.revision_state(tx, kept.id)
    assert (kept.why, kept.by) == ("ten minutes", room.maker.id)
    assert read(load([state])).postmortem.summary.impact == "checkout was down for all"[:19]
    type_into(app, room.pm_id, "and more")
    assert impact(app, room.pm_id) == "and more"
    document_store.compact_and_revise(app, room.pm_id, "again")
    assert impact(app, room.pm_id) == "and more"


def test_compaction_keeps_an_update_that_waits_for_an_earlier_one(app: App) -> None:
    """Out of order is not lost: when what is missing arrives, all words are there."""
    from pycrdt import Doc, Text

    room = open_room(app)
    opened = document_store.open_document(app, room.pm_id)
    peer = load(opened.updates)
    made: list[bytes] = []
    subscription = peer.observe(lambda event: made.append(event.update))
    text = peer.get("text:summary.impact", type=Text)
    for word in ("one ", "two ", "three"):
        text += word
    peer.unobserve(subscription)
    assert isinstance(peer, Doc)
    late = NewUpdate(opened.doc_id, opened.epoch, None, made[1])
    for data in (made[0], made[2]):
        append(app, room.pm_id, [NewUpdate(opened.doc_id, opened.epoch, None, data)])
    document_store.compact_and_revise(app, room.pm_id, "close")
    append(app, room.pm_id, [late])
    assert impact(app, room.pm_id) == "one two three"


def test_a_lost_record_is_made_again_when_somebody_asks(app: App) -> None:
    """The record is only a projection; the document is the truth."""
    room = open_room(app)
    type_into(app, room.pm_id, "Checkout was down")
    with app.db.write() as tx:
        tx.sql("DELETE FROM record")
    assert postmortems.summary(app, room.pm_id).postmortem.summary.impact == "Checkout was down"


def test_the_doctor_reads_everything_again(app: App) -> None:
    """What is behind is counted and caught up; once is enough."""
    for title in ("One", "Two"):
        type_into(app, open_room(app, title).pm_id, "words")
    assert document_store.reproject_behind(app) == 2
    assert document_store.reproject_behind(app) == 0


def test_one_broken_document_does_not_keep_the_others_from_catching_up(app: App) -> None:
    """Bytes that are no update are named by the doctor; everything else goes on, and the server starts."""
    broken, fine = open_room(app, "Broken"), open_room(app, "Fine")
    opened = document_store.open_document(app, broken.pm_id)
    append(app, broken.pm_id, [NewUpdate(opened.doc_id, opened.epoch, None, b"\x05not an update")])
    type_into(app, fine.pm_id, "words")
    assert document_store.reproject_behind(app) == 1
    assert postmortems.summary(app, fine.pm_id).postmortem.summary.impact == "words"
    (finding,) = check_database(app).findings
    assert (finding.postmortem_id, finding.title) == (broken.pm_id, "Broken")
    assert "backup" in finding.sentence


def test_a_document_in_the_trash_opens_to_nobody(app: App) -> None:
    """The room asks this door, so it closes with it."""
    room = open_room(app)
    postmortems.trash(app, room.pm_id, room.maker)
    with pytest.raises(NotFound):
        document_store.open_document(app, room.pm_id)
    document_store.reproject(app, room.pm_id)


@given(any_postmortem())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_postmortem_can_be_stored_projected_and_read(app: App, postmortem: Postmortem) -> None:
    """Whatever people type, both databases take it and the summary gives it back."""
    with app.db.write() as tx:
        pm_id = create_from(tx, postmortem)
    assert document_store.reproject(app, pm_id).postmortem == postmortem
    seen = postmortems.summary(app, pm_id).postmortem
    assert seen == postmortem


@given(any_postmortem())
@settings(max_examples=60, deadline=None)
def test_a_record_always_has_a_title_and_every_word(postmortem: Postmortem) -> None:
    """Lists never show an empty line, and search finds what stands anywhere."""
    record = record_of(postmortem)
    assert 0 < len(record.title) <= 120
    assert record.title.isprintable()
    assert postmortem.title.strip() or record.title == UNTITLED
    assert 0 <= record.filled <= record.needed
    for row in (*postmortem.timeline, *postmortem.actions, *postmortem.parking, *postmortem.factors):
        assert row.text.strip() in record.search_text


def test_a_record_that_was_left_behind_is_caught_up(app: App, rings: Rings) -> None:
    """Only those that were named and are behind; everybody is told of what was made."""
    one, two, three = (open_room(app).pm_id for _ in range(3))
    for pm_id in (one, two):
        with app.db.write() as tx:
            assert document_store.append_in(tx, pm_id, set_title("Printer on fire"), None)
            assert not document_store.append_in(tx, pm_id, set_title("Printer on fire"), None)
    rings.clear()
    document_store.catch_up(app, [one, three, "no such postmortem"])
    assert rings.heard == [("record", one)]
    with app.db.read() as tx:
        assert rows.behind(tx) == [two]
        assert rows.behind(tx, [one, three]) == rows.behind(tx, []) == []
        found = rows.get(tx, one)
    assert found is not None
    assert found.title == "Printer on fire"


def test_one_that_cannot_be_read_stops_no_other(app: App, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the next one is made."""
    broken, good = sorted(open_room(app).pm_id for _ in range(2))
    opened = document_store.open_document(app, broken)
    append(app, broken, [NewUpdate(opened.doc_id, opened.epoch, "v", b"no update")])
    type_into(app, good, "Orders waited")
    document_store.catch_up(app, [broken, good])
    assert broken in caplog.text
    with app.db.read() as tx:
        assert rows.behind(tx) == [broken]


def test_a_record_with_one_more_word_takes_few_statements(app: App) -> None:
    """Each is a way to PostgreSQL and back. There were 17 and 16, which asked twice whether it is closed."""
    room = open_room(app)
    type_into(app, room.pm_id, "Checkout")
    document_store.reproject(app, room.pm_id)
    newest = type_into(app, room.pm_id, "Checkout stood still")
    changed = read(load(document_store.open_document(app, room.pm_id).updates)).postmortem
    asked: list[str] = []

    def note(*call: Any) -> None:
        asked.append(call[2])

    event.listen(app.db._writer, "before_cursor_execute", note)
    try:
        assert document_store.project(app, room.pm_id, changed, newest)
    finally:
        event.remove(app.db._writer, "before_cursor_execute", note)
    assert len(asked) <= (15 if app.db.dialect == "sqlite" else 11), "\n".join(asked)
