"""A facilitator who goes is missed by everybody, on every server, and somebody else can take over at once."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.clock.state import KeepLead, Start
from core.domain.postmortem import SectionId
from core.live.limits import LIMITS, Limits
from core.services.meetings import meeting_clock
from tests.support.live import House, Person
from tests.support.peers import Peer

QUICK = Limits(attendance_seconds=0.05, ping_seconds=0.15, ping_others_seconds=0.3, away_seconds=0.8, gone_seconds=1.5)


async def sit_down(house: House, pm_id: str, person: Person, client: int, view: str = "room") -> Peer:
    """A tab that shows the room, and says so."""
    peer = await house.peer(pm_id, person)
    peer.be(client, 1, {"section": "summary", "view": view})
    await peer.until(lambda: client in peer.presence)
    return peer


def start(house: House, pm_id: str, lead: Person) -> None:
    meeting_clock.run_command(house.app, pm_id, house.member(lead, pm_id), Start(seen=0))


async def away(peer: Peer, wanted: bool, patience: float = 5.0) -> None:
    await peer.until(lambda: peer.last("meeting").get("away") is wanted, patience)


async def test_a_facilitator_who_leaves_is_missed_and_found_again(open_house: Callable[..., Any]) -> None:
    """By a close frame, by silence with an open socket, and not by sitting still."""
    house: House = await open_house(limits=QUICK)
    pm_id = house.meeting()
    mara = house.person(pm_id, "facilitator")
    lead = await sit_down(house, pm_id, mara, 11)
    ada = await sit_down(house, pm_id, house.person(pm_id), 12)
    start(house, pm_id, mara)
    await ada.until(lambda: ada.last("meeting").get("status") == "running")
    await asyncio.sleep(2 * QUICK.away_seconds)
    assert ada.last("meeting")["away"] is False
    lead.there = False
    await away(ada, True)
    await ada.until(lambda: ada.presence[11][1] is None)
    lead.there = True
    lead.say({"type": "here"})
    await away(ada, False)
    await ada.until(lambda: ada.presence[11][1] is not None)
    await lead.leave()
    await away(ada, True)
    late = await house.peer(pm_id)
    assert late.last("meeting")["away"] is True
    await sit_down(house, pm_id, mara, 13)
    await away(ada, False)


async def test_the_times_of_a_real_meeting_add_up(open_house: Callable[..., Any]) -> None:
    """Within five seconds of the last word, and not within three: a reload is no absence.

    The five are those of the limits; a machine that stands still counts for nobody's silence, and adds its own.
    """
    assert LIMITS.away_seconds + LIMITS.attendance_seconds <= 5
    house: House = await open_house(limits=LIMITS)
    pm_id = house.meeting()
    mara = house.person(pm_id, "facilitator")
    lead = await sit_down(house, pm_id, mara, 11)
    ada = await sit_down(house, pm_id, house.person(pm_id), 12)
    start(house, pm_id, mara)
    await ada.until(lambda: ada.last("meeting").get("status") == "running")
    await asyncio.sleep(1.5)
    gone = time.monotonic()
    await lead.leave()
    await away(ada, True, patience=LIMITS.gone_seconds - 1)
    assert time.monotonic() - gone >= 3


async def test_a_kept_lead_is_taken_over_only_once_its_holder_is_away(open_house: Callable[..., Any]) -> None:
    """The room knows who is connected; the sentence says whom to ask."""
    house: House = await open_house(limits=QUICK)
    pm_id = house.meeting()
    mara, bo = house.person(pm_id, "facilitator"), house.person(pm_id)
    lead = await sit_down(house, pm_id, mara, 11)
    peer = await sit_down(house, pm_id, bo, 12)
    start(house, pm_id, mara)
    seen = meeting_clock.view(house.app, pm_id).meeting.version
    meeting_clock.run_command(house.app, pm_id, house.member(mara, pm_id), KeepLead(seen=seen))
    async with house.http(bo) as browser:
        refused = await browser.post(f"/live/lead/{pm_id}", json={})
        assert (refused.status_code, "keeps the lead" in refused.text) == (409, True)
        await lead.leave()
        await away(peer, True)
        taken = await browser.post(f"/live/lead/{pm_id}", json={})
        assert (taken.status_code, taken.json()) == (200, {"role": "facilitator"})


async def presses(house: House, count: int) -> list[int]:
    """How so many presses, one after the other, are answered."""
    pm_id = house.meeting()
    mara = house.person(pm_id, "facilitator")
    start(house, pm_id, mara)
    answers = []
    async with house.http(mara) as browser:
        for _ in range(count):
            meeting = meeting_clock.view(house.app, pm_id).meeting
            what = "resume" if meeting.status == "paused" else "pause"
            body = {"what": what, "seen": meeting.version, "section": meeting.section, "status": meeting.status}
            answers.append((await browser.post(f"/live/clock/{pm_id}", json=body)).status_code)
    return answers


async def test_leafing_through_the_sections_is_no_flood(open_house: Callable[..., Any]) -> None:
    """Forty presses as fast as the screen follows are all taken."""
    assert await presses(await open_house(), 40) == [200] * 40


async def test_a_program_that_goes_on_pressing_is_told_to_wait(open_house: Callable[..., Any]) -> None:
    """With a limit that is back only after hours, so that a slow machine presses fast enough."""
    slow = Limits(presses_per_second=0.001, presses_burst=5_000)
    assert await presses(await open_house(slow), 7) == [200] * 5 + [429] * 2


async def test_who_takes_over_from_the_board_leads_at_once(open_house: Callable[..., Any]) -> None:
    """The button stands where everybody looks; pressing it twice changes nothing."""
    house: House = await open_house(limits=QUICK)
    pm_id = house.meeting()
    mara, bo = house.person(pm_id, "facilitator"), house.person(pm_id)
    lead = await sit_down(house, pm_id, mara, 11)
    peer = await sit_down(house, pm_id, bo, 12)
    start(house, pm_id, mara)
    await lead.leave()
    await away(peer, True)
    async with house.http(bo) as browser:
        for _ in range(2):
            answer = await browser.post(f"/live/lead/{pm_id}", json={})
            assert (answer.status_code, answer.json()) == (200, {"role": "facilitator"})
    await away(peer, False)
    assert set(peer.last("meeting")["facilitators"]) == {mara.id, bo.id}
    reader = house.person(pm_id, "viewer")
    async with house.http(reader) as browser:
        assert (await browser.post(f"/live/lead/{pm_id}", json={})).status_code == 403


async def test_the_buttons_of_the_bar_run_the_meeting(open_house: Callable[..., Any]) -> None:
    """Each is answered with the meeting after it; what is no press, or from somebody who does not lead, is refused."""
    house: House = await open_house()
    pm_id = house.meeting()
    mara = house.person(pm_id, "facilitator")
    start(house, pm_id, mara)
    async with house.http(mara) as browser:
        shown = {"section": "summary", "status": "running"}
        for what, after in (("more", "running"), ("more2", "running"), ("pause", "paused"), ("resume", "running")):
            seen = meeting_clock.view(house.app, pm_id).meeting.version
            body = {**shown, "what": what, "seen": seen, "status": meeting_clock.view(house.app, pm_id).meeting.status}
            answer = await browser.post(f"/live/clock/{pm_id}", json=body)
            assert answer.json() == {"version": seen + 1, "section": "summary", "status": after}
        assert meeting_clock.view(house.app, pm_id).meeting.adjustments == {SectionId.SUMMARY: 60 + 120}
        strange: tuple[object, ...] = ({}, {"what": "fly", "seen": 1}, {"what": "next", "seen": True}, {"what": "next"})
        for item in strange:
            assert (await browser.post(f"/live/clock/{pm_id}", json=item)).status_code == 422
    async with house.http(house.person(pm_id)) as browser:
        answer = await browser.post(f"/live/clock/{pm_id}", json={**shown, "what": "next", "seen": 4})
        assert answer.status_code == 403


async def test_a_press_is_for_what_stood_on_the_screen(open_house: Callable[..., Any]) -> None:
    """A minute from somebody else does not refuse Next or Pause; a section that was left, or a second minute, does."""
    house: House = await open_house()
    pm_id = house.meeting()
    mara, other = house.person(pm_id, "facilitator"), house.person(pm_id, "facilitator")
    start(house, pm_id, mara)
    shown = {"seen": 1, "section": "summary", "status": "running"}
    async with house.http(mara) as item, house.http(other) as two:
        assert (await two.post(f"/live/clock/{pm_id}", json={**shown, "what": "more"})).status_code == 200
        assert (await item.post(f"/live/clock/{pm_id}", json={**shown, "what": "more"})).status_code == 409
        assert (await item.post(f"/live/clock/{pm_id}", json={**shown, "what": "pause"})).status_code == 200
        assert (await two.post(f"/live/clock/{pm_id}", json={**shown, "what": "pause"})).status_code == 409
        assert (await item.post(f"/live/clock/{pm_id}", json={**shown, "what": "next"})).status_code == 200
        late = await two.post(f"/live/clock/{pm_id}", json={**shown, "what": "next"})
    assert late.status_code == 409
    assert "a moment before you" in late.json()["sentence"]
    meeting = meeting_clock.view(house.app, pm_id).meeting
    assert (meeting.section, meeting.version) == ("timeline", 4)


async def test_the_shared_screen_of_a_facilitator_does_not_lead(open_house: Callable[..., Any]) -> None:
    """Present has no controls."""
    house: House = await open_house(limits=QUICK)
    pm_id = house.meeting()
    mara = house.person(pm_id, "facilitator")
    lead = await sit_down(house, pm_id, mara, 11)
    await sit_down(house, pm_id, mara, 13, view="present")
    ada = await sit_down(house, pm_id, house.person(pm_id), 12)
    start(house, pm_id, mara)
    await lead.leave()
    await away(ada, True)


@pytest.mark.postgres
async def test_two_servers_miss_the_same_facilitator(postgres_url: str, open_house: Callable[..., Any]) -> None:
    """Whoever sits at the other server is neither missed while they are there nor kept when they are gone."""
    item: House = await open_house(url=postgres_url)
    two: House = await open_house(url=postgres_url)
    pm_id = item.meeting()
    mara = item.person(pm_id, "facilitator")
    lead = await sit_down(item, pm_id, mara, 11)
    ada = await sit_down(two, pm_id, two.person(pm_id), 12)
    start(item, pm_id, mara)
    await ada.until(lambda: ada.last("meeting").get("status") == "running")
    await asyncio.sleep(6)
    assert ada.last("meeting")["away"] is False
    lead.there = False
    await away(ada, True, patience=LIMITS.gone_seconds - 1)
    lead.there = True
    lead.say({"type": "here"})
    await away(ada, False)
