"""Appends of many rooms: in order, together where they wait together, and each room on its own when one fails."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from core.errors import Conflict, StorageTrouble
from core.live.append_queue import AppendQueue, Batch
from core.services.documents.document_store import Appended
from core.store.document_updates import NewUpdate


class Log:
    """Stores nothing, and remembers what it was asked for. ``gate`` holds it up."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        self.refused: dict[str, Exception] = {}
        self.broken: Exception | None = None
        self.done: list[str] = []
        self._number = 0

    def append_all(self, batches: Sequence[Batch]) -> list[Appended | BaseException]:
        self.calls.append([pm_id for pm_id, _ in batches])
        self.reached.set()
        assert self.gate.wait(10)
        if self.broken is not None:
            raise self.broken
        return [self.refused[pm_id] if pm_id in self.refused else self._stored(len(batch)) for pm_id, batch in batches]

    def _stored(self, count: int) -> Appended:
        behind, self._number = self._number, self._number + count
        return Appended(list(range(behind + 1, self._number + 1)), behind)

    def work(self, name: str) -> str:
        self.done.append(name)
        return name


def batch(pm_id: str, count: int = 1) -> Batch:
    return pm_id, [NewUpdate(f"doc-{pm_id}", 1, None, b"update")] * count


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def queue(log: Log) -> Any:
    made = AppendQueue(log.append_all, most_updates=10)
    yield made
    log.gate.set()
    made.close()


async def held_up(queue: AppendQueue, log: Log) -> "asyncio.Task[Appended]":
    """One append is under way; whatever comes now waits."""
    log.gate.clear()
    first = asyncio.create_task(queue.append(batch("first")))
    await asyncio.sleep(0)
    assert await asyncio.to_thread(log.reached.wait, 10)
    return first


async def test_an_append_that_waits_for_nobody_is_stored_at_once(queue: AppendQueue, log: Log) -> None:
    """It is alone in its transaction and gets its own ids."""
    assert await queue.append(batch("a", 2)) == Appended([1, 2], 0)
    assert await queue.append(batch("b")) == Appended([3], 2)
    assert log.calls == [["a"], ["b"]]


async def test_what_waits_together_shares_a_transaction(queue: AppendQueue, log: Log) -> None:
    """Twenty rooms stand in line for one flush and not for twenty."""
    first = await held_up(queue, log)
    others = [asyncio.create_task(queue.append(batch(f"room{number}"))) for number in range(8)]
    await asyncio.sleep(0)
    log.gate.set()
    assert (await first).ids == [1]
    assert [one.ids for one in await asyncio.gather(*others)] == [[number] for number in range(2, 10)]
    assert log.calls == [["first"], [f"room{number}" for number in range(8)]]


async def test_a_transaction_has_a_bound(queue: AppendQueue, log: Log) -> None:
    """A long one would hold up whoever comes next; a single append may be longer than the bound."""
    first = await held_up(queue, log)
    others = [asyncio.create_task(queue.append(batch(f"room{number}", 4))) for number in range(3)]
    others.append(asyncio.create_task(queue.append(batch("large", 40))))
    await asyncio.sleep(0)
    log.gate.set()
    await asyncio.gather(first, *others)
    assert log.calls == [["first"], ["room0", "room1"], ["room2"], ["large"]]


async def test_other_work_keeps_its_place(queue: AppendQueue, log: Log) -> None:
    """That somebody left is noted after what they typed, and before what was typed later."""
    first = await held_up(queue, log)
    before = asyncio.create_task(queue.append(batch("a")))
    await asyncio.sleep(0)
    note = asyncio.create_task(queue.run(lambda: log.work("left") and len(log.calls)))
    await asyncio.sleep(0)
    after = asyncio.create_task(queue.append(batch("a")))
    await asyncio.sleep(0)
    log.gate.set()
    await asyncio.gather(first, before, after)
    assert await note == 2
    assert log.calls == [["first"], ["a"], ["a"]]


async def test_one_room_that_cannot_store_is_told_alone(queue: AppendQueue, log: Log) -> None:
    """Its document was replaced; the others have their ids."""
    log.refused["stale"] = Conflict()
    first = await held_up(queue, log)
    tasks = [asyncio.create_task(queue.append(batch(pm_id))) for pm_id in ("a", "stale", "b")]
    await asyncio.sleep(0)
    log.gate.set()
    await first
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert [found[0], type(found[1]), found[2]] == [Appended([2], 1), Conflict, Appended([3], 2)]


async def test_a_database_that_cannot_be_written_is_told_to_all(queue: AppendQueue, log: Log) -> None:
    """And the thread goes on when it can be written again."""
    log.broken = StorageTrouble()
    found = await asyncio.gather(queue.append(batch("a")), queue.append(batch("b")), return_exceptions=True)
    assert [type(error) for error in found] == [StorageTrouble, StorageTrouble]
    log.broken = None
    assert (await queue.append(batch("a"))).ids == [1]


async def test_what_other_work_raises_is_its_own(queue: AppendQueue, log: Log) -> None:
    """Whatever it is."""

    def fails() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await queue.run(fails)
    assert await queue.run(lambda: log.work("next")) == "next"


async def test_who_no_longer_waits_disturbs_nobody(queue: AppendQueue, log: Log) -> None:
    """A room that was abandoned is stored all the same; the others get their answers."""
    first = await held_up(queue, log)
    gone, stays = (asyncio.create_task(queue.append(batch(pm_id))) for pm_id in ("gone", "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    log.gate.set()
    await first
    assert (await stays).ids == [3]
    assert log.calls[1] == ["gone", "stays"]


async def test_closing_writes_what_was_asked_for(log: Log) -> None:
    """And nothing afterwards is taken that nobody would write."""
    queue = AppendQueue(log.append_all, most_updates=10)
    first = await held_up(queue, log)
    last = asyncio.create_task(queue.append(batch("last")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(asyncio.to_thread(queue.close))
    await asyncio.sleep(0.05)
    assert not closing.done()
    log.gate.set()
    await closing
    assert ((await first).ids, (await last).ids) == ([1], [2])
    with pytest.raises(RuntimeError):
        await queue.append(batch("late"))


def test_a_loop_that_has_ended_holds_nothing_up(log: Log) -> None:
    """A server that is torn down in the middle of a commit still closes."""
    queue = AppendQueue(log.append_all, most_updates=10)
    log.gate.clear()

    async def ask() -> None:
        task = asyncio.create_task(queue.append(batch("a")))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(ask())
    log.gate.set()
    queue.close()
    assert log.calls == [["a"]]


async def test_whoever_waits_is_answered_before_others_are_told(log: Log) -> None:
    """Telling them wakes threads of this process, which take time from the frames that are to be sent."""
    told, may_tell = threading.Event(), threading.Event()
    heard: list[tuple[list[str], list[type]]] = []

    def tell(batches: Sequence[Batch], stored: Sequence[Appended | BaseException]) -> None:
        assert may_tell.wait(10)
        heard.append(([pm_id for pm_id, _ in batches], [type(one) for one in stored]))
        told.set()

    queue = AppendQueue(log.append_all, most_updates=10, after=tell)
    assert await queue.append(batch("a", 2)) == Appended([1, 2], 0)
    assert heard == []
    may_tell.set()
    assert await asyncio.to_thread(told.wait, 10)
    log.refused["b"] = Conflict()
    with pytest.raises(Conflict):
        await queue.append(batch("b"))
    assert await queue.run(lambda: log.work("no append")) == "no append"
    await asyncio.to_thread(queue.close)
    assert heard == [(["a"], [Appended]), (["b"], [Conflict])], "what is no append is told by whoever asked for it"


async def test_a_message_that_cannot_be_sent_stops_no_append(log: Log, caplog: pytest.LogCaptureFixture) -> None:
    """It is written down, and others look at the log by themselves."""

    def fail(batches: Sequence[Batch], stored: Sequence[Appended | BaseException]) -> None:
        raise OSError("no connection")

    queue = AppendQueue(log.append_all, most_updates=10, after=fail)
    assert await queue.append(batch("a")) == Appended([1], 0)
    assert await queue.append(batch("a")) == Appended([2], 1)
    await asyncio.to_thread(queue.close)
    assert len(caplog.records) == 2
