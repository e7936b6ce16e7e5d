"""P17: A session cannot be planted or kept."""

import time
from urllib.parse import parse_qsl

import pytest

from core.domain.permissions import Role
from core.services import access
from core.services.access import VISITOR_COOKIE
from core.services.meetings import meeting_clock
from core.services.publishing import publications
from tests.support.live import House, Person
from tests.support.peers import Closed


def posted(link: str) -> dict[str, str]:
    return dict(parse_qsl(link.partition("#")[2]))


async def test_a_cookie_planted_before_the_first_join_is_worth_nothing_after_it(house: House) -> None:
    """Somebody gave a victim their own cookie and waits: the join gives the victim a new one."""
    pm_id = house.meeting()
    planted = house.person()
    link = posted(access.links(house.app, pm_id, "http://x").participant)
    async with house.http(planted) as victim:
        answer = await victim.post("/live/enter", json=link)
    fresh = answer.cookies[VISITOR_COOKIE]
    assert fresh != planted.token
    assert access.visitor(house.app, planted.token) is None
    assert await (await house.knock(pm_id, planted)).until_closed() == 4401
    assert access.visitor(house.app, fresh) is not None


async def test_a_cookie_planted_before_somebody_reads_what_is_published_is_worth_nothing_after_it(house: House) -> None:
    """Also when it had been used to read something else before: who knows it reads nothing that the victim opens."""
    first, second = house.meeting(), house.meeting()
    planted = house.person()
    for pm_id in (first, second):
        publications.publish(house.app, pm_id, None)
    link = posted(publications.link(house.app, first, "http://x"))
    async with house.http(planted) as attacker:
        planted = Person(planted.visitor, (await attacker.post("/live/enter", json=link)).cookies[VISITOR_COOKIE])
    async with house.http(planted) as victim:
        answer = await victim.post("/live/enter", json=posted(publications.link(house.app, second, "http://x")))
        again = await victim.post("/live/enter", json=posted(publications.link(house.app, second, "http://x")))
    assert answer.cookies[VISITOR_COOKIE] != planted.token
    assert access.visitor(house.app, planted.token) is None
    assert "set-cookie" not in again.headers


async def test_a_token_that_the_browser_made_up_is_not_taken(house: House) -> None:
    """Only the server makes tokens."""
    pm_id = house.meeting()
    made_up = "A" * 22
    link = posted(access.links(house.app, pm_id, "http://x").participant)
    async with house.http() as browser:
        answer = await browser.post("/live/enter", json=link, headers={"cookie": f"{VISITOR_COOKIE}={made_up}"})
    assert answer.cookies[VISITOR_COOKIE] != made_up
    assert access.visitor(house.app, made_up) is None


async def test_later_joins_and_role_changes_keep_the_cookie(house: House) -> None:
    """A page that is open goes on working."""
    first, second = house.meeting(), house.meeting()
    person = house.person(first)
    peer = await house.peer(first, person)
    async with house.http(person) as browser:
        for link in (
            access.links(house.app, second, "http://x").participant,
            access.links(house.app, first, "http://x").facilitator,
        ):
            answer = await browser.post("/live/enter", json=posted(link))
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
    assert house.member(person, first).role == Role.FACILITATOR
    await peer.until(lambda: peer.last("meeting")["facilitators"] == [person.id])
    assert peer.closed is None


async def test_the_cookie_is_out_of_reach(house: House) -> None:
    """HttpOnly, SameSite=Lax, and Secure as soon as it is https."""
    pm_id = house.meeting()
    link = posted(access.links(house.app, pm_id, "http://x").participant)
    async with house.http() as browser:
        plain = (await browser.post("/live/enter", json=link)).headers["set-cookie"]
    async with house.http(origin="https://127.0.0.1:8501") as browser:
        safe = (await browser.post("https://127.0.0.1:8501/live/enter", json=link)).headers["set-cookie"]
    for header in (plain, safe):
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header
    assert "Secure" in safe


@pytest.mark.alone
async def test_a_removed_persons_socket_is_closed_within_two_seconds(house: House) -> None:
    """And the way back is shut: the link they came with opens nothing any more."""
    pm_id = house.meeting()
    lead, person = house.person(pm_id, "facilitator"), house.person(pm_id)
    old_link = posted(access.links(house.app, pm_id, "http://x").participant)
    peer = await house.peer(pm_id, person)
    began = time.monotonic()
    access.remove(house.app, house.member(lead, pm_id), pm_id, person.id)
    assert await peer.until_closed(patience=2.0) == 4403
    assert time.monotonic() - began < 2.0
    assert await (await house.knock(pm_id, person)).until_closed() == 4403
    async with house.http(person) as browser:
        assert (await browser.post("/live/enter", json=old_link)).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/live/enter",
        "/live/hints/x",
        "/live/hints/x/dismiss",
        "/live/hints/x/accept",
        "/live/due/x",
        "/live/day-order/x",
        "/live/timeline/x",
        "/live/clock/x",
        "/live/lead/x",
        "/live/skip/x",
        "/live/review/x",
        "/live/sign-out",
    ],
)
async def test_a_foreign_page_cannot_post(house: House, path: str) -> None:
    """Lax cookies do not travel with it; if they did, the Origin tells."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id), origin="http://evil.example") as browser:
        assert (await browser.post(path.replace("x", pm_id), json={"text": ""})).status_code == 403


async def test_a_foreign_page_gets_no_socket(house: House) -> None:
    """Refused before accept, with a good cookie in hand."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    for origin in ("http://evil.example", "https://127.0.0.1", "null", ""):
        with pytest.raises(Closed, match="refused before accept"):
            await house.socket(pm_id, person, origin=origin).open()
    assert meeting_clock.view(house.app, pm_id).meeting.version == 0
