"""Reads a room's meeting and its members from the database, again whenever something may have changed."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from core.errors import DebriefError, NotFound
from core.live.backend import Backend
from core.live.limits import LIMITS, Limits
from core.live.room.server_clock import ServerClock
from core.services.meetings.meeting_clock import MeetingView

_log = logging.getLogger(__name__)


class MeetingReader:
    """One read at a time, and one for however many asked meanwhile.

    ``on_start`` runs before each read, ``on_view`` gets its result, ``on_removed`` runs when there is no such meeting.
    """

    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        clock: ServerClock,
        *,
        on_start: Callable[[], None],
        on_view: Callable[[MeetingView], None],
        on_removed: Callable[[], None],
        limits: Limits = LIMITS,
    ) -> None:
        self._pm_id = pm_id
        self._backend = backend
        self._clock = clock
        self._on_start = on_start
        self._on_view = on_view
        self._on_removed = on_removed
        self._limits = limits
        self._pause: asyncio.TimerHandle | None = None
        self._is_due_after_pause = False
        self._is_due = False
        self._task: asyncio.Task[None] | None = None

    def request(self) -> None:
        self._is_due = True
        if self._task is None:
            self._task = asyncio.create_task(self._read_while_due(), name=f"meeting-{self._pm_id}")

    def request_soon(self) -> None:
        """For what many change one after the other, such as people who come in: the first is read at once, the rest
        together at the end of a pause."""
        if self._pause is not None:
            self._is_due_after_pause = True
            return
        self._is_due_after_pause = False
        self._pause = asyncio.get_running_loop().call_later(self._limits.members_read_seconds, self._pause_over)
        self.request()

    def stop_pause(self) -> None:
        """Nobody is left to be told of it soon; what was asked for is read now."""
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
        if self._is_due_after_pause:
            self._is_due_after_pause = False
            self.request()

    def _pause_over(self) -> None:
        self._pause = None
        if self._is_due_after_pause:
            self.request_soon()

    async def finish(self) -> None:
        self.stop_pause()
        if self._task is not None:
            await self._task

    async def _read_while_due(self) -> None:
        try:
            while self._is_due:
                self._is_due = False
                await self._read()
        except NotFound:
            self._on_removed()
        finally:
            self._task = None

    async def _read(self) -> None:
        """A read that fails changes nothing; one that was asked for meanwhile follows all the same."""
        self._on_start()
        try:
            view = await read_meeting(self._pm_id, self._backend, self._clock)
        except NotFound:
            raise
        except DebriefError as error:
            _log.warning("the meeting %s could not be read: %s", self._pm_id, error.sentence)
            return
        self._on_view(view)


async def read_meeting(pm_id: str, backend: Backend, clock: ServerClock) -> MeetingView:
    """The meeting and its members now; its time adjusts the clock. Raises NotFound, StorageTrouble."""
    asked_at = datetime.now(UTC)
    view = await backend.view(pm_id)
    clock.adjust(view.now, asked_at)
    return view
