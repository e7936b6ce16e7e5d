"""P30: Many rooms are as safe as one: killed while all of them type, none loses what was acknowledged or seen."""

import asyncio
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from tests.support.databases import BOTH, PostgresServer
from tests.support.live import Guests, Person
from tests.support.peers import Peer
from tests.support.server import Server

ROOMS = int(os.environ.get("DEBRIEF_P30_ROOMS", "8"))
KILLS = int(os.environ.get("DEBRIEF_P30_KILLS", "2"))
PEOPLE = 3
FIELD = "summary.what_happened"


@dataclass
class Meeting:
    """One room, its people, and all that they typed."""

    pm_id: str
    people: list[Person]
    peers: list[Peer] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    begun: int = 0
    """How many had been typed when these sockets were opened: each counts from there."""

    async def enter(self, guests: Guests) -> None:
        """At first with nothing, later with what their browsers hold."""
        known: list[Any] = [peer.doc for peer in self.peers] or [None] * PEOPLE
        self.peers = [
            await guests.peer(self.pm_id, person, doc=doc) for person, doc in zip(self.people, known, strict=True)
        ]

    async def write(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            for peer in self.peers:
                self.tokens.append(f"<{self.pm_id}.{len(self.tokens)}>")
                peer.type(self.tokens[-1], FIELD)
            await asyncio.sleep(random.uniform(0.02, 0.08))

    def seen_by_another(self) -> set[str]:
        texts = [peer.read(FIELD) for peer in self.peers]
        return {token for token in self.tokens if sum(token in text for text in texts) >= 2}

    def acknowledged(self) -> set[str]:
        """Each person's own words, as many as they were told are saved. One frame may be the answer to a question."""
        since = self.tokens[self.begun :]
        return {token for at, peer in enumerate(self.peers) for token in since[at::PEOPLE][: max(0, peer.saved - 1)]}


def same(one: Peer, other: Peer) -> bool:
    return one.read(FIELD) == other.read(FIELD)


async def entered(guests: Guests, meetings: list[Meeting]) -> None:
    await asyncio.gather(*(meeting.enter(guests) for meeting in meetings))


@pytest.mark.parametrize("database", BOTH)
async def test_killed_while_many_rooms_type_none_loses_a_word(
    database: str, start_server: Callable[..., Server], request: pytest.FixtureRequest
) -> None:
    """Their changes share transactions; what was seen by another, or acknowledged, is there afterwards, once."""
    url = ""
    if database == "postgresql":
        postgres: PostgresServer = request.getfixturevalue("postgres_server")
        url = postgres.create()
    server = await asyncio.to_thread(start_server, DEBRIEF_DATABASE_URL=url)
    with Guests.of(server, database_url=url) as guests:
        meetings = []
        for _ in range(ROOMS):
            pm_id = guests.meeting()
            meetings.append(Meeting(pm_id, [guests.person(pm_id) for _ in range(PEOPLE)]))
        await entered(guests, meetings)
        for _ in range(KILLS):
            await asyncio.gather(*(meeting.write(random.uniform(0.4, 0.9)) for meeting in meetings))
            kept = {meeting.pm_id: meeting.seen_by_another() | meeting.acknowledged() for meeting in meetings}
            await asyncio.to_thread(server.kill)
            assert all(kept.values()), "every room was under way"
            for meeting in meetings:
                for peer in meeting.peers:
                    await peer.leave()
            await asyncio.to_thread(server.start)
            for meeting in meetings:
                fresh = await guests.peer(meeting.pm_id, meeting.people[0])
                text = fresh.read(FIELD)
                assert {token for token in kept[meeting.pm_id] if token not in text} == set(), (
                    "it was stored, and is gone"
                )
                await fresh.leave()
                meeting.begun = len(meeting.tokens)
            await entered(guests, meetings)
        for meeting in meetings:
            for peer in meeting.peers:
                await peer.until(partial(same, peer, meeting.peers[0]))
            text = meeting.peers[0].read(FIELD)
            assert [token for token in meeting.tokens if text.count(token) != 1] == []
            assert all(meeting.pm_id in token for token in text.replace("><", ">|<").split("|"))
