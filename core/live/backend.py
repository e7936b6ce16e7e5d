"""The live floor's door to the services: the same verbs, awaited.

Services are synchronous and talk to a database; the event loop may not wait for one. So each verb
runs in a thread: what writes goes through one thread of its own, in the order it was asked for, what
reads through a few others. A room only knows the ``Backend`` protocol, so that its tests can lose a
disk without one.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from core.document.load import merged
from core.domain.postmortem import Postmortem
from core.errors import NotMember
from core.services import access, documents, late_words, meetings
from core.services.access import Visitor
from core.services.app import App
from core.services.documents import Opened
from core.services.meetings import MeetingView
from core.store.members import Member
from core.store.updates import NewUpdate

T = TypeVar("T")
READERS = 4

Stored = tuple[int, bytes, str | None]


@dataclass(frozen=True, slots=True)
class News:
    """What the log has beyond an id, and the epoch that it belongs to."""

    epoch: int
    updates: Sequence[Stored]


@dataclass(frozen=True, slots=True)
class Admission:
    """Who knocks. ``member`` is None for a known visitor who is not in this meeting."""

    visitor: Visitor | None
    member: Member | None


class Backend(Protocol):
    async def admit(self, pm_id: str, token: str | None) -> Admission: ...

    async def open(self, pm_id: str) -> Opened: ...

    async def append(self, pm_id: str, batch: Sequence[NewUpdate]) -> list[int]: ...

    async def since(self, doc_id: str, last_id: int) -> News: ...

    async def newest(self, doc_ids: Sequence[str]) -> dict[str, int]: ...

    async def view(self, pm_id: str) -> MeetingView: ...

    async def project(self, pm_id: str, postmortem: Postmortem, last_id: int) -> None: ...

    async def keep(self, pm_id: str, why: str) -> None: ...

    async def went_away(self, pm_id: str, visitor_id: str) -> None: ...

    async def came_back(self, pm_id: str, visitor_id: str) -> None: ...

    async def all_is_here(self, pm_id: str, visitor_id: str, words: bool) -> None: ...

    def whisper(self, pm_id: str, words: str) -> None: ...


class ServiceBackend:
    """The real one, over core.services."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="live-writer")
        self._writer_ident = 0
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="live-reader")
        self._visitors = ThreadPoolExecutor(READERS, thread_name_prefix="live-request")

    async def read(self, work: Callable[[], T]) -> T:
        """Runs any service for a request. One that waits for a locked database holds up requests, never a room."""
        return await asyncio.get_running_loop().run_in_executor(self._visitors, work)

    async def _look(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def whisper(self, pm_id: str, words: str) -> None:
        """To the same room on other servers. Never blocks."""
        self.app.bell.whisper(pm_id, words)

    def rings_itself(self) -> bool:
        """Whether the bell that is heard on this thread was rung by a commit from here."""
        return threading.get_ident() == self._writer_ident

    def _as_writer(self, work: Callable[[], T]) -> T:
        self._writer_ident = threading.get_ident()
        return work()

    async def _write(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._as_writer, work)

    async def admit(self, pm_id: str, token: str | None) -> Admission:
        return await self._look(lambda: self._admit(pm_id, token))

    def _admit(self, pm_id: str, token: str | None) -> Admission:
        visitor = access.visitor(self.app, token)
        if visitor is None:
            return Admission(None, None)
        try:
            return Admission(visitor, access.member(self.app, visitor, pm_id))
        except NotMember:
            return Admission(visitor, None)

    async def open(self, pm_id: str) -> Opened:
        return await self._look(lambda: self._open(pm_id))

    def _open(self, pm_id: str) -> Opened:
        """A long log is merged here, so that the event loop applies one update and not thousands."""
        opened = documents.open_document(self.app, pm_id)
        try:
            return replace(opened, updates=(merged(opened.updates),))
        except BaseException as error:  # a panic in the library is not an Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            return opened

    async def append(self, pm_id: str, batch: Sequence[NewUpdate]) -> list[int]:
        return await self._write(lambda: documents.append(self.app, pm_id, batch))

    async def since(self, doc_id: str, last_id: int) -> News:
        return await self._look(lambda: self._since(doc_id, last_id))

    def _since(self, doc_id: str, last_id: int) -> News:
        """The epoch is asked for last: updates of a newer one are never taken for the older."""
        updates = documents.since(self.app, doc_id, last_id)
        return News(documents.epoch(self.app, doc_id), updates)

    async def newest(self, doc_ids: Sequence[str]) -> dict[str, int]:
        return await self._look(lambda: documents.newest(self.app, doc_ids))

    async def view(self, pm_id: str) -> MeetingView:
        return await self._look(lambda: meetings.view(self.app, pm_id))

    async def project(self, pm_id: str, postmortem: Postmortem, last_id: int) -> None:
        await self._write(lambda: documents.project(self.app, pm_id, postmortem, last_id))

    async def keep(self, pm_id: str, why: str) -> None:
        await self._write(lambda: documents.compact_and_revise(self.app, pm_id, why))

    async def went_away(self, pm_id: str, visitor_id: str) -> None:
        await self._write(lambda: late_words.went_away(self.app, pm_id, visitor_id))

    async def came_back(self, pm_id: str, visitor_id: str) -> None:
        await self._write(lambda: late_words.came_back(self.app, pm_id, visitor_id))

    async def all_is_here(self, pm_id: str, visitor_id: str, words: bool) -> None:
        await self._write(lambda: late_words.all_is_here(self.app, pm_id, visitor_id, words=words))

    def close(self) -> None:
        self._writer.shutdown(wait=True)
        for pool in (self._readers, self._visitors):
            pool.shutdown(wait=True, cancel_futures=True)
