"""P21: Backup and restore are one command each, also while people type, also from one kind of database to the other."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.domain.clock.readings import deadline as deadline_of
from core.domain.clock.state import Next, Start
from core.services import postmortems
from core.services.app import App
from core.services.meetings import meeting_clock
from tests.support.databases import BOTH, PostgresServer
from tests.support.live import Guests
from tests.support.peers import Peer
from tests.support.server import ROOT, Server

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@dataclass(frozen=True)
class Place:
    """Where a Debrief lives: a folder, and for PostgreSQL an address."""

    data: Path
    url: str

    def command(self, *text: str) -> str:
        env = {**os.environ, "DEBRIEF_DATA": str(self.data), "DEBRIEF_DATABASE_URL": self.url}
        line = [sys.executable, "-m", "core.cli", *text]
        done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Makes empty places by the kind of their database."""
    with contextlib.ExitStack() as stack:

        def make(kind: str) -> Place:
            url = ""
            if kind == "postgresql":
                postgres: PostgresServer = request.getfixturevalue("postgres_server")
                url = postgres.create()
                stack.callback(postgres.drop, url)
            return Place(tmp_path / kind, url)

        yield make


@pytest.mark.parametrize("lives", BOTH)
async def test_a_backup_taken_while_people_type_brings_the_meeting_back(
    lives: str, place: Callable[[str], Place], start_server: Callable[..., Server], tmp_path: Path
) -> None:
    """Moved to the other kind of database: the same summaries and hits, and the open meeting goes on there."""
    here, target, file = place(lives), place(OTHER[lives]), tmp_path / "everything.debrief"
    first = await asyncio.to_thread(start_server, here.data, DEBRIEF_DATABASE_URL=here.url)
    with Guests.of(first, database_url=here.url) as guests:
        pm_id = guests.meeting("The queue stood still")
        facilitator, writer = guests.person(pm_id, "facilitator"), guests.person(pm_id)
        member = guests.member(facilitator, pm_id)
        meeting_clock.run_command(guests.app, pm_id, member, Start(seen=0))
        clock = meeting_clock.run_command(guests.app, pm_id, member, Next(seen=1))
        peers = [await guests.peer(pm_id, facilitator), await guests.peer(pm_id, writer)]
        early = [await _type(peer, f"early{number}") for number, peer in enumerate(peers)]
        for peer in peers:
            await peer.until(lambda peer=peer: all(word in peer.read() for word in early))  # type: ignore[misc]

        typing = asyncio.create_task(_go_on_typing(peers))
        message = await asyncio.to_thread(here.command, "backup", str(file))
        typing.cancel()
        late = [await _type(peer, f"late{number}") for number, peer in enumerate(peers)]
        assert "2 postmortems" in message
        assert peers[0].saved > 5, "nobody typed during the backup"
        example = next(row.card.id for row in postmortems.archive(guests.app).rows if row.card.example)
        finished = _seen(guests.app, example)
        for peer in peers:
            await peer.leave()
    await asyncio.to_thread(first.stop)

    message = await asyncio.to_thread(target.command, "restore", str(file))
    assert "2 postmortems restored" in message
    second = await asyncio.to_thread(start_server, target.data, DEBRIEF_DATABASE_URL=target.url)
    with Guests.of(second, database_url=target.url) as guests:
        assert _seen(guests.app, example) == finished
        stored = postmortems.summary(guests.app, pm_id).postmortem.summary.what_happened
        assert all(word in stored for word in early), "it was stored before the backup began"
        assert not any(word in stored for word in late), "it was typed after the backup had ended"
        _assert_no_holes(stored)
        assert [row.card.id for row in postmortems.archive(guests.app, early[0]).rows] == [pm_id]

        # The same people, with the cookies and the copies that their browsers have.
        again = [
            await guests.peer(pm_id, person, doc=peer.doc)
            for person, peer in zip((facilitator, writer), peers, strict=True)
        ]
        for peer in again:
            await peer.until(lambda peer=peer: all(peer.read().count(word) == 1 for word in early + late))  # type: ignore[misc]
        assert again[0].read() == again[1].read()
        payload = again[0].last("meeting")
        ends = deadline_of(clock)
        assert ends is not None
        assert (payload["section"], payload["deadline"]) == ("timeline", round(ends.timestamp() * 1000))
        after = meeting_clock.run_command(guests.app, pm_id, member, Next(seen=clock.version))
        await again[1].until(lambda: again[1].last("meeting")["section"] == after.section)
        for peer in again:
            await peer.leave()


async def _type(peer: Peer, word: str) -> str:
    peer.type(f"<{word}>")
    await peer.until_saved()
    return f"<{word}>"


async def _go_on_typing(peers: list[Peer]) -> None:
    number = 0
    while True:
        for who, peer in enumerate(peers):
            peer.type(f"[{who}.{number}]")
        number += 1
        await asyncio.sleep(0.05)  # 20 frames a second: from 30 on, the server reads a peer more slowly


def _assert_no_holes(stored: str) -> None:
    """One moment: whoever's tenth word is there, so are the nine before it."""
    for who in (0, 1):
        target = [number for number in range(1000) if f"[{who}.{number}]" in stored]
        assert target == list(range(len(target)))


def _seen(app: App, pm_id: str) -> tuple[object, ...]:
    rows = postmortems.archive(app, "database disk").rows
    view = postmortems.summary(app, pm_id)  # its exports name the moment they were made
    return view.postmortem, view.times, view.missing, [(row.card.id, row.snippet) for row in rows]
