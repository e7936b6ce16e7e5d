"""Two server processes, one meeting: what one commits, the other shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.domain.clock.state import Start
from core.live.limits import LIMITS, Limits
from core.services import access
from core.services.meetings import meeting_clock
from tests.support.live import House
from tests.support.peers import Peer


@pytest.mark.postgres
async def test_two_servers_on_one_postgresql_are_one_meeting(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Typing converges at once, and so do the clock and the members: by notices, long before anybody looks."""
    seldom = Limits(poll_seconds=120)
    item: House = await open_house(url=postgres_url, limits=seldom)
    two: House = await open_house(url=postgres_url, limits=seldom)
    pm_id = item.meeting()
    lead = item.person(pm_id, "facilitator")
    ada, bo = await item.peer(pm_id, lead), await two.peer(pm_id)
    ada.type("here ")
    await bo.until(lambda: bo.read() == "here ")
    bo.type("there ")
    ada.type("and here ")
    await ada.until(lambda: sorted(ada.read().split()) == ["and", "here", "here", "there"])
    await bo.until(lambda: bo.read() == ada.read())
    meeting_clock.run_command(item.app, pm_id, item.member(lead, pm_id), Start(seen=0))
    await bo.until(lambda: bo.last("meeting").get("status") == "running")
    await ada.until(lambda: ada.last("meeting").get("status") == "running")
    assert bo.last("meeting")["deadline"] == ada.last("meeting")["deadline"]


@pytest.mark.alone
@pytest.mark.postgres
async def test_whoever_is_removed_on_one_server_is_out_on_the_other(
    postgres_url: str, open_house: Callable[..., Any]
) -> None:
    """Within two seconds."""
    item: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = item.meeting()
    lead, person = item.person(pm_id, "facilitator"), item.person(pm_id)
    peer = await two.peer(pm_id, person)
    access.remove(item.app, item.member(lead, pm_id), pm_id, person.id)
    assert await peer.until_closed(patience=2.0) == 4403


async def test_two_processes_on_one_sqlite_see_each_other_by_polling(open_house: Callable[..., Any]) -> None:
    """Slower, and nothing is missed: a command line beside the server, say."""
    item: House = await open_house()
    two: House = await open_house()
    pm_id = item.meeting()
    lead = item.person(pm_id, "facilitator")
    ada, bo = await item.peer(pm_id, lead), await two.peer(pm_id)
    ada.type("here")
    await bo.until(lambda: bo.read() == "here")
    meeting_clock.run_command(item.app, pm_id, item.member(lead, pm_id), Start(seen=0))
    await bo.until(lambda: bo.last("meeting").get("status") == "running")


def here(peer: Peer) -> dict[int, Any]:
    """Who this screen shows."""
    return {client: state for client, (_, state) in peer.presence.items() if state is not None}


@pytest.mark.postgres
async def test_people_on_both_servers_see_each_other(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Name, section and typing; whoever comes later sees who is there already; whoever leaves is gone."""
    item: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = item.meeting()
    ada = await item.peer(pm_id)
    ada.be(11, 1, {"section": "summary", "user": {"name": "The Boss"}})
    await ada.until(lambda: 11 in ada.presence)
    bo = await two.peer(pm_id)
    bo.be(22, 1, {"section": "timeline"})
    await ada.until(lambda: 22 in here(ada))
    await bo.until(lambda: 11 in here(bo))
    assert here(ada)[22]["section"] == "timeline"
    assert here(bo)[11]["section"] == "summary"
    assert here(bo)[11]["user"]["name"].startswith("Guest "), "the server's word, also from server to server"
    ada.be(11, 2, {"section": "actions"})
    await bo.until(lambda: here(bo).get(11, {}).get("section") == "actions")
    await ada.leave()
    await bo.until(lambda: 11 not in here(bo))


@pytest.mark.postgres
async def test_whoever_moves_to_the_other_server_is_shown_once(
    postgres_url: str, open_house: Callable[..., Any]
) -> None:
    """Their old server has not noticed yet: the same tab speaks for itself at the new one at once."""
    item: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = item.meeting()
    person, other = item.person(pm_id), item.person(pm_id)
    stays = await two.peer(pm_id)
    ada = await item.peer(pm_id, person)
    ada.be(11, 1, {"section": "summary"})
    await stays.until(lambda: 11 in here(stays))
    thief = await two.peer(pm_id, other)
    thief.be(11, 5, {"section": "lies"})
    moved = await two.peer(pm_id, person)
    moved.be(11, 2, {"section": "actions"})
    await stays.until(lambda: here(stays)[11]["section"] == "actions")
    await ada.leave()
    moved.be(11, 3, {"section": "lessons"})
    await stays.until(lambda: here(stays)[11]["section"] == "lessons")
    assert here(stays)[11]["user"]["id"] == person.id


@pytest.mark.postgres
async def test_a_server_that_died_takes_its_people_off_the_screens(
    postgres_url: str, open_house: Callable[..., Any]
) -> None:
    """It cannot say goodbye: nothing is heard of them any more."""
    item: House = await open_house(limits=replace(LIMITS, presence_renew_seconds=0.3), url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = item.meeting()
    stays, ada = await item.peer(pm_id), await two.peer(pm_id)
    stays.be(22, 1, {})
    ada.be(11, 1, {"section": "summary"})
    await stays.until(lambda: 11 in here(stays))
    two.app.change_bus.close()
    await stays.until(lambda: 11 not in here(stays))
    assert 22 not in stays.presence or stays.presence[22][1] is not None
