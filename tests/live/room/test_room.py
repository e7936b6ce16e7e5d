"""A room as its people see it: what they are told, and in which order."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from core.domain.clock.state import Next, Start
from core.domain.postmortem import SectionId
from core.live.limits import Limits
from core.services import access
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from tests.support.live import House
from tests.support.peers import Peer


async def said(peer: Peer, kind: str, key: str, value: object) -> None:
    """Waits until the latest message of a kind says this."""
    await peer.until(lambda: peer.last(kind).get(key) == value)


async def test_a_person_who_comes_in_is_greeted_first(house: House) -> None:
    """The first frame says who you are, as the server knows it."""
    pm_id = house.meeting("The queue stood still")
    person = house.person(pm_id)
    peer = await house.peer(pm_id, person)
    assert [body["type"] for body in peer.said[:3]] == ["welcome", "members", "meeting"]
    welcome = peer.said[0]
    assert welcome["you"] == {
        "id": person.id,
        "name": person.visitor.name,
        "color": person.visitor.color,
        "role": "participant",
        "guest": True,
    }
    assert (welcome["epoch"], welcome["title"]) == (1, "The queue stood still")


async def test_what_one_types_the_other_reads(house: House) -> None:
    """Two people, one text; the author is told when it is durable."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    ada.type("The queue filled up — 🚨")
    await bo.until(lambda: bo.read() == "The queue filled up — 🚨")
    await ada.until_saved()
    bo.type(" at noon")
    await ada.until(lambda: ada.read().endswith("at noon"))
    await bo.until_saved()


async def test_what_a_peer_has_seen_is_on_disk(house: House) -> None:
    """Durable before broadcast: the log holds it at the moment another one reads it."""
    pm_id = house.meeting()
    ada, bo = await house.peer(pm_id), await house.peer(pm_id)
    ada.type("seen")
    await bo.until(lambda: bo.read() == "seen")
    from core.document.load import load
    from core.document.read import read

    stored = read(load(document_store.open_document(house.app, pm_id).updates)).postmortem
    assert stored.summary.what_happened == "seen"


async def test_a_clock_command_reaches_everybody(house: House) -> None:
    """One state of the meeting for all, and a notice for the panels."""
    pm_id = house.meeting()
    lead = house.person(pm_id, "facilitator")
    peers = [await house.peer(pm_id, lead), await house.peer(pm_id)]
    member = house.member(lead, pm_id)
    started = meeting_clock.run_command(house.app, pm_id, member, Start(seen=0))
    for peer in peers:
        await said(peer, "meeting", "status", "running")
        assert peer.last("meeting")["section"] == "summary"
        assert peer.last("meeting")["facilitators"] == [lead.id]
        assert "meeting" in peer.notices()
    meeting_clock.run_command(house.app, pm_id, member, Next(seen=started.version))
    await said(peers[1], "meeting", "section", SectionId.TIMELINE)


async def test_the_record_follows_the_document(house: House) -> None:
    """Everything outside the board reads the record; it is there soon after."""
    from core.services import postmortems

    pm_id = house.meeting()
    ada = await house.peer(pm_id)
    ada.type("It was the disk.")
    await ada.until(lambda: "record" in ada.notices())
    assert postmortems.summary(house.app, pm_id).postmortem.summary.what_happened == "It was the disk."


async def test_a_renamed_person_is_shown_so(house: House) -> None:
    """Names change for everybody who is here."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    ada, bo = await house.peer(pm_id, person), await house.peer(pm_id)
    ada.be(ada.doc.client_id, 1, {"section": "summary"})
    await bo.until(lambda: bo.presence)
    access.rename(house.app, person.visitor, "Ada")
    await bo.until(lambda: any(body["user"]["name"] == "Ada" for _, body in bo.presence.values() if body))
    await bo.until(lambda: "Ada" in [member["name"] for member in bo.last("members")["members"]])


async def test_panels_are_not_told_of_every_key(open_house: Callable[..., Any]) -> None:
    """The record changes several times a second while people type; its notice comes now and then, and at the end."""
    house: House = await open_house(limits=Limits(record_notice_seconds=0.5, projection_seconds=0.02))
    pm_id = house.meeting()
    ada = await house.peer(pm_id)
    began = time.monotonic()
    for _ in range(20):
        ada.type("x")
        await asyncio.sleep(0.04)
    await ada.until(lambda: "record" in ada.notices())
    message = ada.notices().count("record")
    assert message <= 2 + (time.monotonic() - began) / 0.5, "at most twice a second, however slow the machine"
    ada.type("the last word")
    await ada.until(lambda: ada.notices().count("record") > message)
