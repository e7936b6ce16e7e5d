"""Who left a room without a goodbye while the meeting went on, and who has not said yet that all their words are here.

A closed tab says goodbye; a dead battery and a tunnel do not. After Finish each browser says ``all_sent`` as soon as
it holds nothing that is not stored; whoever may write and has not said so in a few seconds is noted as absent, until
it does. Words that come as an answer to our question what is missing were typed without a line.

Not here: what the summary says about it.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from core.errors import DebriefError
from core.live.closing import Close
from core.live.limits import Limits
from core.live.peer import Peer

_log = logging.getLogger(__name__)
RETURNING = (Close.STORAGE, Close.TOO_SLOW)
"""Closed from here, and the browser comes back by itself: as good as a line that broke."""


class Notes(Protocol):
    """What is written down, by whoever writes things down."""

    async def went_away(self, pm_id: str, visitor_id: str) -> None: ...

    async def came_back(self, pm_id: str, visitor_id: str) -> None: ...

    async def all_is_here(self, pm_id: str, visitor_id: str, words: bool) -> None: ...


class Goodbyes:
    """``writers`` gives the peers in the room that may write."""

    def __init__(self, pm_id: str, notes: Notes, limits: Limits, writers: Callable[[], Iterable[Peer]]) -> None:
        self._pm_id = pm_id
        self._notes = notes
        self._limits = limits
        self._writers = writers
        self._settled: set[int] = set()
        self._missed: set[str] = set()
        self._brought: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def entered(self, peer: Peer, status: str) -> None:
        """Somebody has a line (again)."""
        if status in ("running", "paused"):
            self._note(self._notes.came_back(self._pm_id, peer.visitor_id))

    def left(self, peer: Peer, status: str) -> None:
        """Of somebody who may write. Another tab of the same browser says all there is to say."""
        told = peer.number in self._settled
        self._settled.discard(peer.number)
        if peer.said_goodbye or (peer.closing is not None and peer.closing not in RETURNING):
            return
        if status == "lobby" or (status == "finished" and told) or peer.visitor_id in self._here():
            return
        self._miss(peer.visitor_id)

    def words_came(self, peer: Peer, *, answer: bool) -> None:
        """``answer`` says that we had asked what we miss. From who is missed anything that comes is late."""
        if answer or peer.visitor_id in self._missed:
            self._brought.add(peer.visitor_id)

    def all_sent(self, peer: Peer) -> None:
        """The browser says that everything typed in it is stored."""
        if peer.number in self._settled:
            return
        self._settled.add(peer.number)
        self._note(self._notes.all_is_here(self._pm_id, peer.visitor_id, peer.visitor_id in self._brought))
        self._missed.discard(peer.visitor_id)
        self._brought.discard(peer.visitor_id)

    def status_changed(self, before: str, after: str) -> None:
        """At Finish everybody gets a moment to say that all is sent. Reopening takes it back."""
        if (before == "finished") != (after == "finished"):
            self._brought.clear()
        if after != "finished":
            self._settled.clear()
            self._missed.clear()
            self.stop()
        elif before != "finished":
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._limits.all_sent_seconds, self._who_is_silent)

    def _who_is_silent(self) -> None:
        self._timer = None
        silent = {peer.visitor_id for peer in self._writers() if peer.number not in self._settled}
        for visitor_id in silent - {peer.visitor_id for peer in self._writers() if peer.number in self._settled}:
            self._miss(visitor_id)

    def _miss(self, visitor_id: str) -> None:
        self._missed.add(visitor_id)
        self._note(self._notes.went_away(self._pm_id, visitor_id))

    def _here(self) -> set[str]:
        return {peer.visitor_id for peer in self._writers()}

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def rest(self) -> None:
        """What is to be noted is noted."""
        if self._timer is not None:
            self.stop()
            self._who_is_silent()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _note(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._quietly(work), name=f"goodbye-{self._pm_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        """A note that cannot be written costs a line on the summary, and nobody their meeting."""
        try:
            await work
        except DebriefError as error:
            _log.warning("who left %s could not be noted: %s", self._pm_id, error.sentence)
