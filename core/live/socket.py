"""The socket's door: who is this, from where, and may they come in. Then frames, one by one, into the room.

A foreign Origin is refused before the handshake. Everything else is accepted and closed with a code,
because a browser cannot read the answer to a refused handshake and would try for ever.
"""

import asyncio
import contextlib
import logging

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from core.errors import BadInput, DebriefError, NotFound
from core.live.closing import Close, code_for, reason
from core.live.context import Live, live_of
from core.live.cookie import token_of
from core.live.origin import same_origin
from core.live.peer import Peer
from core.live.protocol import UNREADABLE
from core.live.room import Room
from core.store.members import Member

_log = logging.getLogger(__name__)
GOODBYES = (1000, 1001)
"""How a browser closes a socket when a page is left (ours names the code) or its tab is closed. A broken line says
nothing, and uvicorn makes 1005 of that: a close without a code."""


async def socket(websocket: WebSocket) -> None:
    live = live_of(websocket)
    if not same_origin(websocket, live.settings.url):
        await websocket.close()
        return
    await websocket.accept()
    try:
        member = await _admit(live, websocket)
    except DebriefError as error:
        member = code_for(error)
    if isinstance(member, Close):
        await websocket.close(int(member), reason(member))
        return
    await _take_part(live, websocket, member)


async def _admit(live: Live, websocket: WebSocket) -> Member | Close:
    try:
        admission = await live.backend.admit(websocket.path_params["pm_id"], token_of(websocket))
    except NotFound:
        return Close.NO_MEETING
    if admission.visitor is None:
        return Close.NO_VISITOR
    return admission.member or Close.NOT_MEMBER


async def _take_part(live: Live, websocket: WebSocket, member: Member) -> None:
    peer = Peer(_Wire(websocket), member.visitor_id, live.limits)
    task = asyncio.current_task()
    if task is not None:
        peer.give_up = task.cancel
    room: Room | None = None
    try:
        room = await live.rooms.enter(member.postmortem_id, peer, member, _epoch(websocket))
        peer.start()
        await _listen(websocket, peer, room)
    except WebSocketDisconnect:
        pass
    except DebriefError as error:
        peer.start()
        peer.close(code_for(error))
        await _until_gone(websocket)
    except asyncio.CancelledError:
        if peer.closing is None:
            raise
    finally:
        if room is not None:
            room.leave(peer)
        live.rooms.gone(peer)
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
            peer.said_goodbye = message.get("code") in GOODBYES
            return
        if peer.closing is not None:
            continue
        try:
            frame = message.get("bytes")
            if frame is None:
                raise BadInput(UNREADABLE)
            pause = await room.hear(peer, frame)
        except DebriefError as error:
            peer.close(code_for(error))
            continue
        except Exception:
            _log.exception("a frame of visitor %s could not be handled", peer.visitor_id)
            peer.close(Close.MALFORMED)
            continue
        if pause > 0:
            await asyncio.sleep(pause)


async def _until_gone(websocket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while websocket.client_state is WebSocketState.CONNECTED:
            await websocket.receive()


class _Wire:
    """A Starlette socket as a peer needs it."""

    __slots__ = ("_websocket",)

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def send_bytes(self, data: bytes) -> None:
        await self._websocket.send({"type": "websocket.send", "bytes": data})

    async def close(self, code: int, reason: str) -> None:
        await self._websocket.close(code, reason)
