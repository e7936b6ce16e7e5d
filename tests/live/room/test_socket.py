"""The socket's door, frame by frame: who may come in, and what ends a peer."""

import asyncio
import json

import pytest

from core.live.room import protocol
from core.services import access, postmortems
from core.services.access import remove
from core.services.meetings import meeting_clock
from tests.support.live import House
from tests.support.peers import Closed, Peer


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:9999", "http://127.0.0.1:8501.evil"]
)
async def test_a_foreign_origin_is_refused_before_accept(house: House, origin: str) -> None:
    """Another site's page gets no socket at all, whatever cookie the browser adds."""
    pm_id = house.meeting()
    socket = house.socket(pm_id, house.person(pm_id), origin=origin)
    with pytest.raises(Closed, match="refused before accept"):
        await socket.open()


async def test_who_is_not_known_here_is_told(house: House) -> None:
    """4401: no cookie, or one of another database."""
    pm_id = house.meeting()
    assert await (await house.knock(pm_id, None)).until_closed() == 4401


async def test_a_member_of_another_meeting_is_not_let_in(house: House) -> None:
    """4403: a link opens one meeting and nothing else."""
    mine, other = house.meeting(), house.meeting()
    peer = await house.knock(other, house.person(mine))
    assert await peer.until_closed() == 4403
    assert peer.said == []


async def test_there_is_no_such_meeting(house: House) -> None:
    """4403 for a stranger, so that ids cannot be guessed; 4404 for a member when it is in the trash."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    assert await (await house.knock("nothing", person)).until_closed() == 4403
    postmortems.trash(house.app, pm_id, None)
    assert await (await house.knock(pm_id, person)).until_closed() == 4404


@pytest.mark.parametrize("epoch", [0, 2, None, "x"])
async def test_another_epoch_is_final(house: House, epoch: int | str | None) -> None:
    """4409: reload, do not merge."""
    pm_id = house.meeting()
    peer = await house.knock(pm_id, house.person(pm_id), epoch=epoch)
    assert await peer.until_closed() == 4409
    assert peer.frames == []


async def test_a_viewer_reads_and_cannot_write(house: House) -> None:
    """The words of a viewer reach nobody; an ordinary answer to our question does not end them."""
    pm_id = house.meeting()
    ada, viewer = await house.peer(pm_id), await house.peer(pm_id, role="viewer")
    ada.type("for all to read")
    await viewer.until(lambda: viewer.read() == "for all to read")
    viewer.type("scribble ", at=0)
    await viewer.until(lambda: viewer.last("trouble"))
    assert "reading along" in viewer.last("trouble")["sentence"]
    ada.type("!")
    await ada.until_saved()
    assert ada.read() == "for all to read!"
    assert viewer.closed is None


async def test_a_role_that_changes_holds_for_the_next_frame(house: House) -> None:
    """May this person write, now? It is asked for every frame."""
    pm_id = house.meeting()
    lead = house.person(pm_id, "facilitator")
    person = house.person(pm_id)
    peer, watcher = await house.peer(pm_id, person), await house.peer(pm_id)
    peer.type("before ")
    await watcher.until(lambda: watcher.read() == "before ")
    remove(house.app, house.member(lead, pm_id), pm_id, person.id)
    assert await peer.until_closed() == 4403
    peer.type("after")
    await asyncio.sleep(0.05)
    assert watcher.read() == "before "


async def test_the_clock_can_be_measured(house: House) -> None:
    """The answer holds what was asked with and the server's time."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    peer.say({"type": "probe", "t0": 1234.5})
    await peer.until(lambda: peer.last("probe"))
    assert peer.last("probe")["t0"] == 1234.5
    now = meeting_clock.view(house.app, pm_id).now.timestamp() * 1000
    assert abs(peer.last("probe")["server_time"] - now) < 2_000


async def test_presence_shows_who_is_here(house: House) -> None:
    """Section and typing are the tab's word, the name is the server's; leaving is seen."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    ada, bo = await house.peer(pm_id, person), await house.peer(pm_id)
    ada.be(7, 1, {"section": "timeline", "typing": True, "user": {"name": "The Boss"}})
    await bo.until(lambda: 7 in bo.presence)
    state = bo.presence[7][1]
    assert state is not None
    assert (state["section"], state["typing"], state["user"]["name"]) == ("timeline", True, person.visitor.name)
    await ada.until(lambda: 7 in ada.presence)
    assert ada.presence[7] == (1, {"section": "timeline", "typing": True, "user": {"name": "The Boss"}})
    late = await house.peer(pm_id)
    await late.until(lambda: 7 in late.presence)
    await ada.leave()
    await bo.until(lambda: bo.presence[7][1] is None)


async def test_a_state_that_is_renewed_goes_only_back_to_its_sender(house: House) -> None:
    """y-websocket needs a message every 30 s; the others need none."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    ada.be(7, 1, {"section": "summary"})
    await bo.until(lambda: 7 in bo.presence)
    heard = len(bo.frames)
    ada.be(7, 2, {"section": "summary"})
    await ada.until(lambda: ada.presence.get(7, (0, None))[0] == 2)
    await asyncio.sleep(0.1)
    assert len(bo.frames) == heard


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"", 4422),
        (b"\x63nonsense", 4422),
        ("text", 4422),
        (protocol.sync_update(b"\x01\xff\xff\xff\xff\x0f"), 4422),
        (protocol.presence([protocol.presence_entry(1, 1, json.dumps("x" * 9_000))]), 4413),
        (protocol.sync_update(bytes(256 * 1024 + 1)), 4413),
        (protocol.sync_step2(bytes(2 * 1024 * 1024 + 1)), 4413),
    ],
)
async def test_a_bad_frame_ends_its_sender_only(house: House, frame: bytes | str, code: int) -> None:
    """With the right code; everybody else goes on as if nothing had happened."""
    pm_id = house.meeting()
    ada, bo, eve = await house.peer(pm_id), await house.peer(pm_id), await house.peer(pm_id)
    await eve.transport.send(frame)
    assert await eve.until_closed() == code
    ada.type("still here")
    await bo.until(lambda: bo.read() == "still here")
    assert ada.closed is None


async def test_a_fast_typist_is_slowed_not_closed(house: House) -> None:
    """Two hundred frames at once: all arrive, later."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    for _ in range(150):
        ada.type("x")
    await bo.until(lambda: bo.read() == "x" * 150, patience=20)
    await ada.until_saved()
    assert ada.closed is None


async def test_what_is_typed_before_leaving_is_kept(house: House) -> None:
    """The last frame of a closing tab is still on its way into the log."""
    pm_id = house.meeting()
    ada = await house.peer(pm_id)
    ada.type("last words")
    await ada.until(lambda: ada._outbox.empty())
    await ada.leave()
    bo = await house.peer(pm_id)
    await bo.until(lambda: bo.read() == "last words")


async def test_a_rename_is_in_the_next_greeting(house: House) -> None:
    """The welcome is the server's truth of this moment."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    first: Peer = await house.peer(pm_id, person)
    access.rename(house.app, person.visitor, "Grace")
    await first.until(lambda: "Grace" in [item["name"] for item in first.last("members")["members"]])
    again = await house.peer(pm_id, person)
    assert again.last("welcome")["you"]["name"] == "Grace"
