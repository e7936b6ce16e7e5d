"""The silent vote in a room: what is in whose frames before it is revealed, and who can change what was chosen."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Doc, Map

from core.document.edit import Change
from core.document.load import load
from core.document.read import read
from core.document.schema import CHOSEN, ROW_FIELDS
from core.document.seed import new_row
from core.domain.postmortem import Postmortem
from core.live.limits import Limits
from core.live.room import protocol
from core.services.documents import document_store
from core.services.meetings import silent_vote
from tests.support.edits import add_row, combined
from tests.support.live import House, Person
from tests.support.peers import Peer

ROWS = ("alert", "renew", "runbook", "gateway")


def with_actions(house: House) -> str:
    pm_id = house.meeting()
    rows = [add_row("actions", row, f"Words of {place}", f"V{place}") for place, row in enumerate(ROWS)]
    document_store.edit(house.app, pm_id, combined(*rows), None)
    return pm_id


def start(house: House, pm_id: str, lead: Person) -> None:
    silent_vote.start(house.app, house.member(lead, pm_id), 0)


def give(house: House, pm_id: str, person: Person, *rows: str) -> None:
    for row in rows:
        silent_vote.give_dot(house.app, house.member(person, pm_id), 1, row)


def vote(peer: Peer) -> dict[str, Any]:
    return peer.last("vote").get("vote") or {}


def stored(house: House, pm_id: str) -> Postmortem:
    return read(load(document_store.open_document(house.app, pm_id).updates)).postmortem


def chosen(house: House, pm_id: str) -> list[str]:
    return [row.id for row in stored(house, pm_id).actions if row.chosen]


def row_in(doc: Doc[Any], row_id: str) -> "Map[Any]":
    found: Map[Any] = doc.get(ROW_FIELDS["actions"].root, type=Map)[row_id]
    return found


async def says(peer: Peer, key: str, value: object) -> None:
    await peer.until(lambda: vote(peer).get(key) == value)


async def is_chosen(peer: Peer, row_id: str) -> None:
    await peer.until(lambda: row_in(peer.doc, row_id).get(CHOSEN) is True)


async def only_the_gateway(peer: Peer) -> None:
    """Of all rows it alone has anything that could be read as chosen."""

    def marked() -> dict[str, object]:
        rows: Map[Any] = peer.doc.get(ROW_FIELDS["actions"].root, type=Map)
        return {row_id: row[CHOSEN] for row_id, row in rows.items() if CHOSEN in row}

    await peer.until(lambda: marked() == {"gateway": True})


async def test_a_dot_is_in_the_frames_of_its_owner_only(house: House) -> None:
    """Others get how many have voted: no id of an action, no name of a person, no notice at a dot."""
    pm_id = with_actions(house)
    lead, ben, cleo = house.person(pm_id, "facilitator"), house.person(pm_id), house.person(pm_id, "viewer")
    peers = {who.id: await house.peer(pm_id, who) for who in (lead, ben, cleo)}
    start(house, pm_id, lead)
    for peer in peers.values():
        await says(peer, "status", "open")
        peer.frames.clear()
        peer.said.clear()
    give(house, pm_id, ben, "gateway", "alert")
    await peers[ben.id].until(lambda: vote(peers[ben.id]).get("mine") == ["alert", "gateway"])
    for who in (lead, cleo):
        peer = peers[who.id]
        await says(peer, "people", 1)
        await asyncio.sleep(0.1)
        assert vote(peer) == {"number": 1, "status": "open", "people": 1, "mine": []}
        assert not [frame for frame in peer.frames if b"gateway" in frame or b"alert" in frame]
        assert not [body for body in peer.said if ben.id in json.dumps(body) and body["type"] == "vote"]
        assert peer.notices() == []
    give(house, pm_id, ben, "renew")
    await peers[ben.id].until(lambda: len(vote(peers[ben.id])["mine"]) == 3)
    assert len([body for body in peers[lead.id].said if body["type"] == "vote"]) == 1, "the count is the same"


async def test_whoever_comes_late_or_again_finds_the_vote_and_their_own_dots(house: House) -> None:
    """A reload in the middle of it; another person on the way in gets the count."""
    pm_id = with_actions(house)
    lead, ben = house.person(pm_id, "facilitator"), house.person(pm_id)
    first = await house.peer(pm_id, ben)
    start(house, pm_id, lead)
    give(house, pm_id, ben, "alert")
    await first.leave()
    again, late = await house.peer(pm_id, ben), await house.peer(pm_id)
    assert vote(again) == {"number": 1, "status": "open", "people": 1, "mine": ["alert"]}
    assert vote(late) == {"number": 1, "status": "open", "people": 1, "mine": []}


async def test_the_reveal_is_counts_and_the_chosen_stand_in_the_document(house: House) -> None:
    """On every screen, with nobody's name."""
    pm_id = with_actions(house)
    lead, ben = house.person(pm_id, "facilitator"), house.person(pm_id)
    peers = [await house.peer(pm_id, lead), await house.peer(pm_id, ben), await house.peer(pm_id, role="viewer")]
    start(house, pm_id, lead)
    give(house, pm_id, ben, "renew", "gateway")
    give(house, pm_id, lead, "renew")
    silent_vote.reveal(house.app, house.member(lead, pm_id), 1)
    for peer in peers:
        await says(peer, "status", "revealed")
        assert vote(peer) == {
            **{"number": 1, "status": "revealed", "people": 2, "tied": [], "places": 0},
            "counts": {"renew": 2, "gateway": 1, "alert": 0, "runbook": 0},
        }
        await is_chosen(peer, "renew")
        assert CHOSEN not in row_in(peer.doc, "alert")


async def test_two_servers_are_one_vote(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Started on one, voted on the other, revealed on the first."""
    one: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = with_actions(one)
    lead, ben = one.person(pm_id, "facilitator"), one.person(pm_id)
    here, there = await one.peer(pm_id, lead), await two.peer(pm_id, ben)
    start(one, pm_id, lead)
    await there.until(lambda: vote(there).get("status") == "open")
    give(two, pm_id, ben, "gateway")
    await here.until(lambda: vote(here).get("people") == 1)
    await there.until(lambda: vote(there).get("mine") == ["gateway"])
    silent_vote.reveal(one.app, one.member(lead, pm_id), 1)
    await there.until(lambda: vote(there).get("counts", {}).get("gateway") == 1)
    await there.until(lambda: row_in(there.doc, "gateway").get(CHOSEN) is True)


def by_hand(row_id: str, value: object) -> Callable[["Doc[Any]"], None]:
    def change(doc: "Doc[Any]") -> None:
        row = row_in(doc, row_id)
        if value is None:
            del row[CHOSEN]
        else:
            row[CHOSEN] = value

    return change


def another_row(doc: "Doc[Any]") -> None:
    made = new_row(ROW_FIELDS["actions"], "W", "Choose me", {CHOSEN: True})
    doc.get(ROW_FIELDS["actions"].root, type=Map)["mine"] = made


FORGED: dict[str, Change] = {
    "a first mark": by_hand("alert", True),
    "a mark taken away": by_hand("gateway", None),
    "a mark turned off": by_hand("gateway", False),
    "nonsense in its place": by_hand("gateway", "x" * 40),
    "a row that is born with it": another_row,
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("role", ["participant", "facilitator"])
async def test_a_browser_cannot_choose_by_the_document(house: House, what: str, role: str) -> None:
    """The room takes it out again, for everybody and in the log; the rest of what came with it stays."""
    pm_id = with_actions(house)
    lead = house.person(pm_id, "facilitator")
    silent_vote.choose_action(house.app, house.member(lead, pm_id), "gateway", chosen=True)
    forger, other = await house.peer(pm_id, role=role), await house.peer(pm_id)
    await forger.until(lambda: row_in(forger.doc, "gateway").get(CHOSEN) is True)
    with forger.doc.transaction():
        FORGED[what](forger.doc)
        forger.type("And this was typed.")
    await forger.until_saved()
    await other.until(lambda: other.read() == "And this was typed.")

    for peer in (forger, other):
        await only_the_gateway(peer)
    assert chosen(house, pm_id) == ["gateway"]
    assert stored(house, pm_id).summary.what_happened == "And this was typed."
    late = await house.peer(pm_id)
    await only_the_gateway(late)


@pytest.mark.parametrize("reloaded", [False, True], ids=["at once", "after the room was loaded again"])
async def test_a_browser_cannot_choose_again_what_was_let_go(open_house: Callable[..., Any], reloaded: bool) -> None:
    """A second mark stands on the first one's place, so its update does not have the mark's name in it."""
    house: House = await open_house(Limits(evict_seconds=0.0))
    pm_id = with_actions(house)
    lead = house.member(house.person(pm_id, "facilitator"), pm_id)
    first = await house.peer(pm_id)
    silent_vote.choose_action(house.app, lead, "gateway", chosen=True)
    await is_chosen(first, "gateway")
    silent_vote.choose_action(house.app, lead, "gateway", chosen=False)
    await first.until(lambda: CHOSEN not in row_in(first.doc, "gateway"))
    if reloaded:
        await first.leave()
        await asyncio.sleep(0.1)
    forger = await house.peer(pm_id) if reloaded else first
    before = forger.doc.get_state()
    row_in(forger.doc, "gateway")[CHOSEN] = True
    assert CHOSEN.encode() not in forger.doc.get_update(before)
    await forger.until_saved()
    await forger.until(lambda: CHOSEN not in row_in(forger.doc, "gateway"))
    assert chosen(house, pm_id) == []


async def test_a_mark_that_came_before_its_row_is_taken_out_too(house: House) -> None:
    """The update that names the mark waits for its row; the one that brings the row does not name the mark."""
    pm_id = with_actions(house)
    forger, other = await house.peer(pm_id), await house.peer(pm_id)
    writer: Doc[Any] = Doc()
    writer.apply_update(forger.doc.get_update())
    before = writer.get_state()
    rows: Map[Any] = writer.get(ROW_FIELDS["actions"].root, type=Map)
    rows["late"] = new_row(ROW_FIELDS["actions"], "W", "A late row", {})
    row = writer.get_update(before)
    marker: Doc[Any] = Doc()
    marker.apply_update(writer.get_update())
    before = marker.get_state()
    row_in(marker, "late")[CHOSEN] = True
    for update in (marker.get_update(before), row):
        forger.send(protocol.sync_update(update))
        forger.sent += 1
        await forger.until_saved()
    await other.until(lambda: "late" in other.doc.get(ROW_FIELDS["actions"].root, type=Map))
    await other.until(lambda: CHOSEN not in row_in(other.doc, "late"))
    assert chosen(house, pm_id) == []


async def test_typing_goes_on_beside_a_chosen_action(house: House) -> None:
    """Nothing is corrected where nothing was forged: one update in, one update out."""
    pm_id = with_actions(house)
    lead = house.person(pm_id, "facilitator")
    silent_vote.choose_action(house.app, house.member(lead, pm_id), "gateway", chosen=True)
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    before = len(document_store.open_document(house.app, pm_id).updates)
    row_in(ada.doc, "gateway")["text"].insert(0, "More: ")
    await ada.until_saved()
    await bo.until(lambda: str(row_in(bo.doc, "gateway")["text"]).startswith("More"))
    assert len(document_store.open_document(house.app, pm_id).updates) == before + 1
    assert chosen(house, pm_id) == ["gateway"]
