"""P1: Kill -9 in the middle of the meeting loses nothing that another participant has seen."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from core.domain.clock.readings import deadline as deadline_of
from core.domain.clock.state import Start
from core.services import access
from core.services.meetings import meeting_clock
from tests.support.live import Guests
from tests.support.peers import Peer
from tests.support.server import Server

KILLS = 2
PEOPLE = 3
FIELDS = ("summary.what_happened", "lessons.went_right")


async def write_tokens(peers: list[Peer], begun: int, seconds: float) -> list[str]:
    """Everybody types words that are theirs, into two fields, for a while."""
    tokens: list[str] = []
    until = asyncio.get_running_loop().time() + seconds
    number = begun
    while asyncio.get_running_loop().time() < until:
        for peer in peers:
            token = f"<{number}>"
            peer.type(token, random.choice(FIELDS))
            tokens.append(token)
            number += 1
        await asyncio.sleep(0.05)
    return tokens


def everything(peer: Peer) -> str:
    return "".join(peer.read(field) for field in FIELDS)


async def test_killed_in_the_middle_of_the_meeting_nothing_is_lost_or_doubled(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    """P1 and P2: three people type while the server is killed; after the restart each word is there, once."""
    server = await asyncio.to_thread(start_server)
    with Guests.of(server) as guests:
        pm_id = guests.meeting()
        people = [guests.person(pm_id, "facilitator" if number == 0 else "participant") for number in range(PEOPLE)]
        meeting_clock.run_command(guests.app, pm_id, guests.member(people[0], pm_id), Start(seen=0))
        ends = deadline_of(meeting_clock.view(guests.app, pm_id).meeting)
        peers = [await guests.peer(pm_id, person) for person in people]
        tokens: list[str] = []
        for _ in range(KILLS):
            tokens += await write_tokens(peers, len(tokens), random.uniform(0.4, 1.0))
            seen = {token for peer in peers for token in tokens if token in everything(peer)}
            await asyncio.to_thread(server.kill)
            for peer in peers:
                await peer.leave()
            await asyncio.to_thread(server.start)

            fresh = await guests.peer(pm_id, people[0])
            mine = {token for token in tokens if token in everything(fresh)}
            by_others = seen_by_another(peers, tokens)
            assert by_others <= mine, "somebody had seen words that are gone"
            assert seen
            await fresh.leave()
            # The browsers come back with what they hold, as y-websocket does.
            peers = [await guests.peer(pm_id, person, doc=peer.doc) for person, peer in zip(people, peers, strict=True)]
            for peer in peers:
                await peer.until_saved()

        for peer in peers:
            await peer.until(lambda peer=peer: everything(peer) == everything(peers[0]))  # type: ignore[misc]
        for token in tokens:
            assert everything(peers[0]).count(token) == 1, token
        assert peers[0].last("meeting")["deadline"] == round(ends.timestamp() * 1000) if ends else False
        assert access.member(guests.app, people[0].visitor, pm_id).role == "facilitator"


def seen_by_another(peers: list[Peer], tokens: list[str]) -> set[str]:
    """Words that stand on at least two screens: one of them did not type them."""
    return {token for token in tokens if sum(token in everything(peer) for peer in peers) >= 2}
