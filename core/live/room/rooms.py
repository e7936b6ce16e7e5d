"""All rooms of this process: loading one before its first peer joins, notifying them, evicting the empty ones.

Notifications of the change bus arrive here, on the event loop, and are handed to the room they concern. A slow poll
finds what no notification reported: another process on SQLite, a lost message.
"""

import asyncio
import logging
from collections import defaultdict

from core.errors import Conflict, DebriefError, StorageTrouble
from core.live.backend import Backend
from core.live.limits import LIMITS, Limits
from core.live.room.close_codes import Close
from core.live.room.joining import JoiningTurns
from core.live.room.peer import Peer
from core.live.room.room import Room
from core.store.people.members import Member

_log = logging.getLogger(__name__)
_SECRETIVE = ("quiet", "vote")
"""No panel shows these, and a notice at each change would tell more than the counts."""
_READ_AGAIN = ("meeting", "clock", "trash", *_SECRETIVE)
"""Topics of the change bus after which the meeting may be different; after ``members`` they are."""


class Rooms:
    def __init__(self, backend: Backend, limits: Limits = LIMITS) -> None:
        self._backend = backend
        self._limits = limits
        self._rooms: dict[str, asyncio.Task[Room]] = {}
        self._changed_while_loading: set[str] = set()
        self._evictions: dict[str, asyncio.TimerHandle] = {}
        self._shutdowns: dict[str, asyncio.Task[None]] = {}
        self._sockets: defaultdict[str, list[Peer]] = defaultdict(list)
        self._troubles: dict[str, str] = {}
        self._poll: asyncio.Task[None] | None = None
        self._poll_position = 0
        self.closed = False
        self.joining = JoiningTurns(limits.joining_at_once, limits.joining_seconds)

    # Joining

    async def join(self, pm_id: str, peer: Peer, member: Member, epoch: int | None) -> Room:
        """The room, loaded, with this peer in it. Twenty who join at once wait for one load.

        Raises Conflict when the browser's copy is of another epoch, TooMany, NotFound, StorageTrouble.
        """
        room = await self._room(pm_id)
        if epoch != room.commits.document.epoch:
            raise Conflict()
        room.add(peer, member)
        self._keep_newest(peer)
        if pm_id in self._evictions:
            self._evictions.pop(pm_id).cancel()
        if self._poll is None:
            self._poll = asyncio.create_task(self._poll_regularly(), name="live-poll")
        return room

    async def _room(self, pm_id: str) -> Room:
        """Waits for a room that shuts down, and never returns one that was abandoned."""
        while True:
            if pm_id in self._shutdowns:
                await asyncio.wait([self._shutdowns[pm_id]])
                continue
            task = self._rooms.get(pm_id)
            if task is None or (task.done() and _result(task) is None):
                task = self._rooms[pm_id] = asyncio.create_task(self._load(pm_id), name=f"load-{pm_id}")
            room = await asyncio.shield(task)
            if self.closed:
                raise StorageTrouble()
            if room.commits.abandoned:
                self._start_shutdown(room)
            if pm_id not in self._shutdowns:
                return room

    async def _load(self, pm_id: str) -> Room:
        self._changed_while_loading.discard(pm_id)
        trouble = self._troubles.pop(pm_id, None)
        self._backend.room_opened(pm_id)
        try:
            room = await Room.load(
                pm_id, self._backend, on_empty=self._evict_later, limits=self._limits, trouble=trouble
            )
        except BaseException:
            self._backend.room_closed(pm_id)
            raise
        if pm_id in self._changed_while_loading:  # after it was read, or before: which is not known
            room.commits.follow_log()
            room.refresh()
        self._evict_later(room, at_least=self._limits.first_join_seconds)
        return room

    def _keep_newest(self, peer: Peer) -> None:
        """Of a visitor with many tabs the newest ones stay."""
        sockets = self._sockets[peer.visitor_id]
        sockets.append(peer)
        while len(sockets) > self._limits.visitor_sockets:
            sockets.pop(0).close(Close.CROWDED)

    def socket_closed(self, peer: Peer) -> None:
        """Whoever closed it."""
        sockets = self._sockets.get(peer.visitor_id)
        if sockets is not None and peer in sockets:
            sockets.remove(peer)
            if not sockets:
                del self._sockets[peer.visitor_id]

    def facilitator_away(self, pm_id: str) -> bool:
        """Whether this server knows that the meeting has facilitators and none of them is connected."""
        task = self._rooms.get(pm_id)
        room = _result(task) if task is not None and task.done() else None
        return room is not None and room.meeting.away

    # Evicting

    def _evict_later(self, room: Room, at_least: float = 0.0) -> None:
        """A lone person who reloads the page finds the room still loaded."""
        if room.pm_id not in self._evictions and not self.closed:
            loop = asyncio.get_running_loop()
            wait = 0.0 if room.commits.abandoned else max(at_least, self._limits.evict_seconds)
            self._evictions[room.pm_id] = loop.call_later(wait, self._evict, room)

    def _evict(self, room: Room) -> None:
        self._evictions.pop(room.pm_id, None)
        if not room.peers:
            self._start_shutdown(room)

    def _start_shutdown(self, room: Room) -> None:
        if room.pm_id in self._evictions:
            self._evictions.pop(room.pm_id).cancel()
        if room.pm_id not in self._shutdowns:
            task = asyncio.create_task(self._shut_down(room), name=f"shutdown-{room.pm_id}")
            self._shutdowns[room.pm_id] = task

    async def _shut_down(self, room: Room) -> None:
        """A room is dropped only when everything is stored; whoever joins meanwhile waits for it."""
        try:
            await room.shutdown()
        except Exception:
            _log.exception("the shutdown of room %s failed", room.pm_id)
        finally:
            if room.commits.trouble is not None:
                self._troubles[room.pm_id] = room.commits.trouble
            del self._rooms[room.pm_id], self._shutdowns[room.pm_id]
            self._backend.room_closed(room.pm_id)
            if not self._rooms and self._poll is not None:
                self._poll.cancel()
                self._poll = None

    # Notifications, on the event loop

    def on_change(self, topic: str, pm_id: str) -> None:
        """Another process, a service or a page changed something."""
        room = self._loaded(pm_id)
        if room is None:
            self._changed_while_loading.update({pm_id} & self._rooms.keys())
            return
        if topic == "doc":
            room.commits.follow_log()
            return
        if topic == "members":
            room.refresh_soon()
        elif topic in _READ_AGAIN or room.meeting.in_review:
            room.refresh()
        if topic not in _SECRETIVE:
            room.notices.send(topic)

    def is_here(self, pm_id: str) -> bool:
        """Whether there is a room, or one is being loaded: what changed before that, it reads. From any thread."""
        return pm_id in self._rooms

    def on_relay(self, pm_id: str, server: str, text: str) -> None:
        """A message of the same room on another server."""
        room = self._loaded(pm_id)
        if room is not None:
            room.presence.relay_received(server, text)

    def expect_reload(self, pm_id: str, visitor_id: str) -> None:
        """A browser asked for the page of a room: its socket follows."""
        room = self._loaded(pm_id)
        if room is not None and visitor_id in room.members:
            room.presence.expect_reload(visitor_id)

    def _loaded(self, pm_id: str) -> Room | None:
        """None also for a room that shuts down: nothing new may start in it."""
        task = self._rooms.get(pm_id)
        return None if task is None or pm_id in self._shutdowns else _result(task)

    def loaded(self) -> list[Room]:
        """Also those that shut down."""
        return [room for task in self._rooms.values() if (room := _result(task)) is not None]

    async def _poll_regularly(self) -> None:
        """One query for all rooms, and only while there are any."""
        while True:
            await asyncio.sleep(self._limits.poll_seconds)
            try:
                await self._poll_once()
            except DebriefError as error:
                _log.warning("the log could not be polled: %s", error.sentence)
            except Exception:
                _log.exception("the slow poll failed")

    async def _poll_once(self) -> None:
        rooms = [room for room in self.loaded() if room.peers]
        if not rooms:
            return
        newest = await self._backend.newest_ids([room.commits.document.doc_id for room in rooms])
        for room in rooms:
            if room.commits.document.lacks(newest.get(room.commits.document.doc_id, 0)):
                room.commits.follow_log()
        # Clocks and members have no number to compare: a few rooms each time, in turn.
        for _ in range(min(self._limits.poll_views, len(rooms))):
            self._poll_position += 1
            rooms[self._poll_position % len(rooms)].refresh()

    async def close(self) -> None:
        """The server stops: tells every browser, stores everything."""
        self.closed = True
        if self._poll is not None:
            self._poll.cancel()
        for timer in self._evictions.values():
            timer.cancel()
        for room in self.loaded():
            room.peers.close_all(Close.RESTARTING)
        shutdowns = [room.shutdown() for room in self.loaded() if room.pm_id not in self._shutdowns]
        await asyncio.gather(*shutdowns, *self._shutdowns.values(), return_exceptions=True)


def _result(task: asyncio.Task[Room]) -> Room | None:
    return task.result() if task.done() and not task.cancelled() and task.exception() is None else None
