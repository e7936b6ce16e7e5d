"""The order in which typing reaches everybody: validate, apply, commit, broadcast, acknowledge.

Frames wait in a queue; a cycle takes all that wait, applies them, writes them in one transaction, and broadcasts them
as one. The document in memory equals the log except while a commit is in flight, so whoever asks for content meanwhile
waits for its end.

When a commit fails the document is read again from the log: its memory holds text that the log does not, so a
returning browser would send an empty difference and lose it for good.

Not here: permissions, sockets, what is sent to whom.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from time import perf_counter

from pycrdt import merge_updates

from core.document.library_failures import is_library_failure
from core.errors import Conflict, NotFound, StorageTrouble
from core.live.backend import Backend
from core.live.limits import LIMITS, Limits
from core.live.metrics import instruments
from core.live.room import protocol
from core.live.room.close_codes import Close, code_for
from core.live.room.document.commit_listener import CommitListener
from core.live.room.document.projection import Projection
from core.live.room.document.stored_document import PendingUpdate, StoredDocument
from core.live.room.document.update_scan import Scan
from core.live.room.peer import Peer
from core.services.documents.document_store import OpenDocument
from core.store.document_updates import NewUpdate

_log = logging.getLogger(__name__)
TROUBLE = "Debrief cannot write to its database right now. Keep this page open: what you type is kept here."


class CommitQueue:
    """Used on the event loop only."""

    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        opened: OpenDocument,
        listener: CommitListener,
        limits: Limits = LIMITS,
        trouble: str | None = None,
    ) -> None:
        self.pm_id = pm_id
        self.document = StoredDocument(pm_id, backend, opened, limits)
        self.trouble = trouble
        """Why nothing can be stored at the moment, as a sentence."""
        self.abandoned = False
        self._backend = backend
        self._listener = listener
        self._limits = limits
        self._queue: deque[PendingUpdate] = deque()
        self._queued_bytes = 0
        self._in_flight: list[PendingUpdate] = []
        self._has_space = asyncio.Event()
        self._has_space.set()
        self._settled: list[Callable[[], None]] = []
        self._cycle: asyncio.Task[None] | None = None
        self._projection = Projection(self.document, self.when_settled, listener.document_read, backend, limits)

    @property
    def is_idle(self) -> bool:
        """Nothing waits and no commit is in flight."""
        return self._cycle is None

    @property
    def waiting(self) -> int:
        """How many changes are not durable yet."""
        return len(self._queue) + len(self._in_flight)

    @property
    def oldest_received(self) -> float | None:
        """When the oldest of these arrived, by ``time.perf_counter``; None when there is none."""
        first = self._in_flight[:1] or [self._queue[0]] if self.waiting else []
        return first[0].received if first else None

    def put(
        self, peer: Peer, update: bytes, found: Scan | None, *, answer: bool = False, received: float | None = None
    ) -> None:
        """``received`` is when the frame arrived, by ``time.perf_counter``; now, if it is not told."""
        if self.abandoned:  # its sender is closed already, and nobody would take it out again
            return
        self._queue.append(PendingUpdate(peer, update, found, answer, received=received or perf_counter()))
        self._queued_bytes += len(update)
        if self._queued_bytes > self._limits.pending_bytes:
            self._has_space.clear()
        self._start_cycle()

    async def wait_for_space(self) -> None:
        """No socket is read while too much waits for a slow database."""
        await self._has_space.wait()

    def when_settled(self, answer: Callable[[], None]) -> None:
        """Runs ``answer`` when the document holds nothing that is not stored: now, if no commit is in flight."""
        if self._cycle is None:
            _run(answer)
        else:
            self._settled.append(answer)

    def follow_log(self) -> None:
        """Somebody else wrote to the log: another server, or an edit from outside the board."""
        self.document.is_behind = True
        self._start_cycle()

    async def shutdown(self) -> None:
        """Waits until everything is stored and the record is up to date."""
        while self._cycle is not None:
            await asyncio.wait([self._cycle])
        try:
            if not self.abandoned:
                await self._projection.finish()
        finally:
            self.document.live.close()

    # The cycle

    def _start_cycle(self) -> None:
        if self._cycle is None and not self.abandoned:
            self._cycle = asyncio.create_task(self._run_cycle(), name=f"commits-{self.pm_id}")

    async def _run_cycle(self) -> None:
        try:
            while (self._queue or self.document.is_behind or self._settled) and not self.abandoned:
                if self.document.is_behind:
                    await self._follow_log()
                self._run_settled()
                if self._queue:
                    self._in_flight = self._take_batch()
                    await self._commit(self._in_flight)
                    self._in_flight = []
        except (Conflict, NotFound) as error:
            _log.warning("the document of %s was replaced or removed", self.pm_id)
            self._abandon(code_for(error))
        except Exception:
            _log.exception("the room of %s failed and is abandoned", self.pm_id)
            self._abandon(Close.STORAGE)
        finally:
            self._cycle = None
            self._in_flight = []
            self._run_settled()

    def _run_settled(self) -> None:
        waiting, self._settled = self._settled, []
        for answer in waiting:
            _run(answer)

    async def _follow_log(self) -> None:
        try:
            updates = await self.document.follow_log()
        except StorageTrouble as error:
            _log.warning("the log of %s could not be read: %s", self.pm_id, error.sentence)
            return
        for update in _merged(updates):
            self._listener.broadcast_update(update, set())
        if updates:
            self._projection.schedule()

    def _take_batch(self) -> list[PendingUpdate]:
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._limits.commit_updates))]
        self._queued_bytes -= sum(len(pending.update) for pending in batch)
        if self._queued_bytes <= self._limits.pending_bytes:
            self._has_space.set()
        return batch

    async def _commit(self, batch: list[PendingUpdate]) -> None:
        applied = await self.document.apply_batch(batch)
        new = [pending for pending in applied if pending.store]
        if new:
            if not await self._store(new):
                instruments.COMMIT_FAILED.inc()
                return
            instruments.COMMIT_STORED.inc()
            instruments.observe(instruments.DURABLE, (item.received for item in new), perf_counter())
            self._projection.schedule()
            self._broadcast(new)
            instruments.observe(instruments.BROADCAST, (item.received for item in new), perf_counter())
        for peer in {pending.peer.number: pending.peer for pending in applied}.values():
            peer.saved += sum(1 for pending in applied if pending.peer is peer)
            peer.send(protocol.custom({"type": "saved", "n": peer.saved}))

    async def _store(self, new: list[PendingUpdate]) -> bool:
        """One transaction for all that waited. False when it failed and the document was read again."""
        document = self.document
        updates = [NewUpdate(document.doc_id, document.epoch, item.peer.visitor_id, item.update) for item in new]
        if document.correction:
            updates.append(NewUpdate(document.doc_id, document.epoch, None, document.correction))
        try:
            appended = await self._backend.append(self.pm_id, updates)
        except (Conflict, NotFound):
            raise
        except Exception as error:
            await self._recover(error)
            return False
        document.stored(appended)
        if self.trouble is not None:
            self.trouble = None
            self._listener.trouble_changed(None)
        return True

    def _broadcast(self, new: list[PendingUpdate]) -> None:
        authors = {pending.peer for pending in new}
        for update in _merged([pending.update for pending in new]):
            self._listener.broadcast_update(update, authors)
        if self.document.correction:
            self._listener.broadcast_update(self.document.correction, set())
        for pending in new:
            if pending.scan is not None and pending.scan.structs:
                self._listener.text_stored(pending.peer, answer=pending.answer)
        doubtful = [pending.scan for pending in new if pending.scan is not None and pending.scan.may_wait]
        if doubtful and self.document.live.has_pending(doubtful):
            # A frame before one of these was lost on the way. Its sender still has it.
            for peer in authors:
                peer.send(protocol.sync_step1(self.document.live.vector()))

    # When it fails

    async def _recover(self, error: Exception) -> None:
        """Nothing of the batch was stored. Browsers keep their text and send it again when they are back."""
        _log.error("a commit for %s failed: %s", self.pm_id, error, exc_info=error)
        self.trouble = TROUBLE
        self._listener.trouble_changed(TROUBLE)
        self._clear_queue()
        self._listener.close_writers(Close.STORAGE)
        await self.document.reload()

    def _clear_queue(self) -> None:
        self._queue.clear()
        self._queued_bytes = 0
        self._has_space.set()

    def _abandon(self, code: Close) -> None:
        self.abandoned = True
        self._clear_queue()
        self._projection.stop()
        self._listener.close_everybody(code)


def _merged(updates: list[bytes]) -> list[bytes]:
    """Many updates in one frame: a frame a peer costs more than its bytes."""
    if len(updates) < 2:
        return updates
    try:
        return [merge_updates(*updates)]
    except BaseException as error:
        if not is_library_failure(error):
            raise
        _log.warning("%d updates could not be merged and are sent one by one", len(updates))
        return updates


def _run(answer: Callable[[], None]) -> None:
    try:
        answer()
    except Exception:
        _log.exception("an answer could not be given")
