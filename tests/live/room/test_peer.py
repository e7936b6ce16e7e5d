"""One socket's queue: bounded, in order, and nobody else's problem."""

import asyncio
import sys

from core.live.limits import Limits
from core.live.room.close_codes import SENTENCES, Close, reason
from core.live.room.peer import Peer
from tests.support.fakes import FakeWire
from tests.support.settling import settled


async def test_frames_go_out_in_order() -> None:
    """What was queued first is sent first."""
    wire = FakeWire()
    peer = Peer(wire, "ada")
    peer.start()
    for number in range(50):
        peer.send(bytes([number]))
    await settled()
    assert wire.frames == [bytes([number]) for number in range(50)]
    await peer.finish()


async def test_one_that_does_not_read_is_closed_as_too_slow() -> None:
    """A queue of so many frames, then the end; what waits in memory is let go."""
    wire = FakeWire()
    wire.stall()
    peer = Peer(wire, "ada", Limits(queue_frames=10))
    gone: list[Peer] = []
    peer.on_close = gone.append
    peer.start()
    for _ in range(12):
        peer.send(b"x")
        await asyncio.sleep(0)
    assert peer.closing is Close.TOO_SLOW
    assert gone == [peer]
    wire.resume()
    await peer.finish()
    assert wire.closed == 4508
    assert len(wire.frames) <= 2


async def test_a_peer_at_rest_holds_no_space_for_frames() -> None:
    """Hundreds of sockets rest nearly all the time: an empty queue is a few bytes, also after a crowd of frames."""
    wire = FakeWire()
    wire.stall()
    peer = Peer(wire, "ada")
    peer.start()
    for number in range(200):
        peer.send(bytes([number]))
    wire.resume()
    await settled()
    assert len(wire.frames) == 200
    assert sys.getsizeof(peer._queue) <= 2 * sys.getsizeof([])
    peer.send(b"awake")
    await settled()
    assert wire.frames[-1] == b"awake"
    await peer.finish()


async def test_large_frames_count_by_their_bytes() -> None:
    """Four megabytes are as much as a thousand frames."""
    wire = FakeWire()
    wire.stall()
    peer = Peer(wire, "ada", Limits(queue_bytes=1_000))
    peer.start()
    await asyncio.sleep(0)
    for _ in range(3):
        peer.send(bytes(400))
    assert peer.closing is Close.TOO_SLOW
    wire.resume()
    await peer.finish()


async def test_a_goodbye_nobody_hears_is_given_up() -> None:
    """A socket that takes no close frame does not stay for ever."""
    wire = FakeWire()
    wire.stall()
    peer = Peer(wire, "ada", Limits(close_frame_seconds=0.05))
    peer.start()
    peer.send(b"x")
    peer.close(Close.NOT_MEMBER)
    async with asyncio.timeout(2):
        while not wire.aborted:  # noqa: ASYNC110 - a wire tells nobody
            await asyncio.sleep(0.005)
    await peer.finish()


async def test_what_is_queued_is_sent_before_the_goodbye() -> None:
    """The last words of a closing room arrive."""
    wire = FakeWire()
    peer = Peer(wire, "ada")
    peer.start()
    peer.send(b"last words")
    peer.close(Close.RESTARTING)
    peer.send(b"too late")
    await peer.finish()
    assert wire.frames == [b"last words"]
    assert wire.closed == 1012


async def test_a_fast_sender_is_asked_to_wait() -> None:
    """Over the rate we stop reading for a while; nobody is closed for it."""
    peer = Peer(FakeWire(), "ada", Limits(frames_per_second=10, burst=1))
    pauses = [peer.pause_after(10) for _ in range(12)]
    assert pauses[:10] == [0.0] * 10
    assert 0 < pauses[11] < 1
    assert peer.closing is None


async def test_bytes_have_a_rate_of_their_own() -> None:
    """A megabyte in ten seconds, with a burst of three."""
    peer = Peer(FakeWire(), "ada")
    assert peer.pause_after(3_000_000) == 0.0
    assert 9 < peer.pause_after(1_000_000) <= 10


def test_every_code_has_a_sentence_that_fits() -> None:
    """A close reason may have 123 bytes."""
    assert set(SENTENCES) == set(Close)
    for code in Close:
        assert 0 < len(reason(code).encode()) <= 123
        assert reason(code) == SENTENCES[code]
