"""From the document to the record, soon after a change and never in anybody's way.

The document is read only while it holds nothing that is not stored. A small one is read on the event
loop, where it lives; of a large one a copy is read in a thread (1,500 rows take 46 ms). Writing the
record happens in the writer's thread. However fast people type, one projection runs at a time.
"""

import asyncio
import logging
from typing import TYPE_CHECKING

from core.document.load import load
from core.document.read import read
from core.domain.postmortem import Postmortem
from core.errors import DebriefError
from core.live.backend import Backend
from core.live.limits import Limits

if TYPE_CHECKING:
    from core.live.ledger import Ledger

_log = logging.getLogger(__name__)
RETRY_SECONDS = 2.0
SMALL = 32 * 1024
NOTHING = b"\x00"


def _read_copy(update: bytes) -> Postmortem:
    """A document of this thread's own: they belong to the thread that made them."""
    return read(load([update])).postmortem


class Projection:
    def __init__(self, ledger: "Ledger", backend: Backend, limits: Limits) -> None:
        self._ledger = ledger
        self._backend = backend
        self._limits = limits
        self._dirty = False
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._worked = False
        self._kept_at = asyncio.get_running_loop().time()

    def soon(self) -> None:
        """The document changed, durably."""
        self._dirty = self._worked = True
        self._later(self._limits.projection_seconds)

    def _later(self, seconds: float) -> None:
        if self._timer is None and self._task is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._start)

    def _start(self) -> None:
        self._timer = None
        self._ledger.when_settled(self._read)

    def _read(self) -> None:
        if self._task is not None or not self._dirty or self._ledger.dead:
            return
        self._dirty = False
        small = self._ledger.doc.size <= SMALL
        source = self._ledger.read() if small else self._ledger.doc.missing_for(NOTHING)
        write = self._write(source, self._ledger.last_id)
        self._task = asyncio.create_task(write, name=f"project-{self._ledger.pm_id}")

    async def _write(self, source: Postmortem | bytes, last_id: int) -> None:
        again = self._limits.projection_seconds
        try:
            postmortem = await asyncio.to_thread(_read_copy, source) if isinstance(source, bytes) else source
            self._ledger.projected(postmortem)
            await self._backend.project(self._ledger.pm_id, postmortem, last_id)
            await self._keep_now_and_then()
        except DebriefError as error:
            _log.warning("the record of %s could not be written: %s", self._ledger.pm_id, error.sentence)
            self._dirty = True
            again = RETRY_SECONDS
        finally:
            self._task = None
        if self._dirty and not self._ledger.dead:
            self._later(again)

    async def _keep_now_and_then(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._worked and now - self._kept_at >= self._limits.revision_seconds:
            self._kept_at = now
            self._worked = False
            await self._keep("ten minutes of work")

    def stop(self) -> None:
        self._dirty = False
        self._stop_timer()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def finish(self) -> None:
        """Writes what is left now. Called when nobody is in the room any more."""
        self._stop_timer()
        if self._task is not None:
            await asyncio.wait([self._task])
        if self._dirty and not self._ledger.dead:
            self._stop_timer()
            self._read()
        if self._task is not None:
            await asyncio.wait([self._task])
        if self._worked and not self._ledger.dead:
            self._worked = False
            await self._keep("the room was left")

    async def _keep(self, why: str) -> None:
        """Compacts the log and keeps a revision. Nothing depends on it now, so a failure only waits for next time."""
        try:
            await self._backend.keep(self._ledger.pm_id, why)
        except DebriefError as error:
            self._worked = True
            _log.warning("no revision of %s could be kept: %s", self._ledger.pm_id, error.sentence)
