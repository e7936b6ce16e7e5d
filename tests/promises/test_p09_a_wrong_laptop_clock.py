"""P9, the server's part: laptop clocks do not matter, because nobody asks them."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from core.domain.clock.state import Adjust, Next, Pause, Resume, Start
from core.live.room.server_clock import ServerClock
from core.services.meetings import meeting_clock
from tests.support.live import House
from tests.support.peers import Peer


async def state(peer: Peer, version: int) -> dict[str, object]:
    await peer.until(lambda: peer.last("meeting").get("version") == version)
    return peer.last("meeting")


@pytest.mark.parametrize("wrong_by", [-3 * 3_600_000, 0, 3 * 3_600_000])
async def test_a_browser_can_measure_how_wrong_its_clock_is(house: House, wrong_by: int) -> None:
    """From one question and one answer: within a quarter of a second."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    query = datetime.now(UTC).timestamp() * 1000 + wrong_by
    peer.say({"type": "probe", "t0": query})
    await peer.until(lambda: peer.last("probe"))
    heard = datetime.now(UTC).timestamp() * 1000 + wrong_by
    answer = peer.last("probe")
    offset = answer["server_time"] - (answer["t0"] + heard) / 2
    assert abs(offset + wrong_by) < 250 + (heard - query) / 2


async def test_everybody_counts_down_to_the_same_deadline(house: House) -> None:
    """Early, late, reloaded, on whichever laptop: one deadline from the database, to the millisecond."""
    pm_id = house.meeting()
    lead = house.person(pm_id, "facilitator")
    member = house.member(lead, pm_id)
    early = await house.peer(pm_id, lead)
    version = meeting_clock.run_command(house.app, pm_id, member, Start(seen=0)).version
    late = await house.peer(pm_id)
    for command in (Adjust, Next, Pause, Resume):
        more = {"seconds": 60} if command is Adjust else {}
        version = meeting_clock.run_command(house.app, pm_id, member, command(seen=version, **more)).version
        states = [await state(peer, version) for peer in (early, late)]
        assert states[0]["deadline"] == states[1]["deadline"]
        assert (states[0]["deadline"] is None) == (command is Pause)
    reloaded = await house.peer(pm_id)
    assert reloaded.last("meeting")["deadline"] == early.last("meeting")["deadline"]
    assert abs(reloaded.last("meeting")["left"] - early.last("meeting")["left"]) < 5


async def test_a_pause_is_a_pause_for_whoever_comes_meanwhile(house: House) -> None:
    """No deadline, and what is left stands still."""
    pm_id = house.meeting()
    lead = house.person(pm_id, "facilitator")
    member = house.member(lead, pm_id)
    started = meeting_clock.run_command(house.app, pm_id, member, Start(seen=0))
    meeting_clock.run_command(house.app, pm_id, member, Pause(seen=started.version))
    first = await house.peer(pm_id)
    second = await house.peer(pm_id)
    assert first.last("meeting")["deadline"] is None
    assert first.last("meeting")["left"] == second.last("meeting")["left"]


def test_the_server_speaks_the_databases_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two servers with different clocks and one database agree; small jumps are the way of the answer."""
    here = datetime(2026, 12, 7, 12, tzinfo=UTC)
    monkeypatch.setattr("core.live.room.server_clock.datetime", SimpleNamespace(now=lambda zone: here))
    clock = ServerClock()
    clock.adjust(here + timedelta(hours=3), here)
    assert clock.now() == here + timedelta(hours=3)
    clock.adjust(here + timedelta(hours=3, milliseconds=20), here)
    assert clock.now() == here + timedelta(hours=3)
