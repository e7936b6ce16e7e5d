"""Two server processes, one meeting: what one commits, the other shows."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.clock import Start
from core.services import access, meetings
from tests.support.live import House


@pytest.mark.postgres
async def test_two_servers_on_one_postgresql_are_one_meeting(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Typing converges within a second, and so do the clock and the members."""
    one: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = one.meeting()
    lead = one.person(pm_id, "facilitator")
    ada, bo = await one.peer(pm_id, lead), await two.peer(pm_id)
    began = time.monotonic()
    ada.type("here ")
    await bo.until(lambda: bo.read() == "here ")
    assert time.monotonic() - began < 2
    bo.type("there ")
    ada.type("and here ")
    await ada.until(lambda: sorted(ada.read().split()) == ["and", "here", "here", "there"])
    await bo.until(lambda: bo.read() == ada.read())
    meetings.command(one.app, pm_id, one.member(lead, pm_id), Start(seen=0))
    await bo.until(lambda: bo.last("meeting").get("status") == "running")
    await ada.until(lambda: ada.last("meeting").get("status") == "running")
    assert bo.last("meeting")["deadline"] == ada.last("meeting")["deadline"]


@pytest.mark.postgres
async def test_whoever_is_removed_on_one_server_is_out_on_the_other(
    postgres_url: str, open_house: Callable[..., Any]
) -> None:
    """Within two seconds."""
    one: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = one.meeting()
    lead, person = one.person(pm_id, "facilitator"), one.person(pm_id)
    peer = await two.peer(pm_id, person)
    access.remove(one.app, one.member(lead, pm_id), pm_id, person.id)
    assert await peer.until_closed(patience=2.0) == 4403


async def test_two_processes_on_one_sqlite_see_each_other_by_polling(open_house: Callable[..., Any]) -> None:
    """Slower, and nothing is missed: a command line beside the server, say."""
    one: House = await open_house()
    two: House = await open_house()
    pm_id = one.meeting()
    lead = one.person(pm_id, "facilitator")
    ada, bo = await one.peer(pm_id, lead), await two.peer(pm_id)
    ada.type("here")
    await bo.until(lambda: bo.read() == "here", patience=6)
    meetings.command(one.app, pm_id, one.member(lead, pm_id), Start(seen=0))
    await bo.until(lambda: bo.last("meeting").get("status") == "running", patience=6)
