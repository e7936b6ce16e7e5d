"""What a room needs from the services, as a protocol: the same verbs, awaited.

A room knows nothing else of them, so that its tests can make a disk fail without one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.postmortem import Postmortem
from core.live.projection_turns import ProjectionTurns
from core.services.access import Visitor
from core.services.documents.document_store import Appended, OpenDocument
from core.services.meetings.meeting_clock import MeetingView
from core.store.document_updates import NewUpdate
from core.store.people.members import Member

StoredUpdate = tuple[int, bytes, str | None]
"""Log id, update, id of the visitor who wrote it."""


@dataclass(frozen=True, slots=True)
class LogUpdates:
    """What the log has beyond an id, and the epoch that it belongs to."""

    epoch: int
    updates: Sequence[StoredUpdate]


@dataclass(frozen=True, slots=True)
class Admission:
    """Who connects. ``member`` is None for a known visitor who is not in this meeting."""

    visitor: Visitor | None
    member: Member | None


class Backend(Protocol):
    """Every verb raises NotFound for a postmortem that is not there, and StorageTrouble."""

    @property
    def turns(self) -> ProjectionTurns:
        """Whose turn it is to project: one for all rooms of this process."""

    async def admit(self, pm_id: str, token: str | None) -> Admission: ...

    async def open(self, pm_id: str) -> OpenDocument: ...

    async def append(self, pm_id: str, batch: Sequence[NewUpdate]) -> Appended:
        """Stores all or none. Raises Conflict for updates of an older epoch."""

    async def updates_since(self, doc_id: str, last_id: int) -> LogUpdates: ...

    async def newest_ids(self, doc_ids: Sequence[str]) -> dict[str, int]: ...

    async def view(self, pm_id: str) -> MeetingView: ...

    async def reveal_if_due(self, pm_id: str, number: int, connected: Collection[str]) -> bool:
        """Reveals this quiet minute, if everybody connected is done with it or its time is over."""

    async def project(self, pm_id: str, postmortem: Postmortem, last_id: int) -> None:
        """Stores the record of what was read up to update ``last_id``, unless a newer one is stored."""

    async def save_revision(self, pm_id: str, why: str) -> None: ...

    async def note_departure(self, pm_id: str, visitor_id: str) -> None: ...

    async def note_return(self, pm_id: str, visitor_id: str) -> None: ...

    async def note_all_received(self, pm_id: str, visitor_id: str, text: bool) -> None: ...

    def room_opened(self, pm_id: str) -> None:
        """It is about to be loaded: other servers tell this one of its changes from now on. Never blocks."""

    def room_closed(self, pm_id: str) -> None:
        """It is not loaded any more."""

    def relay(self, pm_id: str, text: str) -> None:
        """To the same room on other servers. Never blocks, may get lost."""
