"""The way in: links, keys and codes become a cookie and a place to go, or one sentence."""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from core.errors import NotMember
from core.live.http import html_pages
from core.live.limits import LIMITS
from core.services import access
from core.services.access import VISITOR_COOKIE
from core.services.app import App
from core.services.publishing import publications
from core.settings import Settings
from tests.support.live import House


def parts(link: str) -> dict[str, str]:
    """What the page reads from the fragment and posts."""
    return dict(parse_qsl(link.partition("#")[2]))


async def post(browser: httpx.AsyncClient, body: Any) -> httpx.Response:
    return await browser.post("/live/enter", json=body)


async def test_the_page_reads_the_fragment_and_needs_no_inline_script(house: House) -> None:
    """Its script and its style are files of ours that exist."""
    async with house.http() as browser:
        page = await browser.get("/live/enter")
        assert page.status_code == 200
        assert not re.search(r"<script(?![^>]*src=)", page.text)
        assert " style=" not in page.text
        for name in re.findall(r'(?:src|href)="([^"]+)"', page.text):
            found = await browser.get(f"/live/{name}")
            assert found.status_code == 200
            assert "immutable" in found.headers["cache-control"]


@pytest.mark.parametrize("place", ["room", "present", "summary"])
async def test_a_join_link_lets_a_new_browser_in(house: House, place: str) -> None:
    """No cookie before, a member afterwards, and the link says where to go."""
    pm_id = house.meeting()
    link = access.links(house.app, pm_id, "http://x").participant
    async with house.http() as browser:
        answer = await post(browser, {**parts(link), "to": place})
        assert answer.json() == {"to": f"/{place}?pm={pm_id}", "name": ""}
        token = answer.cookies[VISITOR_COOKIE]
    member = access.member(house.app, access.visitor(house.app, token), pm_id)
    assert member.role == "participant"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("%23m=1a&r=viewer&t=abc&to=room", "m=1a&r=viewer&t=abc&to=room"),
        ("%23m%3D1a%26r%3Dviewer%26t%3Dabc", "m=1a&r=viewer&t=abc"),
        ("%23k=Ab-c_9", "k=Ab-c_9"),
        ("%23m=1a&t=abc%3E%20%0D%0Ax:%20y", "m=1a&t=abc"),
        ("%23%3Cscript%3E", ""),
    ],
    ids=["its sign encoded", "all encoded", "a key", "more behind it", "something else"],
)
async def test_a_link_whose_sign_was_encoded_is_the_link_that_was_sent(house: House, sent: str, meant: str) -> None:
    """Mail filters do that to an address. It leads to the page of the link, with what the link brings."""
    async with house.http() as browser:
        answer = await browser.get(f"/live/enter{sent}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"enter#{meant}")
    assert answer.headers["cache-control"] == "no-store"


async def test_a_published_link_leads_to_what_is_published_and_nowhere_else(house: House) -> None:
    """A place that is added to it is not gone to; withdrawn, it answers like an unknown one."""
    pm_id = house.meeting()
    publications.publish(house.app, pm_id, None)
    link = parts(publications.link(house.app, pm_id, "http://x"))
    async with house.http() as browser:
        answer = await post(browser, {**link, "to": "room"})
        assert answer.json() == {"to": f"/published?pm={pm_id}", "name": ""}
        reader = access.visitor(house.app, answer.cookies[VISITOR_COOKIE])
        with pytest.raises(NotMember):
            access.member(house.app, reader, pm_id)
        publications.withdraw(house.app, pm_id, None)
        dead = await post(browser, link)
        unknown = await post(browser, {"p": "nothing", "t": link["t"]})
    assert (dead.status_code, dead.json()) == (unknown.status_code, unknown.json())
    assert dead.status_code == 403


async def test_a_link_of_another_role_is_not_a_link(house: House) -> None:
    """A viewer's link with "facilitator" written into it opens nothing."""
    pm_id = house.meeting()
    viewer = parts(access.links(house.app, pm_id, "http://x").viewer)
    async with house.http() as browser:
        answer = await post(browser, {**viewer, "r": "facilitator"})
    assert answer.status_code == 403
    assert "new one" in answer.json()["sentence"]


async def test_a_code_is_typed_as_people_type(house: House) -> None:
    """Small letters, dashes and spaces."""
    pm_id = house.meeting()
    shown = access.links(house.app, pm_id, "http://x").code_shown
    assert shown is not None
    async with house.http() as browser:
        answer = await post(browser, {"code": f" {shown.lower().replace('-', ' ')} "})
    assert answer.json() == {"to": f"/room?pm={pm_id}", "name": ""}


async def test_the_workspace_key_opens_the_workspace(open_house: Callable[..., Any]) -> None:
    """The link that the terminal printed leads home."""
    house: House = await open_house(access="key")
    async with house.http() as browser:
        answer = await post(browser, parts(access.workspace_link(house.app, "http://x")))
        assert answer.json() == {"to": "/", "name": ""}
        visitor = access.visitor(house.app, answer.cookies[VISITOR_COOKIE])
    assert access.has_workspace(house.app, visitor, request_is_loopback=False)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code": ""},
        {"code": 5},
        {"k": "wrong"},
        {"m": "x", "r": "participant", "t": "y"},
        {"m": "x", "r": "y", "t": "z", "to": "//evil.example"},
        {"p": "x", "t": "y"},
        {"p": ["x"], "t": {}},
        {"code": "x" * 5_000},
        [],
        "text",
    ],
)
async def test_what_opens_nothing_gets_a_sentence(house: House, body: object) -> None:
    """Never a traceback, never a place to go."""
    async with house.http() as browser:
        answer = await post(browser, body)
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"sentence"}
    assert answer.json()["sentence"].endswith(".")


async def test_only_our_own_page_may_post(house: House) -> None:
    """A form on another site, or one that is not JSON, is refused."""
    pm_id = house.meeting()
    link = parts(access.links(house.app, pm_id, "http://x").participant)
    async with house.http() as browser:
        assert (await browser.post("/live/enter", data=link)).status_code == 422
    key_house = house
    async with key_house.http(origin="http://evil.example") as browser:
        assert (await post(browser, link)).status_code == 403


async def test_a_body_has_a_size(house: House) -> None:
    """Nothing larger is read than may be sent."""
    async with house.http() as browser:
        answer = await post(browser, {"code": "x" * 200_000})
    assert answer.status_code == 413


async def test_a_known_browser_keeps_its_cookie_at_a_second_door(house: House) -> None:
    """Later joins keep it: the page that is open goes on working."""
    first, second = house.meeting(), house.meeting()
    person = house.person(first)
    async with house.http(person) as browser:
        answer = await post(browser, parts(access.links(house.app, second, "http://x").participant))
    assert "set-cookie" not in answer.headers


def test_the_names_of_our_files_follow_their_content() -> None:
    """A browser may keep them for ever."""
    assert re.fullmatch(r"enter\.[0-9a-f]{12}\.js", html_pages.own_name("enter.js"))
    assert html_pages.own_name("enter.css") in html_pages.enter_page()


def test_a_sentence_is_text() -> None:
    """Whatever stands in it is shown, never run."""
    page = html_pages.sentence_as_page("<script>alert(1)</script>", 403)
    assert b"<script>" not in bytes(page.body)


def test_the_defaults_keep_this_computer_only() -> None:
    """Nobody has to set anything to be safe."""
    assert Settings(data=".").decided_access == "open"
    assert Settings(data=".", host="192.0.2.1").decided_access == "key"


async def test_a_name_comes_in_with_the_code(house: House) -> None:
    """One line on the way in, remembered for the next meeting; without it Debrief has not been told any name."""
    first, second = house.meeting(), house.meeting()
    codes = [access.links(house.app, pm_id, "http://x").code for pm_id in (first, second)]
    async with house.http() as browser:
        answer = await post(browser, {"code": codes[0], "name": "  Zoë  Ní Bhriain "})
        assert answer.json() == {"to": f"/room?pm={first}", "name": "Zoë Ní Bhriain"}
        browser.cookies.set(VISITOR_COOKIE, answer.cookies[VISITOR_COOKIE])
        assert (await post(browser, {"who": True})).json() == {"name": "Zoë Ní Bhriain"}
        assert (await post(browser, {"code": codes[1]})).json() == {
            "to": f"/room?pm={second}",
            "name": "Zoë Ní Bhriain",
        }
    assert [member.name for member in access.people(house.app, first)] == ["Zoë Ní Bhriain"]


@pytest.mark.parametrize("name", ["x" * 41, "\u202egnp.exe", "a\x00b", "\ud800", 5, ["x"], "\u200b", " \u200d "])
async def test_a_name_that_cannot_be_shown_is_refused_before_anybody_is_let_in(house: House, name: object) -> None:
    """The sentence says why, and the code can be typed again."""
    pm_id = house.meeting()
    code = access.links(house.app, pm_id, "http://x").code
    async with house.http() as browser:
        answer = await browser.post(
            "/live/enter",
            content=json.dumps({"code": code, "name": name}),
            headers={"content-type": "application/json"},
        )
        assert answer.status_code == 422
        assert answer.json()["sentence"].endswith(".")
    assert access.people(house.app, pm_id) == []


async def test_whoever_came_without_a_name_can_say_it_later(house: House) -> None:
    """In the room, once; a browser that is not known is nobody and is told so."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    async with house.http(person) as browser:
        assert (await post(browser, {"who": True})).json() == {"name": ""}
        assert (await post(browser, {"name": "Mara"})).json() == {"name": "Mara"}
        assert (await post(browser, {"name": "\u202e"})).status_code == 422
    assert [member.name for member in access.people(house.app, pm_id)] == ["Mara"]
    async with house.http() as stranger:
        assert (await post(stranger, {"who": True})).json() == {"name": ""}
        assert (await post(stranger, {"name": "Mara"})).status_code == 401


async def test_my_own_name_changes_on_my_own_screen(house: House) -> None:
    """Everybody is told, the one who changed it too, and the name that was made up is marked as such."""
    pm_id = house.meeting()
    person = house.person(pm_id)
    peer = await house.peer(pm_id, person)
    assert peer.last("members")["members"][0]["guest"] is True
    access.rename(house.app, person.visitor, "Mara")
    await peer.until(lambda: peer.last("members")["members"][0]["name"] == "Mara")
    assert peer.last("members")["members"][0]["guest"] is False


async def test_a_crowd_comes_in_a_few_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who wait share a transaction; what is typed waits for one of these, and has the time between."""
    pm_id = house.meeting()
    body = parts(access.links(house.app, pm_id, "http://x").participant)
    real, now, rounds = access.entered_together, [0], list[int]()

    def counted(app: App, entries: Sequence[access.Entry[Any]]) -> list[Any]:
        now[0] += 1
        rounds.append(len(entries))
        assert now == [1]
        try:
            return real(app, entries)
        finally:
            now[0] -= 1

    monkeypatch.setattr(access, "entered_together", counted)
    async with house.http() as browser:
        answers = await asyncio.gather(*[post(browser, body) for _ in range(12)])
    assert [answer.status_code for answer in answers] == [200] * 12
    assert sum(rounds) == 24, "a new browser and its way in"
    assert max(rounds) == LIMITS.entering_at_once


async def test_a_browser_that_is_known_is_looked_up_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its cookie, before it is let in; it was looked up twice."""
    asked: list[str | None] = []
    real = access.visitor

    def visitor(app: Any, token: str | None) -> Any:
        asked.append(token)
        return real(app, token)

    body, person = parts(access.links(house.app, house.meeting(), "http://x").participant), house.person()
    monkeypatch.setattr(access, "visitor", visitor)
    monkeypatch.setattr(access, "known_or_new_visitor", lambda app, token: pytest.fail("looked up again"))
    async with house.http(person) as browser:
        assert (await post(browser, body)).status_code == 200
    assert asked == [person.token]
