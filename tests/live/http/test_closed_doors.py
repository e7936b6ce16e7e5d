"""Every route and socket, asked about a closed postmortem: who was not named is answered as for an id that never was.

The routes are those of P16's table, which fails when one is missing.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.live.limits import LIMITS
from core.services import access
from core.services.access import closing, secret_links
from core.services.access.secret_links import Purpose
from core.services.exchange.formats import FORMATS
from core.store import settings_kv
from core.store.people import visitors
from tests.promises.test_p16_a_door_without_a_key import BODIES, EXPECTED, MEMBER, PARTS, VIEWER
from tests.support.live import House, Person

TITLE = "Secret words in the title"
UNKNOWN = "nothing-like-it"
STRANGER, ELSEWHERE, READ_BEFORE, WROTE_BEFORE, INSIDER = "stranger", "elsewhere", "read", "wrote", "of the workspace"
UNNAMED = (STRANGER, ELSEWHERE, READ_BEFORE, WROTE_BEFORE, INSIDER)
ABOUT_ONE = [(method, path) for method, path in EXPECTED if "{pm_id}" in path or "{name}" in path]


async def closed_meeting(house: House, *named: str) -> tuple[str, dict[str, Person | None]]:
    """A closed meeting with people of every kind; who is ``named`` of them."""
    pm_id = house.meeting(TITLE)
    lead = house.person(pm_id, "facilitator")
    insider = house.person()
    with house.app.db.write() as tx:
        visitors.grant_workspace(tx, insider.id, settings_kv.workspace_generation(tx))
    access.join_from_workspace(house.app, insider.visitor, pm_id)
    people: dict[str, Person | None] = {
        STRANGER: None,
        ELSEWHERE: house.person(house.meeting("Another one")),
        READ_BEFORE: house.person(pm_id, "viewer"),
        WROTE_BEFORE: house.person(pm_id, "participant"),
        INSIDER: insider,
    }
    ids = [person.id for who in named if (person := people[who]) is not None]
    closing.close(house.app, pm_id, ids, lead.visitor)
    return pm_id, people


async def answer(house: House, method: str, path: str, pm_id: str, person: Person | None) -> tuple[object, ...]:
    if method == "WS":
        peer = await house.knock(pm_id, person)
        await peer.until(lambda: peer.closed or peer.synced)
        return (peer.closed.code if peer.closed else 0, len(peer.frames) if peer.closed else "in")
    url = path.format(pm_id=pm_id, name=f"{pm_id}.md", **PARTS)
    async with house.http(person) as browser:
        got = await browser.request(method, url, json=BODIES.get(path) if method == "POST" else None)
    headers = {name for name in got.headers if name not in ("x-request-id", "content-length", "date")}
    assert TITLE not in got.text or got.status_code == 200
    return got.status_code, got.text.replace(pm_id, "ID") if got.status_code >= 400 else "", frozenset(headers)


@pytest.mark.parametrize("access_mode", ["key", "open"])
async def test_who_was_not_named_is_answered_as_if_there_were_none(
    open_house: Callable[..., Any], access_mode: str
) -> None:
    house: House = await open_house(access=access_mode)
    pm_id, people = await closed_meeting(house)
    for who in UNNAMED:
        for method, path in ABOUT_ONE:
            about_it = await answer(house, method, path, pm_id, people[who])
            about_nothing = await answer(house, method, path, UNKNOWN, people[who])
            assert about_it == about_nothing, f"{who} at {method} {path}"
            assert about_it[0] not in (0, 200), f"{who} came in at {method} {path}"


async def test_who_was_named_may_what_they_might_before(open_house: Callable[..., Any]) -> None:
    house: House = await open_house(access="key")
    pm_id, people = await closed_meeting(house, READ_BEFORE, WROTE_BEFORE)
    for who, before in ((READ_BEFORE, VIEWER), (WROTE_BEFORE, MEMBER)):
        for method, path in ABOUT_ONE:
            got = (await answer(house, method, path, pm_id, people[who]))[0]
            assert got == EXPECTED[method, path][before], f"{who} at {method} {path}"


@pytest.mark.parametrize("access_mode", ["key", "open"])
async def test_the_page_of_its_room_tells_who_was_not_named_nothing(
    open_house: Callable[..., Any], access_mode: str
) -> None:
    """The head of the page is the one that it has for an id that never was."""
    house: House = await open_house(access=access_mode)
    pm_id, people = await closed_meeting(house, WROTE_BEFORE)
    for who, person in people.items():
        async with house.http(person) as browser:
            about_it = (await browser.get("/room", params={"pm": pm_id})).text
            about_nothing = (await browser.get("/room", params={"pm": UNKNOWN})).text
        assert (about_it != about_nothing) is (who == WROTE_BEFORE), who
        assert (TITLE in about_it) is (who == WROTE_BEFORE), who


async def test_every_format_is_refused(open_house: Callable[..., Any]) -> None:
    """Also with the key for scripts, which everybody in the workspace can read on Settings."""
    often = replace(LIMITS, exports_per_second=100.0, wrong_keys_per_second=100.0)
    house: House = await open_house(often, access="key")
    pm_id, people = await closed_meeting(house)
    headers = {"authorization": f"Bearer {secret_links.key(house.app, Purpose.EXPORT)}"}
    for fmt in FORMATS:
        for person, sent in ((people[INSIDER], {}), (None, headers), (people[WROTE_BEFORE], {})):
            async with house.http(person, **sent) as browser:
                got = await browser.get(f"/live/export/{pm_id}.{fmt}")
                other = await browser.get(f"/live/export/{UNKNOWN}.{fmt}")
            assert (got.status_code, got.text) == (other.status_code, other.text), fmt
            assert got.status_code in (403, 404)


async def test_feeds_hold_nothing_of_it(open_house: Callable[..., Any]) -> None:
    house: House = await open_house(access="key")
    pm_id, _ = await closed_meeting(house)
    async with house.http() as browser:
        got = await browser.get(f"/live/feed/team/{secret_links.key(house.app, Purpose.TEAM)}.ics")
    assert got.status_code == 200
    assert pm_id not in got.text
    assert TITLE not in got.text


async def test_a_socket_that_is_open_is_closed_at_once(house: House) -> None:
    """Who is in the room when it is closed to them is out, and a tab that comes back stays out."""
    pm_id = house.meeting(TITLE)
    lead, other, named = (house.person(pm_id, role) for role in ("facilitator", "participant", "participant"))
    shut_out, stays = await house.peer(pm_id, other), await house.peer(pm_id, named)
    closing.close(house.app, pm_id, [named.id], lead.visitor)
    await shut_out.until(lambda: shut_out.closed)
    assert stays.closed is None
    again = await house.peer(pm_id, other)
    assert again.closed is not None
    assert again.frames == []
    closing.take_out(house.app, pm_id, named.id, lead.visitor)
    await stays.until(lambda: stays.closed)


async def test_coming_by_link_asks_and_the_cookie_is_a_new_one(house: House) -> None:
    """One that was planted before is not the one that is let in."""
    pm_id, _ = await closed_meeting(house)
    planted = house.person()
    links = access.links(house.app.reading_for(access.UNRESTRICTED), pm_id, "http://x")
    parts = dict(part.split("=", 1) for part in links.participant.partition("#")[2].split("&"))
    body = {name: parts[name] for name in ("m", "r", "t", "to")}
    async with house.http(planted) as browser:
        asked = await browser.post("/live/enter", json=body)
        assert (asked.status_code, asked.json()["asking"]) == (403, True)
        assert TITLE not in asked.text
        cookie = asked.cookies.get(access.VISITOR_COOKIE)
        assert cookie
        assert cookie != planted.token
        again = await browser.post("/live/enter", json={**body, "name": "Mara"})
        assert again.json()["asking"] is True
        assert again.cookies.get(access.VISITOR_COOKIE) is None
    (asking,) = closing.closing(house.app, pm_id, None).asking
    assert asking.name == "Mara"
    assert access.visitor(house.app, planted.token) is None
    closing.let_in(house.app, pm_id, asking.visitor_id, None)
    async with house.http() as browser:
        browser.cookies.set(access.VISITOR_COOKIE, cookie)
        entered = await browser.post("/live/enter", json=body)
    assert entered.json()["to"] == f"/room?pm={pm_id}"
    async with house.http(planted) as browser:
        assert (await browser.get(f"/live/export/{pm_id}.md")).status_code in (403, 404)


async def test_a_browser_without_a_cookie_gets_one_to_be_known_by(house: House) -> None:
    pm_id, _ = await closed_meeting(house)
    code = access.links(house.app.reading_for(access.UNRESTRICTED), pm_id, "http://x").code
    async with house.http() as browser:
        asked = await browser.post("/live/enter", json={"code": code})
        assert asked.json()["asking"] is True
        assert asked.cookies.get(access.VISITOR_COOKIE)
        again = await browser.post("/live/enter", json={"code": code})
    assert again.json()["asking"] is True
    assert len(closing.closing(house.app, pm_id, None).asking) == 1
