"""The WebSocket endpoint of a room: checks who connects and from where, then hands each frame to the room.

A foreign Origin is refused before the handshake. Everything else is accepted and closed with a code,
because a browser cannot read the answer to a refused handshake and would reconnect for ever.
"""

import asyncio
import contextlib
import logging

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from core.errors import BadInput, DebriefError, NotFound
from core.live.context import LiveContext, live_of
from core.live.http.cookie import token_of
from core.live.http.origin import same_origin
from core.live.room.close_codes import Close, code_for, reason
from core.live.room.joining import Joining
from core.live.room.peer import Peer
from core.live.room.protocol import UNREADABLE
from core.live.room.room import Room
from core.store.people.members import Member

_log = logging.getLogger(__name__)
_CLEAN_CODES = (1000, 1001)
"""How a browser closes a socket when a page is left (ours names the code) or its tab is closed. A broken connection
sends no code, and uvicorn makes 1005 of that."""


async def socket(websocket: WebSocket) -> None:
    live = live_of(websocket)
    if not same_origin(websocket, live.settings.url):
        await websocket.close()
        return
    async with live.rooms.joining.turn() as joining:
        await websocket.accept()
        try:
            member = await _admit(live, websocket)
        except DebriefError as error:
            member = code_for(error)
        if isinstance(member, Close):
            await websocket.close(int(member), reason(member))
            return
        await _take_part(live, websocket, member, joining)


async def _admit(live: LiveContext, websocket: WebSocket) -> Member | Close:
    try:
        admission = await live.backend.admit(websocket.path_params["pm_id"], token_of(websocket))
    except NotFound:
        return Close.NO_MEETING
    if admission.visitor is None:
        return Close.NO_VISITOR
    return admission.member or Close.NOT_MEMBER


async def _take_part(live: LiveContext, websocket: WebSocket, member: Member, joining: Joining) -> None:
    peer = Peer(_SocketWire(websocket), member.visitor_id, live.limits)
    try:
        room = await live.rooms.join(member.postmortem_id, peer, member, _epoch(websocket))
        peer.start()
        joining.done()
        await _listen(websocket, peer, room)
    except WebSocketDisconnect:
        pass
    except DebriefError as error:
        joining.done()
        peer.start()
        peer.close(code_for(error))
        await _until_closed(websocket)
    except asyncio.CancelledError:
        if peer.closing is None:
            raise
    finally:
        peer.leave_room()  # also when something went wrong while it was joining
        live.rooms.socket_closed(peer)
        await peer.finish()


def _epoch(websocket: WebSocket) -> int | None:
    """The epoch of the copy that this browser holds."""
    try:
        return int(websocket.query_params.get("epoch", ""))
    except ValueError:
        return None


async def _listen(websocket: WebSocket, peer: Peer, room: Room) -> None:
    """Frame after frame. What is wrong with one ends this peer and nobody else."""
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            peer.closed_cleanly = message.get("code") in _CLEAN_CODES
            return
        if peer.closing is not None:
            continue
        try:
            frame = message.get("bytes")
            if frame is None:
                raise BadInput(UNREADABLE)
            pause = await room.receive(peer, frame)
        except DebriefError as error:
            peer.close(code_for(error))
            continue
        except Exception:
            _log.exception("a frame of visitor %s could not be handled", peer.visitor_id)
            peer.close(Close.MALFORMED)
            continue
        if pause > 0:
            await asyncio.sleep(pause)


async def _until_closed(websocket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while websocket.client_state is WebSocketState.CONNECTED:
            await websocket.receive()


class _SocketWire:
    """A Starlette socket as a peer needs it. Made in the task that reads the socket."""

    __slots__ = ("_reader", "_websocket")

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._reader = asyncio.current_task()

    async def send_bytes(self, data: bytes) -> None:
        await self._websocket.send({"type": "websocket.send", "bytes": data})

    async def close(self, code: int, reason: str) -> None:
        await self._websocket.close(code, reason)

    def abort(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
