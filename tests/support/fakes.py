"""Stand-ins for the live floor: a log in memory that can be slow or fail, and a wire that can stall."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from core.domain.clock.state import Meeting
from core.domain.postmortem import Postmortem
from core.errors import NotFound, StorageTrouble
from core.live.backend import Admission, LogUpdates
from core.live.projection_turns import ProjectionTurns
from core.services.documents.document_store import Appended, OpenDocument
from core.services.meetings.meeting_clock import MeetingView
from core.services.meetings.quiet_state import QuietState
from core.store.document_updates import NewUpdate
from core.store.people.members import Member


def member(visitor_id: str, role: str = "participant", name: str | None = None, pm_id: str = "pm") -> Member:
    return Member(pm_id, visitor_id, role, name or visitor_id.title(), "#123456", datetime.now(UTC), None)


class FakeLog:
    """A backend over a list. ``gate`` holds commits up, ``broken`` makes them fail."""

    def __init__(self, *members: Member) -> None:
        self.log: list[tuple[int, bytes, str | None]] = []
        self._number = 0
        self.epoch = 1
        self.members = list(members)
        self.meeting = Meeting()
        self.gate = asyncio.Event()
        self.gate.set()
        self.view_gate = asyncio.Event()
        """Holds up what a read of the meeting has already found."""
        self.view_gate.set()
        self.broken: Exception | None = None
        self.unreadable = False
        self.gone = False
        self.opened = 0
        self.viewed = 0
        """How often the meeting and its members were read."""
        self.commits: list[int] = []
        """How many updates each commit held."""
        self.committing = False
        self.projected: list[tuple[Postmortem, int]] = []
        self.kept: list[str] = []
        self.absent: list[tuple[str, str]] = []
        self.relayed: list[str] = []
        self.here: list[str] = []
        """Rooms that were opened and closed, with ``+`` and ``-`` before them."""
        self.quiet = QuietState()
        self.revealed: list[tuple[int, set[str]]] = []
        self.turns = ProjectionTurns(share=0.9)

    def room_opened(self, pm_id: str) -> None:
        self.here.append(f"+{pm_id}")

    def room_closed(self, pm_id: str) -> None:
        self.here.append(f"-{pm_id}")

    def relay(self, pm_id: str, text: str) -> None:
        self.relayed.append(text)

    async def admit(self, pm_id: str, token: str | None) -> Admission:
        raise NotImplementedError

    async def open(self, pm_id: str) -> OpenDocument:
        if self.gone:
            raise NotFound()
        if self.unreadable:
            raise StorageTrouble()
        self.opened += 1
        await asyncio.sleep(0)
        return OpenDocument(
            "doc", self.epoch, tuple(data for _, data, _ in self.log), self.log[-1][0] if self.log else 0
        )

    async def append(self, pm_id: str, batch: Sequence[NewUpdate]) -> Appended:
        self.committing = True
        try:
            await asyncio.sleep(0)
            await self.gate.wait()
            if self.broken is not None:
                raise self.broken
            self.commits.append(len(batch))
            behind = self._number
            return Appended([self.write(new.data, new.visitor_id) for new in batch], behind)
        finally:
            self.committing = False

    def write(self, data: bytes, visitor_id: str | None = None) -> int:
        """Also what another server does."""
        self._number += 1
        self.log.append((self._number, data, visitor_id))
        return self._number

    async def updates_since(self, doc_id: str, last_id: int) -> LogUpdates:
        await asyncio.sleep(0)
        return LogUpdates(self.epoch, [stored for stored in self.log if stored[0] > last_id])

    async def newest_ids(self, doc_ids: Sequence[str]) -> dict[str, int]:
        return dict.fromkeys(doc_ids, self._number)

    async def view(self, pm_id: str) -> MeetingView:
        if self.gone:
            raise NotFound()
        self.viewed += 1
        await asyncio.sleep(0)
        found = MeetingView(
            pm_id, "A title", "UTC", self.meeting, datetime.now(UTC), tuple(self.members), quiet=self.quiet
        )
        await self.view_gate.wait()
        return found

    async def reveal_if_due(self, pm_id: str, number: int, connected: Collection[str]) -> bool:
        if self.broken is not None:
            raise self.broken
        self.revealed.append((number, set(connected)))
        return True

    async def project(self, pm_id: str, postmortem: Postmortem, last_id: int) -> None:
        if self.broken is not None:
            raise self.broken
        self.projected.append((postmortem, last_id))

    async def save_revision(self, pm_id: str, why: str) -> None:
        if self.broken is not None:
            raise self.broken
        self.kept.append(why)

    async def note_departure(self, pm_id: str, visitor_id: str) -> None:
        self.absent.append(("went", visitor_id))

    async def note_return(self, pm_id: str, visitor_id: str) -> None:
        self.absent.append(("back", visitor_id))

    async def note_all_received(self, pm_id: str, visitor_id: str, text: bool) -> None:
        self.absent.append(("words" if text else "nothing", visitor_id))


class FakeWire:
    """What a peer was sent. ``stall()`` stops it, as a laptop that went to sleep does."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.closed: int | None = None
        self.aborted = False
        self._open = asyncio.Event()
        self._open.set()

    def stall(self) -> None:
        self._open.clear()

    def resume(self) -> None:
        self._open.set()

    def abort(self) -> None:
        self.aborted = True

    async def send_bytes(self, data: bytes) -> None:
        await self._open.wait()
        self.frames.append(data)

    async def close(self, code: int, reason: str) -> None:
        await self._open.wait()
        self.closed = code
