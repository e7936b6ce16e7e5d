"""All rooms of this process: loading one before its first guest, waking them, letting the empty ones go.

Rings of the bell arrive here from any thread and are handed to the room they are for. A slow poll is
the safety for what no bell told: another process on SQLite, a missed notification.
"""

import asyncio
import logging
from collections import defaultdict, deque

from core.errors import Conflict, DebriefError, StorageTrouble
from core.live.backend import Backend
from core.live.closing import Close
from core.live.limits import LIMITS, Limits
from core.live.peer import Peer
from core.live.room import Room
from core.store.members import Member

_log = logging.getLogger(__name__)
VIEWS_A_POLL = 4
LOAD_GRACE_SECONDS = 5.0
"""Whoever a room was loaded for has this long to come in. They may have been refused at its door."""


class Rooms:
    def __init__(self, backend: Backend, limits: Limits = LIMITS) -> None:
        self._backend = backend
        self._limits = limits
        self._rooms: dict[str, asyncio.Task[Room]] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._resting: dict[str, asyncio.Task[None]] = {}
        self._sockets: defaultdict[str, deque[Peer]] = defaultdict(deque)
        self._troubles: dict[str, str] = {}
        self._poll: asyncio.Task[None] | None = None
        self._turn = 0
        self.closed = False

    # In and out

    async def enter(self, pm_id: str, peer: Peer, member: Member, epoch: int | None) -> Room:
        """The room, loaded, with this peer in it. Twenty who come at once wait for one load."""
        while True:
            room = await self._room(pm_id)
            if self.closed:
                raise StorageTrouble()
            if not room.ledger.dead and pm_id not in self._resting:
                break
        if epoch != room.ledger.epoch:
            raise Conflict()
        room.enter(peer, member)
        self._keep_newest(peer)
        if pm_id in self._timers:
            self._timers.pop(pm_id).cancel()
        if self._poll is None:
            self._poll = asyncio.create_task(self._poll_slowly(), name="live-poll")
        return room

    async def _room(self, pm_id: str) -> Room:
        while pm_id in self._resting:
            await asyncio.wait([self._resting[pm_id]])
        task = self._rooms.get(pm_id)
        if task is not None and task.done() and (task.cancelled() or task.exception() or task.result().ledger.dead):
            task = None
        if task is None:
            task = self._rooms[pm_id] = asyncio.create_task(self._load(pm_id), name=f"load-{pm_id}")
        return await asyncio.shield(task)

    async def _load(self, pm_id: str) -> Room:
        room = await Room.load(pm_id, self._backend, self._limits, self._troubles.pop(pm_id, None))
        room.on_empty = self._empty
        self._empty(room, at_least=LOAD_GRACE_SECONDS)
        return room

    def _keep_newest(self, peer: Peer) -> None:
        """Somebody with many tabs keeps the newest ones."""
        sockets = self._sockets[peer.visitor_id]
        sockets.append(peer)
        while len(sockets) > self._limits.visitor_sockets:
            sockets.popleft().close(Close.CROWDED)

    def gone(self, peer: Peer) -> None:
        """The socket is closed, whoever closed it."""
        sockets = self._sockets.get(peer.visitor_id)
        if sockets is not None and peer in sockets:
            sockets.remove(peer)
            if not sockets:
                del self._sockets[peer.visitor_id]

    # Letting go

    def _empty(self, room: Room, at_least: float = 0.0) -> None:
        """Kept a while: a lone person who reloads the page finds it warm."""
        if room.pm_id not in self._timers and not self.closed:
            loop = asyncio.get_running_loop()
            wait = 0.0 if room.ledger.dead else max(at_least, self._limits.evict_seconds)
            self._timers[room.pm_id] = loop.call_later(wait, self._evict, room)

    def _evict(self, room: Room) -> None:
        self._timers.pop(room.pm_id, None)
        if not room.peers and room.pm_id not in self._resting:
            self._resting[room.pm_id] = asyncio.create_task(self._rest(room), name=f"rest-{room.pm_id}")

    async def _rest(self, room: Room) -> None:
        """Evicted only when everything is stored; whoever comes meanwhile waits for it."""
        try:
            await room.rest()
        except Exception:
            _log.exception("the room of %s did not rest well", room.pm_id)
        finally:
            if room.ledger.trouble is not None:
                self._troubles[room.pm_id] = room.ledger.trouble
            if self._loaded(room.pm_id) is room:
                del self._rooms[room.pm_id]
            self._resting.pop(room.pm_id, None)
            if not self._rooms and self._poll is not None:
                self._poll.cancel()
                self._poll = None

    # News

    def ring(self, topic: str, pm_id: str) -> None:
        """On the event loop. Another process, a service or a page changed something."""
        room = self._loaded(pm_id)
        if room is None:
            return
        if topic == "doc":
            room.ledger.follow()
            return
        if topic in ("meeting", "clock", "members", "trash") or room.in_review:
            room.refresh()
        room.notice(topic)

    def overhear(self, pm_id: str, server: str, words: str) -> None:
        """On the event loop. The same room on another server."""
        room = self._loaded(pm_id)
        if room is not None:
            room.overhear(server, words)

    def _loaded(self, pm_id: str) -> Room | None:
        task = self._rooms.get(pm_id)
        if task is None or not task.done() or task.cancelled() or task.exception():
            return None
        return task.result()

    def all(self) -> list[Room]:
        return [room for pm_id in list(self._rooms) if (room := self._loaded(pm_id)) is not None]

    async def _poll_slowly(self) -> None:
        """One question for all rooms, and only while there are any."""
        while True:
            await asyncio.sleep(self._limits.poll_seconds)
            try:
                await self._poll_once()
            except DebriefError as error:
                _log.warning("the log could not be asked for news: %s", error.sentence)
            except Exception:
                _log.exception("the slow poll failed")

    async def _poll_once(self) -> None:
        rooms = [room for room in self.all() if room.peers]
        if not rooms:
            return
        newest = await self._backend.newest([room.ledger.doc_id for room in rooms])
        for room in rooms:
            if room.ledger.behind(newest.get(room.ledger.doc_id, 0)):
                room.ledger.follow()
        # Clocks and members have no number to compare: a few rooms each time, in turn.
        for _ in range(min(VIEWS_A_POLL, len(rooms))):
            self._turn += 1
            rooms[self._turn % len(rooms)].refresh()

    async def close(self) -> None:
        """The server stops: say so to everybody, store everything."""
        self.closed = True
        if self._poll is not None:
            self._poll.cancel()
        for timer in self._timers.values():
            timer.cancel()
        for room in self.all():
            room.close_all(Close.RESTARTING)
        await asyncio.gather(*(room.rest() for room in self.all()), *self._resting.values(), return_exceptions=True)
