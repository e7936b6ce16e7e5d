"""The quiet minute on the wire: counts for everybody, nobody's lines, and no byte of them before."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from pycrdt import Map

from core.domain import quiet_minute as rules
from core.domain.clock.state import Next, Start
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import QuietMinute
from core.errors import StorageTrouble
from core.live.limits import LIMITS
from core.live.room import protocol
from core.live.room.membership import MemberList
from core.live.room.peer_group import PeerGroup
from core.live.room.quiet_message import quiet_message
from core.live.room.quiet_room import QuietRoom
from core.live.room.server_clock import ServerClock
from core.services.meetings import meeting_clock
from core.services.meetings.quiet_state import QuietState
from tests.support.fakes import FakeLog, member
from tests.support.live import House, Person
from tests.support.peers import Peer

TECHNICAL = "root_cause.technical"
SECRET = "Nobody-looked-at-the-graph"
ASK = b'{"type":"ask"}'
QUICK = replace(LIMITS, quiet_done_seconds=0.1, quiet_reconnect_seconds=0.0, attendance_seconds=0.05)


async def post(house: House, pm_id: str, person: Person, **body: Any) -> dict[str, Any]:
    async with house.http(person) as http:
        answer = await http.post(f"/live/quiet/{pm_id}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def write(house: House, pm_id: str, person: Person, text: str, row_id: str, number: int = 1) -> None:
    await post(house, pm_id, person, what="write", round=number, draft={"id": row_id, "field": TECHNICAL, "text": text})


def to_root_cause(house: House, pm_id: str, lead: Person) -> None:
    for make in (Start, Next, Next):
        seen = meeting_clock.view(house.app, pm_id).meeting.version
        meeting_clock.run_command(house.app, pm_id, house.member(lead, pm_id), make(seen=seen))


def quiet(peer: Peer) -> dict[str, Any]:
    return peer.last("quiet")


async def until_all(peers: list[Peer], holds: Callable[[Peer], object]) -> None:
    for peer in peers:
        await peer.until(partial(holds, peer))


def texts(peer: Peer) -> list[str]:
    rows = peer.doc.get("rows:root_cause.technical", type=Map)
    return sorted(str(row["text"]) for row in rows.values())


async def test_no_frame_to_another_browser_holds_anything_of_a_draft(house: House) -> None:
    """Not its words, not its id, not who wrote it; of presence nothing changes at all while somebody writes."""
    pm_id = house.meeting()
    lead, ana, bo = house.person(pm_id, "facilitator"), house.person(pm_id), house.person(pm_id)
    peers = [await house.peer(pm_id, person) for person in (lead, ana, bo)]
    for number, peer in enumerate(peers):
        peer.be(100 + number, 1, {"section": "root_cause", "typing": False, "view": "room", "cursor": None})
    to_root_cause(house, pm_id, lead)
    await until_all(peers, lambda peer: quiet(peer).get("status") == "open" and len(peer.presence) == 3)
    await until_all(peers, lambda peer: quiet(peer)["people"] == 2)
    await asyncio.sleep(0.2)
    for peer in peers:
        peer.frames.clear()
    for count in range(1, 8):  # as a browser sends it: a line that grows
        await write(house, pm_id, ana, SECRET[: count * 4], "anasrow00001")
    await write(house, pm_id, bo, "Another one", "bosrow000001")
    await until_all(peers, lambda peer: quiet(peer)["writers"] == 2)
    await asyncio.sleep(0.3)
    for peer in peers:  # her own browsers too: they ask over HTTP
        heard = b"".join(peer.frames)
        for part in (b"Nobo", b"graph", b"Another", b"anasrow", b"bosrow", ana.id.encode(), bo.id.encode()):
            assert part not in heard
        assert all(frame[0] == 100 for frame in peer.frames), "no change of document or presence"
        told = [frame for frame in peer.frames if ASK not in frame]  # a slow machine is asked whether it is there
        assert len(told) == 2, f"one for each who began, none for what they typed: {told}"
    mine = await post(house, pm_id, ana, what="mine", round=1)
    assert (
        mine == {"drafts": [{"id": "anasrow00001", "field": TECHNICAL, "text": SECRET}]}
        or mine["drafts"][0]["text"] == SECRET[:28]
    )
    await post(house, pm_id, lead, what="reveal", round=1)
    await until_all(peers, lambda peer: quiet(peer)["status"] == "revealed" and len(texts(peer)) == 2)
    for peer in peers:
        assert set(quiet(peer)["shown"]) == {"anasrow00001", "bosrow000001"}


async def test_it_is_revealed_by_itself_when_everybody_connected_is_done(open_house: Callable[..., Any]) -> None:
    """The facilitator is not waited for, somebody who left is not, and somebody who only reads along is not."""
    house: House = await open_house(QUICK)
    pm_id = house.meeting()
    lead, ana, bo = house.person(pm_id, "facilitator"), house.person(pm_id), house.person(pm_id)
    house.person(pm_id)  # never came
    peers = [await house.peer(pm_id, person) for person in (lead, ana, bo)]
    peers.append(await house.peer(pm_id, role="viewer"))
    for number, peer in enumerate(peers):
        peer.be(200 + number, 1, {"section": "root_cause", "view": "room"})
    to_root_cause(house, pm_id, lead)
    await peers[0].until(lambda: quiet(peers[0]).get("people") == 2)
    await write(house, pm_id, bo, "Bo's line", "bosrow000001")
    await post(house, pm_id, ana, what="done", round=1, on=True)
    await peers[1].until(lambda: quiet(peers[1])["done"] == 1 and quiet(peers[1])["mine"])
    assert quiet(peers[2])["mine"] is False
    await asyncio.sleep(0.5)
    assert quiet(peers[0])["status"] == "open"
    await post(house, pm_id, bo, what="done", round=1, on=True)
    await until_all(peers, lambda peer: quiet(peer)["status"] == "revealed" and texts(peer) == ["Bo's line"])


def beside(peer: Peer) -> list[tuple[Any, Any]]:
    """The section of each frame with the meeting, and the status of the quiet minute that came in it."""
    bodies = [protocol.Reader(frame) for frame in peer.frames]
    told = [json.loads(reader.string()) for reader in bodies if reader.uint() == protocol.CUSTOM]
    return [(body["section"], body.get("quiet", {}).get("status")) for body in told if body["type"] == "meeting"]


async def test_it_opens_in_the_frame_of_its_section(house: House) -> None:
    """A page draws the section and its card at once; a section without one comes alone, and so does a later count."""
    pm_id = house.meeting()
    lead, ana = house.person(pm_id, "facilitator"), house.person(pm_id)
    peer = await house.peer(pm_id, ana)
    peer.frames.clear()
    for make in (Start, Next, Next, Next, Next):
        seen = meeting_clock.view(house.app, pm_id).meeting
        after = meeting_clock.run_command(house.app, pm_id, house.member(lead, pm_id), make(seen=seen.version))
        await peer.until(lambda after=after: peer.last("meeting").get("section") == after.section)  # type: ignore[misc]
    assert beside(peer) == [
        ("summary", None),
        ("timeline", None),
        ("root_cause", "open"),
        ("factors", "open"),
        ("actions", "revealed"),
    ]
    alone = [frame for frame in peer.frames if b'"type":"quiet"' in frame and b'"type":"meeting"' not in frame]
    assert alone == []
    meeting_clock.run_command(house.app, pm_id, house.member(lead, pm_id), Next(seen=after.version))
    await peer.until(lambda: quiet(peer)["number"] == 3 and quiet(peer)["writers"] == 0)
    line = {"id": "anasrow00001", "field": "lessons.went_right", "text": "The pager rang"}
    await post(house, pm_id, ana, what="write", round=3, draft=line)
    await peer.until(lambda: quiet(peer)["writers"] == 1)
    assert len(beside(peer)) == 6


async def test_its_end_reveals_it_where_that_was_chosen(open_house: Callable[..., Any]) -> None:
    """By the server's clock: no laptop has a say. A room that was not loaded at that moment does it when it is."""
    house: House = await open_house(QUICK)
    pm_id = house.meeting()
    lead, ana = house.person(pm_id, "facilitator"), house.person(pm_id)
    to_root_cause(house, pm_id, lead)
    await write(house, pm_id, ana, "Ana's line", "anasrow00001")
    await post(house, pm_id, lead, what="at_end", round=1, on=True)
    with house.app.db.write() as tx:
        tx.sql("UPDATE quiet_minute SET state = replace(state, :year, '2020-')", year=f"{datetime.now(UTC).year}-")
    peer = await house.peer(pm_id, lead)
    await peer.until(lambda: texts(peer) == ["Ana's line"])
    await peer.until(lambda: quiet(peer)["status"] == "revealed")


@pytest.mark.postgres
async def test_two_servers_show_one_quiet_minute(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Written on one, counted on both, revealed once although both rooms want to."""
    one: House = await open_house(QUICK, url=postgres_url)
    two: House = await open_house(QUICK, url=postgres_url)
    pm_id = one.meeting()
    lead, ana, bo = one.person(pm_id, "facilitator"), one.person(pm_id), one.person(pm_id)
    here, there = await one.peer(pm_id, ana), await two.peer(pm_id, bo)
    here.be(301, 1, {"section": "root_cause"})
    there.be(302, 1, {"section": "root_cause"})
    to_root_cause(one, pm_id, lead)
    await there.until(lambda: quiet(there).get("status") == "open" and quiet(there)["people"] == 2)
    await write(one, pm_id, ana, "Ana's line", "anasrow00001")
    await write(two, pm_id, bo, "Bo's line", "bosrow000001")
    await until_all([here, there], lambda peer: quiet(peer)["writers"] == 2)
    await post(one, pm_id, ana, what="done", round=1, on=True)
    await post(two, pm_id, bo, what="done", round=1, on=True)
    await until_all(
        [here, there], lambda peer: texts(peer) == ["Ana's line", "Bo's line"] and quiet(peer)["status"] == "revealed"
    )


async def test_requests_that_make_no_sense_are_refused(house: House) -> None:
    """With a status that the browser understands: 409 is over, 413 and 422 are a line that cannot be stored."""
    pm_id = house.meeting()
    lead, ana = house.person(pm_id, "facilitator"), house.person(pm_id)
    to_root_cause(house, pm_id, lead)
    line = {"id": "anasrow00001", "field": TECHNICAL, "text": "x"}
    for status, body in (
        (422, {"what": "sing", "round": 1}),
        (422, {"what": "done", "round": "1", "on": True}),
        (422, {"what": "done", "round": -1, "on": True}),
        (422, {"what": "write", "round": 1, "draft": "x"}),
        (422, {"what": "write", "round": 1, "draft": {**line, "id": "../x"}}),
        (422, {"what": "write", "round": 1, "draft": {**line, "text": 7}}),
        (422, {"what": "write", "round": 1, "draft": {**line, "field": "summary.impact"}}),
        (413, {"what": "write", "round": 1, "draft": {**line, "text": "x" * 1001}}),
        (409, {"what": "write", "round": 2, "draft": line}),
        (403, {"what": "reveal", "round": 1}),
    ):
        async with house.http(ana) as http:
            answer = await http.post(f"/live/quiet/{pm_id}", json=body)
        assert answer.status_code == status, (body, answer.text)
        assert answer.json()["sentence"]


class Room:
    """A quiet room over a log in memory, with two participants and a facilitator, and no peers."""

    def __init__(self, log: FakeLog, minute: QuietMinute) -> None:
        people = MemberList([member("lead", "facilitator"), member("ana"), member("bo"), member("cy", "viewer")])
        self.log = log
        self.room = QuietRoom("pm", log, QuietState(minute), PeerGroup(), people, ServerClock(), QUICK)


def opened(*done: str) -> QuietMinute:
    minute = rules.start(QuietMinute(), SectionId.FACTORS, 60, datetime.now(UTC))
    return minute.model_copy(update={"done": done})


async def test_whoever_reloads_is_still_waited_for() -> None:
    """Their socket is gone for some seconds, and they were in the middle of a word."""
    it = Room(FakeLog(), opened("ana"))
    it.room.present({"ana", "bo", "lead", "cy"})
    for _ in range(4):
        await asyncio.sleep(0.05)
        it.room.present({"ana", "lead"})
    await it.room.finish()
    assert it.log.revealed == []


async def test_right_after_a_start_nobody_is_everybody() -> None:
    """Browsers come back one by one: the first one that is done does not end it for those on their way."""
    it = Room(FakeLog(), opened("ana", "bo"))
    it.room._limits = replace(QUICK, quiet_reconnect_seconds=60)
    for _ in range(4):
        await asyncio.sleep(0.05)
        it.room.present({"ana"})
    await it.room.finish()
    assert it.log.revealed == []


async def test_a_reveal_that_fails_is_tried_again() -> None:
    """The disk is full, and a moment later it is not."""
    it = Room(FakeLog(), opened("ana", "bo"))
    it.log.broken = StorageTrouble()
    for attempt in range(8):
        if attempt == 4:
            it.log.broken = None
        it.room.present({"ana", "bo"})
        await asyncio.sleep(0.05)
    await it.room.finish()
    assert it.log.revealed
    assert {number for number, _ in it.log.revealed} == {1}
    assert it.log.revealed[0][1] == {"ana", "bo"}


def test_a_message_tells_how_many_and_whether_it_is_oneself() -> None:
    """The time is the server's, in milliseconds."""
    end = datetime(2026, 11, 30, 10, 0, tzinfo=UTC) + timedelta(seconds=60)
    minute = opened("ana", "gone").model_copy(update={"ends_at": end})
    state = QuietState(minute, frozenset({"ana", "gone"}))
    told = quiet_message(state, "ana", ["ana", "bo"])
    assert (told["writers"], told["done"], told["people"], told["mine"]) == (2, 1, 2, True)
    assert told["ends_at"] == round(end.timestamp() * 1000)
    assert quiet_message(state, "bo", ["ana", "bo"])["mine"] is False
    assert not any(name in repr(told) for name in ("gone", "'ana'"))
