"""Who lost the connection while the meeting went on, and whose browser may still hold text that is not stored.

A closed tab sends a close frame; a dead battery and a tunnel do not. After Finish each browser sends ``all_sent`` as
soon as it holds nothing that is not stored; whoever may write and has not sent it in a few seconds is noted as departed
until it does. Text that comes as an answer to our sync step 1 was typed without a connection.

Not here: what the summary shows of it.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from core.errors import DebriefError
from core.live.limits import Limits
from core.live.room.close_codes import Close
from core.live.room.peer import Peer

_log = logging.getLogger(__name__)
_RECONNECTING = (Close.STORAGE, Close.TOO_SLOW)
"""Closed from here, and the browser comes back by itself: the same as a connection that broke."""


class DepartureLog(Protocol):
    """Where departures are stored."""

    async def note_departure(self, pm_id: str, visitor_id: str) -> None: ...

    async def note_return(self, pm_id: str, visitor_id: str) -> None: ...

    async def note_all_received(self, pm_id: str, visitor_id: str, text: bool) -> None: ...


class DepartureTracker:
    """``writers`` gives the peers in the room that may write."""

    def __init__(self, pm_id: str, log: DepartureLog, limits: Limits, writers: Callable[[], Iterable[Peer]]) -> None:
        self._pm_id = pm_id
        self._log = log
        self._limits = limits
        self._writers = writers
        self._all_sent: set[int] = set()
        """Numbers of the peers that have sent ``all_sent``."""
        self._departed: set[str] = set()
        self._with_late_text: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def peer_joined(self, peer: Peer, status: str) -> None:
        if status in ("running", "paused"):
            self._note(self._log.note_return(self._pm_id, peer.visitor_id))

    def peer_left(self, peer: Peer, status: str) -> None:
        """For peers that may write. Another tab of the same browser sends all that this one held."""
        has_sent_all = peer.number in self._all_sent
        self._all_sent.discard(peer.number)
        if peer.closed_cleanly or (peer.closing is not None and peer.closing not in _RECONNECTING):
            return
        if status == "lobby" or (status == "finished" and has_sent_all) or peer.visitor_id in self._present():
            return
        self._depart(peer.visitor_id)

    def text_stored(self, peer: Peer, *, answer: bool) -> None:
        """``answer``: we had asked what we miss. From somebody departed any text is late."""
        if answer or peer.visitor_id in self._departed:
            self._with_late_text.add(peer.visitor_id)

    def all_sent(self, peer: Peer) -> None:
        """The browser says that everything typed in it is stored."""
        if peer.number in self._all_sent:
            return
        self._all_sent.add(peer.number)
        has_late_text = peer.visitor_id in self._with_late_text
        self._note(self._log.note_all_received(self._pm_id, peer.visitor_id, has_late_text))
        self._departed.discard(peer.visitor_id)
        self._with_late_text.discard(peer.visitor_id)

    def status_changed(self, before: str, after: str) -> None:
        """At Finish every browser gets a moment to send ``all_sent``. Reopening takes it back."""
        if before == after:
            return
        if (before == "finished") != (after == "finished"):
            self._with_late_text.clear()
        if after != "finished":
            self._all_sent.clear()
            self._departed.clear()
            self._stop_timer()
        elif before != "finished":
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._limits.all_sent_seconds, self._note_silent)

    async def shutdown(self) -> None:
        """Writes down what is known now, and waits until it is stored."""
        if self._timer is not None:
            self._stop_timer()
            self._note_silent()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _note_silent(self) -> None:
        self._timer = None
        complete = {peer.visitor_id for peer in self._writers() if peer.number in self._all_sent}
        for visitor_id in self._present() - complete:
            self._depart(visitor_id)

    def _present(self) -> set[str]:
        return {peer.visitor_id for peer in self._writers()}

    def _depart(self, visitor_id: str) -> None:
        self._departed.add(visitor_id)
        self._note(self._log.note_departure(self._pm_id, visitor_id))

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _note(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._logged(work), name=f"departure-{self._pm_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        """A note that cannot be written costs a line on the summary, and nobody their meeting."""
        try:
            await work
        except DebriefError as error:
            _log.warning("a departure from %s could not be noted: %s", self._pm_id, error.sentence)
