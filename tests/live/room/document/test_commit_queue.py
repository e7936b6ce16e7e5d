"""The order of a room: apply, commit, show, say saved; and what happens when the commit fails."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
from pycrdt import Doc, Text

from core.domain.postmortem import Postmortem
from core.errors import Conflict, StorageTrouble
from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
from core.live.room.document.commit_listener import CommitListener
from core.live.room.document.commit_queue import CommitQueue
from core.live.room.document.update_scan import scan
from core.live.room.peer import Peer
from core.services.documents.document_store import OpenDocument
from tests.support.fakes import FakeLog, FakeWire

FIELD = "text:summary.what_happened"


class Writer:
    """Somebody whose frames go into the queue directly."""

    def __init__(self, name: str) -> None:
        self.wire = FakeWire()
        self.peer = Peer(self.wire, name)
        self.doc: Doc[Any] = Doc()

    def type(self, commits: CommitQueue, text: str) -> bytes:
        before = self.doc.get_state()
        self.doc.get(FIELD, type=Text).insert(0, text)
        update = self.doc.get_update(before)
        commits.put(self.peer, update, scan(update))
        return update

    def __repr__(self) -> str:
        return self.peer.visitor_id


class Stage(CommitListener):
    """A queue, and everything that it reports."""

    def __init__(self, log: FakeLog, opened: OpenDocument, limits: Limits) -> None:
        self.log = log
        self.shown: list[tuple[bytes, set[str], int]] = []
        """Update, authors, and how long the log was at that moment."""
        self.closed: list[Close] = []
        self.troubles: list[str | None] = []
        self.stored: list[tuple[str, bool]] = []
        self.commits = CommitQueue("pm", log, opened, self, limits)

    @classmethod
    async def open(cls, log: FakeLog, limits: Limits) -> "Stage":
        return cls(log, await log.open("pm"), limits)

    def broadcast_update(self, update: bytes, authors: set[Peer]) -> None:
        self.shown.append((update, {peer.visitor_id for peer in authors}, len(self.log.log)))

    def text_stored(self, author: Peer, *, answer: bool) -> None:
        self.stored.append((author.visitor_id, answer))

    def trouble_changed(self, sentence: str | None) -> None:
        self.troubles.append(sentence)

    def close_writers(self, code: Close) -> None:
        self.closed.append(code)

    def close_everybody(self, code: Close) -> None:
        self.closed.append(code)

    def document_read(self, postmortem: Postmortem) -> None:
        pass

    def text(self) -> str:
        return str(self.commits.document.live.doc.get(FIELD, type=Text))

    def shown_text(self) -> str:
        """What a browser reads that was here from the beginning."""
        reader: Doc[Any] = Doc()
        for update, _, _ in self.shown:
            reader.apply_update(update)
        return str(reader.get(FIELD, type=Text))

    async def until(self, done: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not done():  # noqa: ASYNC110 - what is waited for here rings no bell
                await asyncio.sleep(0.002)

    async def quiet(self) -> None:
        await self.until(lambda: self.commits.is_idle)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    log = FakeLog()
    opened = await Stage.open(log, Limits(projection_seconds=0.01))
    yield opened
    log.gate.set()
    log.broken = None
    with suppress(Exception):
        await opened.commits.shutdown()


async def test_nothing_is_shown_before_it_is_stored(stage: Stage) -> None:
    """Durable before broadcast."""
    ada = Writer("ada")
    stage.log.gate.clear()
    ada.type(stage.commits, "hello")
    await stage.until(lambda: stage.log.committing)
    assert stage.shown == []
    stage.log.gate.set()
    await stage.quiet()
    assert [(authors, stored) for _, authors, stored in stage.shown] == [({"ada"}, 1)]
    assert ada.peer.saved == 1


async def test_what_waited_for_a_commit_is_one_commit_and_one_frame(stage: Stage) -> None:
    """Ten people type while the disk is busy: one transaction, one frame for each of them."""
    writers = [Writer(f"w{number}") for number in range(10)]
    stage.log.gate.clear()
    writers[0].type(stage.commits, "first ")
    await stage.until(lambda: stage.log.committing)
    for writer in writers[1:]:
        writer.type(stage.commits, f"{writer} ")
    stage.log.gate.set()
    await stage.quiet()
    assert stage.log.commits == [1, 9]
    assert len(stage.shown) == 2
    reader: Doc[Any] = Doc()
    for update, _, _ in stage.shown:
        reader.apply_update(update)
    assert sorted(str(reader.get(FIELD, type=Text)).split()) == sorted(["first", *(str(w) for w in writers[1:])])
    assert all(writer.peer.saved == 1 for writer in writers)


async def test_who_asks_during_a_commit_waits_for_its_end(stage: Stage) -> None:
    """An answer never holds what is not stored."""
    ada = Writer("ada")
    answers: list[int] = []
    stage.log.gate.clear()
    ada.type(stage.commits, "hello")
    await stage.until(lambda: stage.log.committing)
    stage.commits.when_settled(lambda: answers.append(len(stage.log.log)))
    await asyncio.sleep(0.01)
    assert answers == []
    ada.type(stage.commits, "more")
    stage.log.gate.set()
    await stage.until(lambda: answers)
    assert answers == [1]
    stage.commits.when_settled(lambda: None)


async def test_after_a_failed_commit_the_text_can_be_sent_again(stage: Stage) -> None:
    """The accident: the document in memory kept text that the log lost, and the browser's next difference was empty."""
    ada = Writer("ada")
    stage.log.broken = StorageTrouble()
    ada.type(stage.commits, "precious")
    await stage.quiet()
    assert stage.closed == [Close.STORAGE]
    assert stage.shown == []
    assert stage.troubles[-1:] != [None]
    assert stage.text() == ""

    stage.log.broken = None
    difference = ada.doc.get_update(stage.commits.document.live.vector())
    assert difference != protocol.EMPTY_UPDATE
    back = Writer("ada")
    stage.commits.put(back.peer, difference, scan(difference))
    await stage.quiet()
    assert stage.text() == "precious"
    assert stage.troubles[-1:] == [None]
    assert back.peer.saved == 1


async def test_frames_behind_a_failed_commit_are_not_half_stored(stage: Stage) -> None:
    """What waited in line goes down with it: its senders are closed and send everything again."""
    ada, bo = Writer("ada"), Writer("bo")
    stage.log.gate.clear()
    ada.type(stage.commits, "one")
    await stage.until(lambda: stage.log.committing)
    bo.type(stage.commits, "two")
    stage.log.broken = StorageTrouble()
    stage.log.gate.set()
    await stage.quiet()
    assert stage.log.log == []
    assert (ada.peer.saved, bo.peer.saved) == (0, 0)


async def test_a_log_that_cannot_be_read_either_ends_the_room(stage: Stage) -> None:
    """Better no room than one that shows what is not stored."""
    stage.log.broken = StorageTrouble()
    stage.log.unreadable = True
    Writer("ada").type(stage.commits, "hello")
    await stage.quiet()
    assert stage.commits.abandoned


async def test_a_document_that_was_replaced_ends_the_room_with_its_own_code(stage: Stage) -> None:
    """Browsers of the old epoch must reload, not merge."""
    stage.log.broken = Conflict()
    Writer("ada").type(stage.commits, "hello")
    await stage.quiet()
    assert stage.closed == [Close.EPOCH]
    assert stage.commits.abandoned


async def test_one_poisoned_frame_ends_its_sender_and_nobody_else(stage: Stage) -> None:
    """It passes the scan and breaks the library: the document is read again, the others' words are stored."""
    ada, eve, bo = Writer("ada"), Writer("eve"), Writer("bo")
    stage.log.gate.clear()
    ada.type(stage.commits, "before ")
    await stage.until(lambda: stage.log.committing)
    ada.type(stage.commits, "with ")
    # An item whose parent is a piece of text, not a map.
    parent = protocol.var_uint(ada.doc.client_id) + protocol.var_uint(0)
    bad = (
        b"\x01\x01" + protocol.var_uint(77) + b"\x00\x28\x00" + parent + protocol.var_string("k") + b"\x01\x7d\x01\x00"
    )
    stage.commits.put(eve.peer, bad, scan(bad))
    bo.type(stage.commits, "after ")
    stage.log.gate.set()
    await stage.quiet()
    assert eve.peer.closing is Close.MALFORMED
    assert sorted(stage.text().split()) == ["after", "before", "with"]
    assert (ada.peer.saved, bo.peer.saved, eve.peer.saved) == (2, 1, 0)
    assert ada.peer.closing is None


async def test_a_field_that_became_too_long_ends_its_author(stage: Stage) -> None:
    """And the words that were too many are not in the document any more."""
    log = FakeLog()
    small = await Stage.open(log, Limits(field_bytes=100))
    ada, bo = Writer("ada"), Writer("bo")
    log.gate.clear()
    bo.type(small.commits, "x")
    await small.until(lambda: log.committing)
    ada.type(small.commits, "y" * 200)
    bo.type(small.commits, "z")
    log.gate.set()
    await small.quiet()
    assert ada.peer.closing is Close.TOO_LARGE
    assert sorted(small.text()) == ["x", "z"]
    assert bo.peer.saved == 2
    await small.commits.shutdown()


async def test_what_others_wrote_to_the_log_is_shown(stage: Stage) -> None:
    """An edit from outside the board, or another server; our own commits are not shown twice."""
    ada, elsewhere = Writer("ada"), Writer("elsewhere")
    ada.type(stage.commits, "here ")
    await stage.quiet()
    elsewhere.doc.get(FIELD, type=Text).insert(0, "there ")
    stage.log.write(elsewhere.doc.get_update())
    assert stage.commits.document.lacks(len(stage.log.log))
    stage.commits.follow_log()
    await stage.quiet()
    assert sorted(stage.text().split()) == ["here", "there"]
    assert [authors for _, authors, _ in stage.shown] == [{"ada"}, set()]
    assert not stage.commits.document.lacks(len(stage.log.log))


async def test_what_the_room_wrote_itself_is_not_read_back(stage: Stage) -> None:
    """The poll looks at the newest id every two seconds: it reads the log for others' updates only."""
    ada = Writer("ada")
    for text in ("one ", "two ", "three "):
        ada.type(stage.commits, text)
        await stage.quiet()
    assert not stage.commits.document.lacks(len(stage.log.log))


async def test_others_updates_before_its_own_are_followed_without_a_notice(stage: Stage) -> None:
    """The notice was lost: the next commit finds that somebody wrote before it."""
    ada, elsewhere = Writer("ada"), Writer("elsewhere")
    ada.type(stage.commits, "here ")
    await stage.quiet()
    elsewhere.doc.get(FIELD, type=Text).insert(0, "there ")
    stage.log.write(elsewhere.doc.get_update())
    ada.type(stage.commits, "again ")
    await stage.until(lambda: "there" in stage.shown_text())
    await stage.quiet()
    assert sorted(stage.text().split()) == sorted(stage.shown_text().split()) == ["again", "here", "there"]
    assert not stage.commits.document.lacks(len(stage.log.log))
    assert [authors for _, authors, _ in stage.shown] == [{"ada"}, {"ada"}, set()]


async def test_a_log_that_was_replaced_is_not_merged_into_the_old_text(stage: Stage) -> None:
    """A restore starts a new epoch: the room ends with its own code, before anything of it is shown."""
    Writer("ada").type(stage.commits, "old words")
    await stage.quiet()
    stage.log.epoch = 2
    stage.log.log = []
    stage.log.write(Writer("restore").type(stage.commits, "restored words"))
    stage.commits._queue.clear()
    stage.commits.follow_log()
    await stage.quiet()
    assert stage.closed == [Close.EPOCH]
    assert stage.commits.abandoned
    assert len(stage.shown) == 1


async def test_after_a_failed_commit_what_others_wrote_meanwhile_is_still_shown(stage: Stage) -> None:
    """The log is read again then, with it in memory; it once counted as shown, and readers never got it."""
    ada, elsewhere = Writer("ada"), Writer("elsewhere")
    ada.type(stage.commits, "here ")
    await stage.quiet()
    elsewhere.doc.get(FIELD, type=Text).insert(0, "there ")
    stage.log.write(elsewhere.doc.get_update())
    stage.log.broken = StorageTrouble()
    ada.type(stage.commits, "lost ")
    await stage.quiet()
    assert sorted(stage.text().split()) == ["here", "there"]
    assert stage.shown_text() == stage.text()


async def test_after_a_failed_commit_a_replaced_document_is_not_taken_for_the_old_one(stage: Stage) -> None:
    """Readers still hold the old text: with the new one under it they would merge two histories."""
    ada = Writer("ada")
    ada.type(stage.commits, "old ")
    await stage.quiet()
    restored: Doc[Any] = Doc()
    restored.get(FIELD, type=Text).insert(0, "restored")
    stage.log.epoch, stage.log.log = 2, []
    stage.log.write(restored.get_update())
    stage.log.broken = StorageTrouble()
    ada.type(stage.commits, "more ")
    await stage.quiet()
    assert stage.closed == [Close.STORAGE, Close.EPOCH]
    assert stage.commits.abandoned
    assert stage.shown_text() == "old "


async def test_a_frame_with_nothing_new_is_saved_at_once(stage: Stage) -> None:
    """The empty answer of a browser that was in step."""
    ada = Writer("ada")
    stage.commits.put(ada.peer, protocol.EMPTY_UPDATE, None)
    await stage.quiet()
    assert ada.peer.saved == 1
    assert stage.log.log == []


async def test_too_much_in_line_holds_up_the_readers(stage: Stage) -> None:
    """A slow database must not fill the memory: nobody is read until it answers."""
    log = FakeLog()
    small = await Stage.open(log, Limits(pending_bytes=1_000))
    ada = Writer("ada")
    log.gate.clear()
    for _ in range(4):
        ada.type(small.commits, "w" * 400)
        await asyncio.sleep(0)
    waiting = asyncio.ensure_future(small.commits.wait_for_space())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    log.gate.set()
    await asyncio.wait_for(waiting, 2)
    await small.commits.shutdown()


async def test_the_record_is_written_after_the_log(stage: Stage) -> None:
    """With the id of the last update in it, and without a pile of projections."""
    ada = Writer("ada")
    for _ in range(20):
        ada.type(stage.commits, "x")
        await asyncio.sleep(0)
    await stage.until(lambda: stage.log.projected and stage.log.projected[-1][1] == 20)
    assert len(stage.log.projected) < 15
    assert stage.log.projected[-1][0].summary.what_happened == "x" * 20


async def test_a_long_postmortem_is_read_beside_the_loop(stage: Stage) -> None:
    """Fifteen hundred rows take longer to read than a key may wait; the record is the same."""
    ada = Writer("ada")
    ada.type(stage.commits, "w" * 60_000)
    await stage.until(lambda: stage.log.projected)
    assert stage.log.projected[-1][0].summary.what_happened == "w" * 60_000
    ada.type(stage.commits, "short ")
    await stage.until(lambda: stage.log.projected[-1][1] == 2)
    assert stage.log.projected[-1][0].summary.what_happened.startswith("short ")


async def test_a_shutdown_stores_everything_and_keeps_a_revision(stage: Stage) -> None:
    """Evicted only when all is stored and the record says the same."""
    ada = Writer("ada")
    ada.type(stage.commits, "the end")
    await stage.commits.shutdown()
    assert len(stage.log.log) == 1
    assert stage.log.projected[-1][0].summary.what_happened == "the end"
    assert stage.log.kept == ["the room was left"]
    await stage.commits.shutdown()
    assert stage.log.kept == ["the room was left"]


async def test_a_record_that_cannot_be_written_is_tried_again(open_stage_of: Callable[[Limits], Any]) -> None:
    """The record may be late; it is never forgotten."""
    stage: Stage = await open_stage_of(Limits(projection_seconds=0.01, projection_retry_seconds=0.01))
    ada = Writer("ada")
    ada.type(stage.commits, "hello")
    await stage.quiet()
    stage.log.broken = StorageTrouble()
    await asyncio.sleep(0.05)
    assert stage.log.projected == []
    stage.log.broken = None
    await stage.until(lambda: stage.log.projected)


async def test_ten_minutes_of_work_are_kept() -> None:
    """An earlier state cannot be read back from a compacted log, so one is kept now and then."""
    log = FakeLog()
    small = await Stage.open(log, Limits(projection_seconds=0.005, revision_seconds=0.05))
    ada = Writer("ada")
    for _ in range(8):
        ada.type(small.commits, "x")
        await asyncio.sleep(0.02)
    await small.until(lambda: log.kept)
    assert log.kept[0] == "ten minutes of work"
    await small.commits.shutdown()


async def test_a_queue_that_is_shut_down_or_reloaded_frees_its_document() -> None:
    """A room a meeting, and a day has many: none of their documents stays behind."""
    log = FakeLog()
    commits = (await Stage.open(log, Limits())).commits
    first = weakref.ref(commits.document.live)
    await commits.document.reload()
    gc.collect()
    assert first() is None
    second = weakref.ref(commits.document.live)
    await commits.shutdown()
    del commits
    gc.collect()
    assert second() is None


async def test_only_words_that_are_stored_count_as_come(open_stage_of: Callable[[Limits], Any]) -> None:
    """What was refused did not come, and no summary may say that it came late."""
    stage: Stage = await open_stage_of(Limits(document_bytes=200))
    ada, bob = Writer("ada"), Writer("bob")
    ada.type(stage.commits, "x" * 1_000)
    bob.type(stage.commits, "hello")
    await stage.quiet()
    assert ada.peer.closing is Close.TOO_LARGE
    assert stage.stored == [("bob", False)]


def test_a_listener_that_lacks_a_callback_cannot_be_made() -> None:
    """A forgotten one once was a silent default: nobody was sent what was committed."""

    class Incomplete(CommitListener):
        def broadcast_update(self, update: bytes, authors: set[Peer]) -> None: ...

    with pytest.raises(TypeError, match="close_everybody"):
        Incomplete()  # type: ignore[abstract]


async def test_an_abandoned_queue_keeps_no_frames(stage: Stage) -> None:
    """Nobody would take them out again, and whoever sends would wait for room for ever."""
    stage.commits._abandon(Close.STORAGE)
    ada = Writer("ada")
    for _ in range(3):
        ada.type(stage.commits, "x" * 1_000)
    assert stage.commits._queued_bytes == 0
    async with asyncio.timeout(5):
        await stage.commits.wait_for_space()


@pytest.fixture
async def open_stage_of() -> AsyncIterator[Callable[[Limits], Any]]:
    queues: list[CommitQueue] = []

    async def open_one(limits: Limits) -> Stage:
        log = FakeLog()
        stage = await Stage.open(log, limits)
        queues.append(stage.commits)
        return stage

    yield open_one
    for commits in queues:
        with suppress(Exception):
            await commits.shutdown()
