"""From the document to the record, as soon as typing rests and never at its cost.

While people type without a pause it is made now and then only: whoever reads a record reads it when they stop, or a
moment old. The document is read only while it holds nothing that is not stored. A small one is read on the event loop,
where it lives; of a large one a copy is read in a thread. The record is written in a thread of its own. However fast
people type and in however many rooms, one projection runs at a time, and all together take a small part of the time.
"""

import asyncio
import logging
from collections.abc import Callable

from core.document.library_failures import is_library_failure
from core.document.load import load
from core.document.read import read
from core.domain import revision
from core.domain.postmortem import Postmortem
from core.errors import DebriefError
from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room.document.stored_document import StoredDocument

_log = logging.getLogger(__name__)
_EMPTY_VECTOR = b"\x00"
_SHORTEST = 0.01
"""Seconds for which no timer is set again."""
_Source = tuple[Postmortem | bytes, int]


def _read_copy(update: bytes) -> Postmortem:
    """A document of this thread's own: they belong to the thread that made them."""
    return read(load([update])).postmortem


class Projection:
    """``when_settled`` runs a callback once memory equals the log; ``document_read`` gets what was read."""

    def __init__(
        self,
        document: StoredDocument,
        when_settled: Callable[[Callable[[], None]], None],
        document_read: Callable[[Postmortem], None],
        backend: Backend,
        limits: Limits,
    ) -> None:
        self._document = document
        self._when_settled = when_settled
        self._document_read = document_read
        self._backend = backend
        self._limits = limits
        self._stopped = False
        self._is_due = False
        self._changed_at = self._due_at = 0.0
        """When the latest change came, and when a record of it is made at the latest, by the loop's clock."""
        self._has_new_work = False
        """Something was written since the latest revision."""
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._waits = False
        """The task waits for its turn, and has not begun."""
        self._revised_at = asyncio.get_running_loop().time()

    def schedule(self) -> None:
        """The document changed, durably."""
        self._changed_at = asyncio.get_running_loop().time()
        if not self._is_due:
            self._due_at = self._changed_at + self._limits.projection_longest_seconds
        self._is_due = self._has_new_work = True
        self._start_timer(self._limits.projection_seconds)

    def stop(self) -> None:
        """For good: the document is not to be read any more."""
        self._stopped = True
        self._stop_timer()

    async def finish(self) -> None:
        """Writes what is left now, with a revision. Called when nobody is in the room any more."""
        self._stop_timer()
        if self._task is not None:
            if self._waits:
                self._task.cancel()
            await asyncio.wait([self._task])
        self._stop_timer()
        if self._is_due and not self._stopped:
            await self._project()
        if self._has_new_work and not self._stopped:
            self._has_new_work = False
            await self._save_revision(revision.ROOM_LEFT)

    def _start_timer(self, seconds: float) -> None:
        if self._timer is None and self._task is None and not self._stopped:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._on_timer)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_timer(self) -> None:
        self._timer = None
        rest = min(self._changed_at + self._limits.projection_seconds, self._due_at) - asyncio.get_running_loop().time()
        if rest > _SHORTEST:
            self._start_timer(rest)
            return
        self._task = asyncio.create_task(self._in_turn(), name=f"project-{self._document.pm_id}")

    async def _in_turn(self) -> None:
        wait = self._limits.projection_seconds
        self._waits = True
        try:
            async with self._backend.turns.turn():
                self._waits = False
                if not await self._project():
                    wait = self._limits.projection_retry_seconds
        except BaseException as error:
            if not (isinstance(error, Exception) or is_library_failure(error)):
                raise
            _log.exception("the document of %s could not be read", self._document.pm_id)
        finally:
            self._waits = False
            self._task = None
        if self._is_due:
            self._start_timer(wait)

    async def _project(self) -> bool:
        """Reads the document once nothing is in flight and writes its record. False when it could not be written."""
        taken = await self._settled()
        if taken is None:
            return True
        source, last_id = taken
        try:
            postmortem = await asyncio.to_thread(_read_copy, source) if isinstance(source, bytes) else source
            self._document_read(postmortem)
            await self._backend.project(self._document.pm_id, postmortem, last_id)
            await self._save_regular_revision()
        except DebriefError as error:
            _log.warning("the record of %s could not be written: %s", self._document.pm_id, error.sentence)
            self._is_due = True
            return False
        return True

    async def _settled(self) -> _Source | None:
        """What `_take` finds at the moment when nothing is in flight."""
        found: asyncio.Future[_Source | None] = asyncio.get_running_loop().create_future()

        def take() -> None:
            if found.done():
                return
            try:
                found.set_result(self._take())
            except BaseException as error:  # of the document library too; who waits for it holds up every room
                found.set_exception(error)

        self._when_settled(take)
        return await found

    def _take(self) -> _Source | None:
        """What there is to read now: a small document as a value, of a large one its bytes. With its newest log id."""
        if not self._is_due or self._stopped:
            return None
        self._is_due = False
        live = self._document.live
        is_small = live.size <= self._limits.read_on_loop_bytes
        return self._document.read() if is_small else live.missing_for(_EMPTY_VECTOR), self._document.last_id

    async def _save_regular_revision(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._has_new_work and now - self._revised_at >= self._limits.revision_seconds:
            self._revised_at = now
            self._has_new_work = False
            await self._save_revision(revision.REGULAR)

    async def _save_revision(self, why: str) -> None:
        """Compacts the log and keeps a revision. Nothing depends on it now, so a failure only waits for next time."""
        try:
            await self._backend.save_revision(self._document.pm_id, why)
        except DebriefError as error:
            self._has_new_work = True
            _log.warning("no revision of %s could be kept: %s", self._document.pm_id, error.sentence)
