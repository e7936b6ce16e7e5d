"""Twenty people follow a Next: others hear where they are in few frames, and of carets as soon as ever."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.live.limits import LIMITS
from core.live.room import protocol
from core.live.room.presence.presence_table import PresenceTable
from tests.live.room.presence.test_presence_table import ADA, BO, says
from tests.support.live import House
from tests.support.peers import Peer

PEOPLE = 20
PAUSE = 1.1 * LIMITS.presence_seconds
CARET = {"anchor": {"tname": "text:summary.what_happened"}, "head": {"tname": "text:summary.what_happened"}}


def state(section: str, **more: Any) -> dict[str, Any]:
    return {"section": section, "typing": False, "view": "room", "cursor": None, **more}


def frames_about(peer: Peer, clients: range) -> list[set[int]]:
    """Whom each presence frame is about, as far as these are concerned."""
    messages = [protocol.parse(frame) for frame in peer.frames]
    told = [{entry[0] for entry in item.entries} for item in messages if isinstance(item, protocol.Presence)]
    return [found & set(clients) for found in told if found & set(clients)]


async def gathered(house: House) -> tuple[Peer, list[Peer], range]:
    """Somebody who watches, and twenty others in the first section."""
    pm_id = house.meeting()
    watching = await house.peer(pm_id)
    people = [await house.peer(pm_id) for _ in range(PEOPLE)]
    clients = range(100, 100 + PEOPLE)
    for client, peer in zip(clients, people, strict=True):
        peer.be(client, 1, state("summary"))
    await watching.until(lambda: set(clients) <= set(watching.presence))
    watching.frames.clear()
    return watching, people, clients


def section_of(peer: Peer, client: int) -> object:
    body = peer.presence[client][1]
    return body and body["section"]


async def test_twenty_who_follow_a_next_are_one_frame(open_house: Callable[..., Any]) -> None:
    """One after the other, each later than the last frame of carets: a page draws once, and not twenty times."""
    house = await open_house(limits=replace(LIMITS, presence_moves_seconds=5.0))
    watching, people, clients = await gathered(house)
    for client, peer in zip(clients, people, strict=True):
        peer.be(client, 2, state("timeline"))
        await people[0].until(peer.has_said_everything)
        await pause()
    await watching.until(lambda: all(section_of(watching, client) == "timeline" for client in clients))
    assert frames_about(watching, clients) == [set(clients)]


async def test_a_caret_does_not_wait_for_those_who_move(open_house: Callable[..., Any]) -> None:
    """Who types is told at once, alone: the others come with their own frame."""
    house = await open_house(limits=replace(LIMITS, presence_moves_seconds=5.0))
    watching, people, clients = await gathered(house)
    for client, peer in zip(clients[1:], people[1:], strict=True):
        peer.be(client, 2, state("timeline"))
    await pause()
    people[0].be(clients[0], 2, state("summary", typing=True, cursor=CARET))
    await watching.until(lambda: (watching.presence[clients[0]][1] or {}).get("typing"))
    assert frames_about(watching, clients) == [{clients[0]}]


async def pause() -> None:
    await asyncio.sleep(PAUSE)


def test_nobody_is_shown_in_a_wrong_place_for_longer_than_a_second_and_a_half() -> None:
    """What is collected, on this server and before on another one, and a page that draws at most that often."""
    assert LIMITS.presence_moves_seconds + 2 * LIMITS.presence_seconds <= 1.0


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        (state("summary"), state("timeline"), True),
        (state("summary", cursor=CARET), state("timeline"), True),
        (state("summary", cursor=CARET), state("summary"), True),
        (state("summary"), state("timeline", cursor=CARET), False),
        (state("summary"), state("timeline", typing=True), False),
        (state("summary"), state("timeline", done="timeline@1"), False),
        (state("summary"), None, False),
    ],
    ids=["moves", "moves out of a text", "leaves a text", "writes there", "types there", "is done", "goes away"],
)
def test_only_where_somebody_is_may_wait(before: dict[str, Any], after: dict[str, Any] | None, waits: bool) -> None:
    """Whatever else changed with it is news for now."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, before))
    table.take_changed()
    table.update(1, "ada", ADA, says(7, 2, after))
    assert table.changed == {7}
    assert table.urgent == (set() if waits else {7})


def test_what_was_told_with_a_caret_is_not_told_again() -> None:
    """Somebody moves and types there: one frame says both."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, state("summary")))
    table.update(2, "bo", BO, says(8, 1, state("summary")))
    table.take_changed()
    table.update(1, "ada", ADA, says(7, 2, state("timeline")))
    table.update(2, "bo", BO, says(8, 2, state("timeline")))
    table.update(1, "ada", ADA, says(7, 3, state("timeline", typing=True)))
    assert set(table.take_changed(only_urgent=True)) == {7}
    assert set(table.take_changed()) == {8}


def test_what_another_server_has_collected_is_not_collected_again() -> None:
    """Else its people would be shown where they are twice as late."""
    table = PresenceTable()
    table.update_remote("two", 7, "ada", state("summary"), 1.0)
    table.take_changed()
    table.update_remote("two", 7, "ada", state("timeline"), 2.0)
    assert table.urgent == {7}
