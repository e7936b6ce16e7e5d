"""Records of many rooms: each is brought up to date in its turn, and no room that breaks or closes stops the others."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.live.limits import Limits
from core.live.projection_turns import ProjectionTurns
from core.live.room.document.stored_document import StoredDocument
from tests.live.room.document.test_commit_queue import Stage, Writer
from tests.support.fakes import FakeLog

SOON = Limits(projection_seconds=0.01)


@pytest.fixture
async def rooms() -> AsyncIterator[list[Stage]]:
    """Three, with the turns of one server."""
    turns = ProjectionTurns(0.5)
    logs = [FakeLog() for _ in range(3)]
    for log in logs:
        log.turns = turns
    opened = [await Stage.open(log, SOON) for log in logs]
    yield opened
    for log in logs:
        log.gate.set()
    for room in opened:
        await room.commits.shutdown()


async def typed(room: Stage, text: str) -> None:
    Writer("ada").type(room.commits, text)
    await room.quiet()


async def until_projected(room: Stage, text: str) -> None:
    await room.until(lambda: room.log.projected and room.log.projected[-1][0].summary.what_happened == text)


async def test_every_room_has_its_turn(rooms: list[Stage]) -> None:
    """Each record says what was typed in its own room."""
    for room, text in zip(rooms, ("one", "two", "three"), strict=True):
        await typed(room, text)
    for room, text in zip(rooms, ("one", "two", "three"), strict=True):
        await until_projected(room, text)


async def test_a_room_that_closes_does_not_wait_for_its_turn(rooms: list[Stage]) -> None:
    """A server that stops has many to write, and nobody types any more."""
    first, second, _ = rooms
    async with first.log.turns.turn():
        await typed(second, "last words")
        await asyncio.sleep(0.05)  # its timer is over: it waits for the turn
        assert second.log.projected == []
        async with asyncio.timeout(2):
            await second.commits.shutdown()
        assert second.log.projected[-1][0].summary.what_happened == "last words"
    await typed(first, "goes on")
    await until_projected(first, "goes on")


async def test_a_document_that_cannot_be_read_passes_the_turn_on(
    rooms: list[Stage], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged with its id; the other rooms have their records."""
    broken, good, _ = rooms
    read = StoredDocument.read

    def fails(document: StoredDocument) -> Any:
        if document is broken.commits.document:
            raise LookupError
        return read(document)

    monkeypatch.setattr(StoredDocument, "read", fails)
    await typed(broken, "odd")
    await typed(good, "fine")
    await until_projected(good, "fine")
    assert broken.log.projected == []
    assert "could not be read" in caplog.text
    monkeypatch.undo()
    await typed(broken, "again ")
    await until_projected(broken, broken.commits.document.read().summary.what_happened)


async def test_the_record_is_of_a_moment_when_all_was_stored(rooms: list[Stage]) -> None:
    """A commit is in flight when its turn comes: the record has its words and its id, not half of them."""
    room = rooms[0]
    async with room.log.turns.turn():
        await typed(room, "stored")
        await asyncio.sleep(0.05)
        room.log.gate.clear()
        Writer("ben").type(room.commits, "in flight ")
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert room.log.projected == []
    room.log.gate.set()
    await room.until(lambda: room.log.projected)
    found, number = room.log.projected[0]
    assert number == len(room.log.log) == 2
    assert found == room.commits.document.read()
    assert "in flight" in found.summary.what_happened


async def test_while_somebody_types_without_a_pause_a_record_is_made_now_and_then() -> None:
    """And at once when they rest: not after each letter."""
    room = await Stage.open(FakeLog(), Limits(projection_seconds=0.15, projection_longest_seconds=0.6))
    ada = Writer("ada")
    loop = asyncio.get_running_loop()
    begun, longest = loop.time(), 0.0
    last = begun
    while loop.time() < begun + 1.2:
        ada.type(room.commits, "x")
        await asyncio.sleep(0.02)
        longest, last = max(longest, loop.time() - last), loop.time()
    if longest < 0.15:  # on a machine that stood still in between, that was a rest
        assert 1 <= len(room.log.projected) <= 2
    await room.quiet()
    await until_projected(room, room.commits.document.read().summary.what_happened)
    await room.commits.shutdown()
