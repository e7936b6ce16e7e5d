"""P10: N editors always converge, whatever the network does to their frames.

A state machine drives real rooms over a log in memory: people type, delete and make rows; frames get lost, doubled
and reordered; sockets drop and come back; the server restarts, compacts its log, and writes to it from elsewhere.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from pycrdt import Doc, Map, Text, merge_updates

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
from core.live.room.peer import Peer
from core.live.room.room import Room
from tests.support.fakes import FakeLog, FakeWire, member

FIELD = "text:summary.what_happened"
WORDS = st.sampled_from(["a", "word ", "日本", "🚨", "é", "שלום", "👩‍👩‍👧", "\n", "x" * 50])
WHO = st.integers(0, 7)
LIMITS = Limits(frames_per_second=1e9, step1_per_second=1e9, projection_seconds=60)


class Laptop:
    """A browser: a document, what is on its way to the server, and what of the server's it has read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.doc: Doc[Any] = Doc()
        self.way: list[bytes] = []
        self.wire = FakeWire()
        self.peer: Peer | None = None
        self.read = 0
        self._remote = False
        self._subscription = self.doc.observe(self._changed)

    def _changed(self, event: Any) -> None:
        if not self._remote and self.peer is not None:
            self.way.append(protocol.sync_update(event.update))

    def apply(self, update: bytes) -> None:
        self._remote = True
        try:
            self.doc.apply_update(update)
        finally:
            self._remote = False

    def content(self) -> object:
        text: Text = self.doc.get(FIELD, type=Text)
        rows: Map[Any] = self.doc.get("rows:actions", type=Map)
        return str(text), {key: (row.get("removed"), str(row.get("text"))) for key, row in rows.items()}


class Editors(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.laptops: list[Laptop] = []

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize(count=st.integers(2, 8))
    def open(self, count: int) -> None:
        self.laptops = [Laptop(f"v{number}") for number in range(count)]
        self.run(self._open())

    async def _open(self) -> None:
        self.log = FakeLog(*[member(laptop.name) for laptop in self.laptops])
        self.room = await Room.load("pm", self.log, on_empty=lambda _: None, limits=LIMITS)
        for laptop in self.laptops:
            await self._connect(laptop)

    def one(self, who: int) -> Laptop:
        return self.laptops[who % len(self.laptops)]

    # What people do

    @rule(who=WHO, phrase=WORDS, at=st.floats(0, 1))
    def types(self, who: int, phrase: str, at: float) -> None:
        text: Text = self.one(who).doc.get(FIELD, type=Text)
        text.insert(boundary(str(text), at), phrase)

    @rule(who=WHO, at=st.floats(0, 1), until=st.floats(0, 1))
    def deletes(self, who: int, at: float, until: float) -> None:
        text: Text = self.one(who).doc.get(FIELD, type=Text)
        start, end = sorted((boundary(str(text), at), boundary(str(text), until)))
        if start < end:
            del text[start:end]

    @rule(who=WHO, row=st.integers(0, 3), text=WORDS)
    def makes_a_row(self, who: int, row: int, text: str) -> None:
        """Two people may make the same row at once, as an import and a hand do."""
        rows: Map[Any] = self.one(who).doc.get("rows:actions", type=Map)
        rows[f"r{row}"] = Map({"rank": "a", "removed": False, "text": Text(text)})

    @rule(who=WHO, row=st.integers(0, 3))
    def removes_a_row(self, who: int, row: int) -> None:
        rows: Map[Any] = self.one(who).doc.get("rows:actions", type=Map)
        if f"r{row}" in rows:
            rows[f"r{row}"]["removed"] = True

    # What the network does

    @rule(who=WHO)
    def sends(self, who: int) -> None:
        self.run(self._send(self.one(who)))

    @rule(who=WHO)
    def loses_a_frame(self, who: int) -> None:
        laptop = self.one(who)
        del laptop.way[:1]

    @rule(who=WHO)
    def doubles_a_frame(self, who: int) -> None:
        laptop = self.one(who)
        laptop.way[:0] = laptop.way[:1]

    @rule(who=WHO)
    def reorders_frames(self, who: int) -> None:
        self.one(who).way.reverse()

    @rule(who=WHO)
    def reads(self, who: int) -> None:
        self.run(self._read(self.one(who)))

    @rule(who=WHO)
    def drops_and_comes_back(self, who: int) -> None:
        self.run(self._reconnect(self.one(who)))

    # What the server does

    @rule()
    def restarts(self) -> None:
        """As after a crash: a new room from the log, everybody comes back."""
        self.run(self._restart())

    @rule()
    def compacts(self) -> None:
        """One snapshot in the place of the log, by merging: a document's own update would drop what waits."""
        self.run(self._settle())
        if self.log.log:
            number = self.log.log[-1][0]
            self.log.log[:] = [(number, merge_updates(*[data for _, data, _ in self.log.log]), None)]

    @rule(text=WORDS)
    def an_edit_comes_from_outside(self, text: str) -> None:
        self.run(self._edit(text))

    # The promise

    @invariant()
    def nobody_is_closed(self) -> None:
        assert all(laptop.peer is None or laptop.peer.closing is None for laptop in self.laptops)

    def teardown(self) -> None:
        """In the end everybody is connected and quiet: all hold the same, and so does the log."""
        try:
            if self.laptops:
                self.run(self._converge())
        finally:
            self.runner.close()

    async def _converge(self) -> None:
        for _ in range(3):
            for laptop in self.laptops:
                await self._reconnect(laptop)
            await self._settle()
            for laptop in self.laptops:
                await self._send(laptop)
                await self._read(laptop)
        contents = [laptop.content() for laptop in self.laptops]
        assert all(content == contents[0] for content in contents)
        stored = Laptop("the log")
        for _, data, _ in self.log.log:
            stored.apply(data)
        assert stored.content() == contents[0]
        self.room.peers.close_all(Close.RESTARTING)
        await asyncio.sleep(0)
        await self.room.shutdown()

    async def _settle(self) -> None:
        for _ in range(200):
            await asyncio.sleep(0)
            if self.room.commits.is_idle:
                return

    async def _connect(self, laptop: Laptop) -> None:
        laptop.wire, laptop.read, laptop.way = FakeWire(), 0, []
        laptop.peer = Peer(laptop.wire, laptop.name, LIMITS)
        laptop.peer.start()
        self.room.add(laptop.peer, member(laptop.name))
        laptop.way.append(protocol.sync_step1(laptop.doc.get_state()))
        await self._send(laptop)
        await self._read(laptop)
        await self._send(laptop)
        await self._read(laptop)

    async def _reconnect(self, laptop: Laptop) -> None:
        if laptop.peer is not None:
            self.room.remove(laptop.peer)
            await laptop.peer.finish()
        await self._connect(laptop)

    async def _send(self, laptop: Laptop) -> None:
        assert laptop.peer is not None
        way, laptop.way = laptop.way, []
        for frame in way:
            await self.room.receive(laptop.peer, frame)
        await self._settle()

    async def _read(self, laptop: Laptop) -> None:
        await asyncio.sleep(0)
        await self._settle()
        for frame in laptop.wire.frames[laptop.read :]:
            laptop.read += 1
            message = protocol.parse(frame)
            if isinstance(message, protocol.AskSync):
                laptop.way.append(protocol.sync_step2(laptop.doc.get_update(message.vector)))
            elif isinstance(message, protocol.Change):
                laptop.apply(message.update)

    async def _restart(self) -> None:
        for laptop in self.laptops:
            if laptop.peer is not None:
                self.room.remove(laptop.peer)
                await laptop.peer.finish()
        await self.room.shutdown()
        self.room = await Room.load("pm", self.log, on_empty=lambda _: None, limits=LIMITS)
        for laptop in self.laptops:
            await self._connect(laptop)

    async def _edit(self, text: str) -> None:
        outside = Laptop("outside")
        for _, data, _ in self.log.log:
            outside.apply(data)
        before = outside.doc.get_state()
        outside.doc.get(FIELD, type=Text).insert(0, text)
        self.log.write(outside.doc.get_update(before))
        self.room.commits.follow_log()
        await self._settle()


def boundary(text: str, at: float) -> int:
    """A place between two characters, in the bytes that pycrdt counts."""
    return len(text[: round(at * len(text))].encode())


def test_editors_converge() -> None:
    """Two to eight documents, any order of events: the same text for all in the end, and in the log."""
    how = settings(stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Editors, settings=how)


def test_merging_keeps_what_waits_for_an_earlier_update() -> None:
    """A snapshot made by the document itself would lose it; this is why logs are merged."""
    doc: Doc[Any] = Doc()
    text: Text = doc.get(FIELD, type=Text)
    text.insert(0, "first ")
    first, before = doc.get_update(), doc.get_state()
    text.insert(6, "second")
    second = doc.get_update(before)
    merged: Callable[..., bytes] = merge_updates
    late: Doc[Any] = Doc()
    late.apply_update(merged(second, second))
    late.apply_update(first)
    assert str(late.get(FIELD, type=Text)) == "first second"
