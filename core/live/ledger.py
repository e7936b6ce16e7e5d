"""The order in which typing becomes everybody's: validate, apply, commit, show, tell the author.

A ledger holds one document. Frames wait in line; a cycle takes all that wait, applies them, writes
them in one transaction, and shows them as one. The document in memory equals the log except while a
commit is in flight, so whoever asks for content meanwhile waits for its end.

When a commit fails the document is thrown away and read again from the log: its memory holds text
that the log does not, so a returning browser would send an empty difference and lose it for good.

Not here: peers' rights, sockets, what is shown to whom.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from pycrdt import merge_updates

from core.document.read import read
from core.domain.postmortem import Postmortem
from core.errors import BadInput, Conflict, DebriefError, NotFound, TooLarge
from core.live import protocol
from core.live.backend import Backend
from core.live.closing import Close, code_for
from core.live.limits import LIMITS, Limits
from core.live.live_doc import LiveDoc, Poisoned
from core.live.peer import Peer
from core.live.projection import Projection
from core.live.scan import Scan
from core.services.documents import Opened
from core.store.updates import NewUpdate

_log = logging.getLogger(__name__)
MOST_IN_A_COMMIT = 500
TROUBLE = "Debrief cannot write to its database right now. Keep this page open: what you type is kept here."
OFFENCES = (Close.TOO_LARGE, Close.MALFORMED)


@dataclass(slots=True)
class _Entry:
    """A document frame on its way into the log. ``scan`` is None when there is nothing in it."""

    peer: Peer
    update: bytes
    scan: Scan | None
    store: bool = False


class Ledger:
    """Made by ``Ledger.open``; used on the event loop only."""

    doc: LiveDoc

    def __init__(self, pm_id: str, backend: Backend, opened: Opened, limits: Limits, trouble: str | None) -> None:
        self.pm_id = pm_id
        self.trouble = trouble
        self.dead = False
        """Given up: the next person gets a new room."""
        self.tell: Callable[[bytes, set[Peer]], None] = lambda *_: None
        self.end: Callable[[Close], None] = lambda _: None
        """Ends the sockets of those who write, and of everybody when the ledger is dead."""
        self.say: Callable[[str | None], None] = lambda _: None
        self.projected: Callable[[Postmortem], None] = lambda _: None
        self._backend = backend
        self._limits = limits
        self._inbox: deque[_Entry] = deque()
        self._waiting_bytes = 0
        self._space = asyncio.Event()
        self._space.set()
        self._settled: list[Callable[[], None]] = []
        self._cycle: asyncio.Task[None] | None = None
        self._others = False
        self._own: set[int] = set()
        self._take(opened)
        self._projection = Projection(self, backend, limits)

    @classmethod
    async def open(cls, pm_id: str, backend: Backend, limits: Limits = LIMITS, trouble: str | None = None) -> "Ledger":
        return cls(pm_id, backend, await backend.open(pm_id), limits, trouble)

    def _take(self, opened: Opened) -> None:
        if hasattr(self, "doc"):
            self.doc.close()
        self.doc = LiveDoc(opened.updates, self._limits)
        self.doc_id = opened.doc_id
        self.epoch = opened.epoch
        self.last_id = self._followed = opened.last_id
        self._own.clear()

    def read(self) -> Postmortem:
        """Only when settled: what is read is what is stored."""
        return read(self.doc.doc).postmortem

    # In

    def put(self, peer: Peer, update: bytes, found: Scan | None) -> None:
        self._inbox.append(_Entry(peer, update, found))
        self._waiting_bytes += len(update)
        if self._waiting_bytes > self._limits.pending_bytes:
            self._space.clear()
        self._go()

    async def has_room(self) -> None:
        """Nobody is read while too much waits for a slow database."""
        await self._space.wait()

    def when_settled(self, answer: Callable[[], None]) -> None:
        """Runs ``answer`` when the document holds nothing that is not stored: now, if no commit is in flight."""
        if self._cycle is None:
            _run(answer)
        else:
            self._settled.append(answer)

    def follow(self) -> None:
        """Somebody else wrote to the log: another server, or an edit from outside the board."""
        self._others = True
        self._go()

    def behind(self, newest: int) -> bool:
        return newest > self._followed

    # The cycle

    def _go(self) -> None:
        if self._cycle is None and not self.dead:
            self._cycle = asyncio.create_task(self._run_cycle(), name=f"ledger-{self.pm_id}")

    async def _run_cycle(self) -> None:
        try:
            while (self._inbox or self._others or self._settled) and not self.dead:
                if self._others:
                    self._others = False
                    await self._follow_others()
                self._answer_waiting()
                if self._inbox:
                    await self._commit(self._take_batch())
        except Exception:
            _log.exception("the room of %s broke and is given up", self.pm_id)
            self._give_up(Close.STORAGE)
        finally:
            self._cycle = None
            self._answer_waiting()

    def _answer_waiting(self) -> None:
        waiting, self._settled = self._settled, []
        for answer in waiting:
            _run(answer)

    def _take_batch(self) -> list[_Entry]:
        batch = [self._inbox.popleft() for _ in range(min(len(self._inbox), MOST_IN_A_COMMIT))]
        self._waiting_bytes -= sum(len(entry.update) for entry in batch)
        if self._waiting_bytes <= self._limits.pending_bytes:
            self._space.set()
        return batch

    async def _commit(self, batch: list[_Entry]) -> None:
        applied = await self._apply(batch)
        stored = [entry for entry in applied if entry.store]
        if stored and not await self._store(stored):
            return
        if stored:
            self._projection.soon()
            self._show(stored)
        for peer in {entry.peer.number: entry.peer for entry in applied}.values():
            peer.saved += sum(1 for entry in applied if entry.peer is peer)
            peer.send(protocol.custom({"type": "saved", "n": peer.saved}))

    async def _store(self, stored: list[_Entry]) -> bool:
        """One transaction for all that waited. False when it failed and the room started anew."""
        updates = [NewUpdate(self.doc_id, self.epoch, entry.peer.visitor_id, entry.update) for entry in stored]
        try:
            ids = await self._backend.append(self.pm_id, updates)
        except Exception as error:
            await self._failed(error)
            return False
        self._own.update(ids)
        self.last_id = max(self.last_id, ids[-1])
        if self.trouble is not None:
            self.trouble = None
            self.say(None)
        return True

    def _show(self, stored: list[_Entry]) -> None:
        authors = {entry.peer for entry in stored}
        updates = [entry.update for entry in stored]
        for update in _as_one(updates):
            self.tell(update, authors)
        doubtful = [entry.scan for entry in stored if entry.scan is not None and entry.scan.may_wait]
        if doubtful and self.doc.waits(doubtful):
            # A frame before one of these was lost on the way. Its sender still has it.
            for peer in authors:
                peer.send(protocol.sync_step1(self.doc.vector()))

    # Applying

    async def _apply(self, batch: list[_Entry], *, careful: bool = False) -> list[_Entry]:
        """Applies what can be. Whoever sent what cannot is closed, and nobody else notices.

        If the document breaks it is read again from the log, and the batch once more, frame by frame.
        """
        since = self.doc.vector()
        applied: list[_Entry] = []
        for position, entry in enumerate(batch):
            if entry.peer.closing in OFFENCES:
                continue
            try:
                self._apply_one(entry)
                if careful:
                    self.doc.check(since)
            except (BadInput, TooLarge) as error:
                if isinstance(error, Poisoned) or careful:
                    if careful:
                        entry.peer.close(code_for(error))
                    self._take(await self._backend.open(self.pm_id))
                    rest = batch if not careful else applied + batch[position + 1 :]
                    return await self._apply(rest, careful=True)
                entry.peer.close(code_for(error))
                continue
            applied.append(entry)
        try:
            self.doc.check(since)
        except BadInput:
            self._take(await self._backend.open(self.pm_id))
            return await self._apply(batch, careful=True)
        return applied

    def _apply_one(self, entry: _Entry) -> None:
        if entry.scan is None:
            return
        self.doc.fits(entry.update, entry.scan)
        entry.store = self.doc.apply(entry.update, entry.scan)

    # Others

    async def _follow_others(self) -> None:
        try:
            news = await self._backend.since(self.doc_id, self._followed)
        except NotFound:
            self._give_up(Close.NO_MEETING)
            return
        except DebriefError as error:
            _log.warning("the log of %s could not be read: %s", self.pm_id, error.sentence)
            return
        if news.epoch != self.epoch:
            # Applying the new document to the old one would merge two histories of the same text.
            self._give_up(Close.EPOCH)
            return
        theirs = [data for number, data, _ in news.updates if number not in self._own]
        if news.updates:
            self._followed = max(number for number, _, _ in news.updates)
            self.last_id = max(self.last_id, self._followed)
            self._own = {number for number in self._own if number > self._followed}
        if not theirs:
            return
        for update in theirs:
            self.doc.apply_stored(update)
        for update in _as_one(theirs):
            self.tell(update, set())
        self._projection.soon()

    # When it fails

    async def _failed(self, error: Exception) -> None:
        """Nothing of the batch was stored. Browsers keep their text and send it again when they are back."""
        if isinstance(error, Conflict):
            _log.warning("the document of %s was replaced", self.pm_id)
            self._give_up(Close.EPOCH)
            return
        if isinstance(error, NotFound):
            self._give_up(Close.NO_MEETING)
            return
        _log.error("a commit for %s failed: %s", self.pm_id, error, exc_info=error)
        self.trouble = TROUBLE
        self.say(TROUBLE)
        self._drop_inbox()
        self.end(Close.STORAGE)
        try:
            self._take(await self._backend.open(self.pm_id))
        except Exception:
            _log.exception("the log of %s cannot be read either", self.pm_id)
            self._give_up(Close.STORAGE)

    def _drop_inbox(self) -> None:
        self._inbox.clear()
        self._waiting_bytes = 0
        self._space.set()

    def _give_up(self, code: Close) -> None:
        self.dead = True
        self._drop_inbox()
        self._projection.stop()
        self.end(code)

    async def rest(self) -> None:
        """Waits until everything is stored and the record says the same."""
        while self._cycle is not None:
            await asyncio.wait([self._cycle])
        try:
            if not self.dead:
                await self._projection.finish()
        finally:
            self.doc.close()


def _as_one(updates: list[bytes]) -> list[bytes]:
    """Many updates in one frame: a frame a peer costs more than its bytes."""
    if len(updates) < 2:
        return updates
    try:
        return [merge_updates(*updates)]
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        _log.warning("%d updates could not be merged and are sent one by one", len(updates))
        return updates


def _run(answer: Callable[[], None]) -> None:
    try:
        answer()
    except Exception:
        _log.exception("an answer could not be given")
