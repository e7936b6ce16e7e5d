"""What two servers on one PostgreSQL tell each other: of rooms that both have open, and of nothing else."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from core.live.limits import LIMITS
from core.store.database import other_servers
from tests.support.live import House

pytestmark = pytest.mark.postgres
FAST = replace(LIMITS, evict_seconds=0.05, projection_seconds=0.01, record_notice_seconds=0.01)
PATIENCE = 20.0


class Channel:
    """Hears everything on it without saying so."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self.payloads: list[str] = []

    def look(self) -> list[str]:
        self.payloads.extend(notice.payload for notice in self._connection.notifies(timeout=0))
        return self.payloads

    def say(self, payload: str) -> None:
        self._connection.execute("SELECT pg_notify('debrief', %s)", (payload,))

    async def until(self, part: str, after: int = 0) -> None:
        """Somebody has said this, and so all that they said before."""
        deadline = time.monotonic() + PATIENCE
        while not any(re.match(part, payload) for payload in self.look()[after:]):
            assert time.monotonic() < deadline, self.payloads
            await asyncio.sleep(0.02)

    def topics(self, pm_id: str) -> Counter[str]:
        """How often each topic of this meeting was told."""
        return Counter(payload.partition(":")[0] for payload in self.look() if payload.split(":")[1] == pm_id)


@pytest.fixture
def channel(postgres_url: str) -> Iterator[Channel]:
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("LISTEN debrief")
        yield Channel(connection)


async def test_typing_in_a_room_that_one_server_has_open_is_told_to_nobody(
    postgres_url: str, open_house: Callable[..., Any], channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its keys, its records and who is in it: with rooms spread over both, half of all commits were such notices."""
    monkeypatch.setattr(other_servers, "ANSWER_SECONDS", 0.0)
    monkeypatch.setattr(other_servers, "HELD_SECONDS", 0.0)
    one: House = await open_house(url=postgres_url, limits=FAST)
    two: House = await open_house(url=postgres_url, limits=FAST)
    pm_id, elsewhere = one.meeting(), two.meeting()
    ada, bo, cy = await one.peer(pm_id), await one.peer(pm_id), await two.peer(elsewhere)
    await channel.until(f"hello:open:.*:{elsewhere}")
    before = channel.topics(pm_id)
    for number in range(20):
        ada.type(f"<{number}>")
        cy.type(f"<{number}>")
        ada.be(11, number + 1, {"section": "summary", "typing": True, "n": number})
        await bo.until(lambda number=number: f"<{number}>" in bo.read())  # type: ignore[misc]  # bound now
    await ada.until(lambda: ada.last("notice").get("topic") == "record")
    one.app.change_bus.publish("clock", "fence")
    await channel.until("clock:fence")
    told = channel.topics(pm_id) - before
    assert (told["doc"], told["record"], told["relay"]) == (0, 0, 0)
    assert channel.topics(elsewhere)["doc"] == 0


async def test_a_room_that_both_have_open_is_told_of_until_one_has_closed_it(
    postgres_url: str, open_house: Callable[..., Any], channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the moment in which somebody opens it at the other server, without a word in between that is lost."""
    monkeypatch.setattr(other_servers, "ANSWER_SECONDS", 0.0)
    limits = replace(FAST, poll_seconds=60)
    one: House = await open_house(url=postgres_url, limits=limits)
    two: House = await open_house(url=postgres_url, limits=limits)
    pm_id = one.meeting()
    ada = await one.peer(pm_id)
    for number in range(5):
        bo = await two.peer(pm_id)
        ada.type(f"<{number}>")
        await bo.until(lambda bo=bo, number=number: f"<{number}>" in bo.read())  # type: ignore[misc]  # bound now
        bo.type(f"<back {number}>")
        await ada.until(lambda number=number: f"<back {number}>" in ada.read())  # type: ignore[misc]  # bound now
        sent = len(channel.look())
        await bo.leave()
        await channel.until("hello:shut", after=sent)
    ada.type("alone again")
    await ada.until_saved()
    one.app.change_bus.publish("clock", "fence")
    await channel.until("clock:fence")
    last = max(at for at, payload in enumerate(channel.payloads) if payload.startswith("hello:shut"))
    assert not [payload for payload in channel.payloads[last:] if payload.startswith("doc:")]


async def test_a_server_of_an_older_version_is_told_of_every_room(
    postgres_url: str, open_house: Callable[..., Any], channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that it is there, and nothing of rooms: for the minutes in which servers are updated one by one."""
    monkeypatch.setattr(other_servers, "ANSWER_SECONDS", 0.0)
    one: House = await open_house(url=postgres_url, limits=FAST)
    pm_id = one.meeting()
    ada = await one.peer(pm_id)
    channel.say("hello:new:older")
    await channel.until("hello:here:")
    ada.type("heard")
    await channel.until(f"doc:{pm_id}:")
