"""The backend of rooms over the services, in threads.

Changes are stored by one thread, in the order in which it was asked for; records by another, whose work may wait; what
reads goes through a few others.
"""

import asyncio
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from core.document.library_failures import is_library_failure
from core.document.load import merged
from core.domain.postmortem import Postmortem
from core.live.append_queue import AppendQueue
from core.live.backend import Admission, LogUpdates
from core.live.limits import LIMITS, Limits
from core.live.projection_turns import ProjectionTurns
from core.services import access
from core.services.app import App
from core.services.documents import document_store, late_edits
from core.services.documents.document_store import Appended, OpenDocument
from core.services.meetings import meeting_clock, quiet_minutes
from core.services.meetings.meeting_clock import MeetingView
from core.store.document_updates import NewUpdate

T = TypeVar("T")


class ServiceBackend:
    """``turns`` are shared by the projections of all rooms."""

    def __init__(self, app: App, limits: Limits = LIMITS) -> None:
        # A room is of those who were let in; `admit` asks for each of them.
        self._app = app.reading_for(access.UNRESTRICTED)
        self._writes = AppendQueue(
            lambda batches: document_store.store_all(self._app, batches),
            most_updates=limits.commit_updates,
            after=lambda batches, stored: document_store.publish_stored(self._app, batches, stored),
        )
        self._recorder = ThreadPoolExecutor(1, thread_name_prefix="live-recorder")
        self._recorder.submit(self._app.db.connect_for_appends)  # where it fails, the first append says so
        self.turns = ProjectionTurns(limits.projection_share)
        self._readers = ThreadPoolExecutor(limits.threads, thread_name_prefix="live-reader")

    async def _read(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    async def _record(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._recorder, work)

    def relay(self, pm_id: str, text: str) -> None:
        self._app.change_bus.relay(pm_id, text)

    def room_opened(self, pm_id: str) -> None:
        self._app.change_bus.room_opened(pm_id)

    def room_closed(self, pm_id: str) -> None:
        self._app.change_bus.room_closed(pm_id)

    def published_from_here(self) -> bool:
        """Whether the change that is published on this thread is a commit of this backend."""
        return threading.get_ident() == self._writes.thread

    async def admit(self, pm_id: str, token: str | None) -> Admission:
        return await self._read(lambda: Admission(*access.admission(self._app, token, pm_id)))

    async def open(self, pm_id: str) -> OpenDocument:
        return await self._read(lambda: self._open(pm_id))

    def _open(self, pm_id: str) -> OpenDocument:
        """A long log is merged here, so that the event loop applies one update and not thousands."""
        opened = document_store.open_document(self._app, pm_id)
        try:
            return replace(opened, updates=(merged(opened.updates),))
        except BaseException as error:
            if not is_library_failure(error):
                raise
            return opened

    async def append(self, pm_id: str, batch: Sequence[NewUpdate]) -> Appended:
        return await self._writes.append((pm_id, batch))

    async def updates_since(self, doc_id: str, last_id: int) -> LogUpdates:
        return await self._read(lambda: self._since(doc_id, last_id))

    def _since(self, doc_id: str, last_id: int) -> LogUpdates:
        """Of one moment: updates of a newer epoch are never taken for the older one's."""
        return LogUpdates(*document_store.since_with_epoch(self._app, doc_id, last_id))

    async def newest_ids(self, doc_ids: Sequence[str]) -> dict[str, int]:
        return await self._read(lambda: document_store.newest(self._app, doc_ids))

    async def view(self, pm_id: str) -> MeetingView:
        return await self._read(lambda: meeting_clock.view(self._app, pm_id))

    async def reveal_if_due(self, pm_id: str, number: int, connected: Collection[str]) -> bool:
        """Not on the writer's thread: what is published from there counts as a commit that the room shows itself."""
        return await self._read(lambda: quiet_minutes.reveal_if_due(self._app, pm_id, number, connected))

    async def project(self, pm_id: str, postmortem: Postmortem, last_id: int) -> None:
        await self._record(lambda: document_store.project(self._app, pm_id, postmortem, last_id))

    async def save_revision(self, pm_id: str, why: str) -> None:
        await self._record(lambda: document_store.compact_and_revise(self._app, pm_id, why))

    async def note_departure(self, pm_id: str, visitor_id: str) -> None:
        await self._writes.run(lambda: late_edits.note_departure(self._app, pm_id, visitor_id))

    async def note_return(self, pm_id: str, visitor_id: str) -> None:
        await self._writes.run(lambda: late_edits.note_return(self._app, pm_id, visitor_id))

    async def note_all_received(self, pm_id: str, visitor_id: str, text: bool) -> None:
        await self._writes.run(lambda: late_edits.note_all_received(self._app, pm_id, visitor_id, text=text))

    def close(self) -> None:
        """Blocks until everything that was asked for is written."""
        self._recorder.shutdown(wait=True)
        self._writes.close()
        self._readers.shutdown(wait=True, cancel_futures=True)
