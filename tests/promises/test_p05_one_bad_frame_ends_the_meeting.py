"""P5: A malformed, hostile or huge frame ends only its sender, and never holds the loop up."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from core.live.limits import LIMITS
from core.live.room import protocol
from core.live.room.protocol import var_string, var_uint
from tests.support.live import House
from tests.support.peers import Peer
from tests.support.timing import no_collector

LONGEST_BLOCK = 0.1


@asynccontextmanager
async def watched_loop() -> AsyncIterator[list[float]]:
    """How much processor time single turns of the loop took. Waiting for other programs does not count, nor does
    Python's collector, which walks over what all tests before have left."""
    turns: list[float] = []

    async def watch() -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            turns.append(now - before)
            before = now

    task = asyncio.create_task(watch())
    try:
        with no_collector():
            yield turns
    finally:
        task.cancel()


def an_update(text: str = "hello") -> bytes:
    doc: Doc[Any] = Doc()
    doc.get("text:summary.what_happened", type=Text).insert(0, text)
    doc.get("rows:actions", type=Map)["a"] = Map({"rank": "a", "text": Text(text)})
    return doc.get_update()


def hostile() -> dict[str, bytes | str]:
    item = var_uint(1) + var_uint(1) + var_uint(5) + var_uint(0)
    root = b"\x01" + var_string("facts")
    return {
        "a text frame": "hello",
        "nothing": b"",
        "an unknown kind": b"\x09abc",
        "an update cut off": protocol.sync_update(an_update()[:-3]),
        "an update with a forged count": protocol.sync_update(var_uint(2**32 - 1)),
        "a chain of nested values": protocol.sync_update(
            item + bytes([8]) + root + var_uint(1) + b"\x75\x01" * 100_000 + b"\x7e\x00"
        ),
        "too many nested maps": protocol.sync_step2(nested_maps(12_000)),
        "a forged state vector": protocol.sync_step1(var_uint(2**32 - 1) + b"\x01"),
        "a state vector of ten thousand and one": protocol.sync_step1(
            var_uint(10_001) + b"".join(var_uint(n) + b"\x01" for n in range(10_001))
        ),
        "a megabyte of presence": protocol.presence([protocol.presence_entry(1, 1, json.dumps("x" * 1_000_000))]),
        "presence that is no JSON": protocol.presence([protocol.presence_entry(1, 1, "{")]),
        "presence that counts what is not there": bytes([1]) + protocol.var_bytes(var_uint(2**40)),
        "an update over its cap": protocol.sync_update(an_update("x" * LIMITS.update_bytes)),
        "an answer over its cap": protocol.sync_step2(an_update("x" * LIMITS.answer_bytes)),
        "a document over its cap": protocol.sync_step2(an_update("x" * 600_000)),
    }


def nested_maps(count: int) -> bytes:
    """Each the child of the one before: deleting the first would overflow the native stack."""
    made = var_uint(1) + var_uint(count) + var_uint(5) + var_uint(0)
    for number in range(count):
        parent = b"\x01" + var_string("facts") if number == 0 else b"\x00" + var_uint(5) + var_uint(number - 1)
        made += bytes([0x27]) + parent + var_string("k") + b"\x01"
    return made + b"\x00"


@pytest.mark.parametrize("what", list(hostile()))
async def test_a_hostile_frame_ends_its_sender_only(house: House, what: str) -> None:
    """The others type on; nothing of the frame is passed on; no turn of the loop takes long."""
    pm_id = house.meeting()
    ada, bo, eve = await house.peer(pm_id), await house.peer(pm_id), await house.peer(pm_id)
    frame = hostile()[what]
    heard = len(bo.frames)
    async with watched_loop() as turns:
        await eve.transport.send(frame)
        assert await eve.until_closed() in (4413, 4422)
        await asyncio.sleep(0.02)
    assert max(turns) < LONGEST_BLOCK, what
    passed_on = b"".join(bo.frames[heard:])
    assert not isinstance(frame, bytes) or len(frame) < 8 or frame not in passed_on
    ada.type("still here")
    await bo.until(lambda: bo.read() == "still here")
    assert ada.closed is None
    assert bo.closed is None


async def test_just_inside_the_caps_everything_passes(house: House) -> None:
    """A quarter of a megabyte typed at once is much; it is not an attack."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    size = 190_000
    async with watched_loop() as turns:
        ada.type("x" * size)
        await bo.until(lambda: len(bo.read()) == size)
        await ada.until_saved()
    assert max(turns) < LONGEST_BLOCK
    ada.send(protocol.sync_step1(var_uint(10_000) + b"".join(var_uint(n) + b"\x01" for n in range(10_000))))
    await asyncio.sleep(0.05)
    assert ada.closed is None


async def test_mutated_updates_end_only_their_senders(house: House) -> None:
    """A hundred broken frames, each from another socket: the room stays, and what it holds can be read."""
    pm_id = house.meeting()
    ada = await house.peer(pm_id)
    dice = random.Random(20)
    person = house.person(pm_id)
    for _ in range(60):
        eve = await house.knock(pm_id, person)
        mutated = bytearray(an_update("words that will be broken"))
        for _ in range(dice.randrange(1, 5)):
            mutated[dice.randrange(len(mutated))] = dice.randrange(256)
        await eve.transport.send(protocol.sync_update(bytes(mutated)))
        eve.say({"type": "probe", "t0": 1})
        await eve.until(lambda eve=eve: eve.closed or eve.last("probe"))  # type: ignore[misc]
        await eve.leave()
    ada.type("end ", "lessons.lucky")
    await ada.until_saved()
    fresh: Peer = await house.peer(pm_id)
    await fresh.until(lambda: "end " in fresh.read("lessons.lucky"))
