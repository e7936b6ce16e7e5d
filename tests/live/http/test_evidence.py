"""Pictures over HTTP: brought by writers within bounds, shown to readers, and never anything but a picture."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from core.document.edit import add_rows
from core.domain.postmortem import Evidence, TimelineRow
from core.live.http import evidence as route
from core.live.limits import Limits
from core.services.documents import document_store
from core.services.evidence import pictures
from core.services.postmortems import trashing
from core.services.publishing import publications
from tests.support.live import House, Person
from tests.support.pictures import SECRET, graph, opened, saved, screenshot
from tests.support.settling import until


async def bring(browser: httpx.AsyncClient, pm_id: str, data: Any, row: str = "t1", **headers: str) -> httpx.Response:
    return await browser.post(f"/live/evidence/{pm_id}", params={"row": row}, content=data, headers=headers)


async def test_a_picture_comes_back_as_pixels_under_its_own_address(house: House) -> None:
    """With a type of ours, for this browser only, and in a place where nothing runs."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        made = await bring(browser, pm_id, saved(graph(), "WEBP", lossless=True, xmp=SECRET))
        shown = await browser.get(f"/live/evidence/{pm_id}/{made.json()['id']}")
    assert (made.status_code, made.json()["width"], made.json()["height"]) == (200, 640, 360)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert opened(shown.content).size == (640, 360)
    assert SECRET not in shown.content
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cross-origin-resource-policy"] == "same-origin"
    assert shown.headers["cache-control"].startswith("private")


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html", "application/json", ""])
async def test_the_type_that_somebody_sends_means_nothing(house: House, kind: str) -> None:
    """Only what is in the file decides."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        made = await bring(browser, pm_id, screenshot(), **{"content-type": kind})
        page = await bring(browser, pm_id, b"<html><script>alert(1)</script>", **{"content-type": "image/png"})
        shown = await browser.get(f"/live/evidence/{pm_id}/{made.json()['id']}")
    assert shown.headers["content-type"] == "image/png"
    assert page.status_code == 422
    assert "screenshot" in page.json()["sentence"]


async def test_another_sites_page_brings_nothing(house: House) -> None:
    """A form on a foreign page would come with the cookie."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        refused = await bring(browser, pm_id, screenshot(), origin="http://evil.example")
    assert refused.status_code == 403
    assert pictures.kept(house.app, pm_id) == frozenset()


@pytest.mark.parametrize("row", ["", "x" * 65, "ü"])
async def test_a_picture_without_its_row_is_refused(house: House, row: str) -> None:
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        assert (await bring(browser, pm_id, screenshot(), row=row)).status_code == 422


async def test_more_than_a_picture_is_not_read(open_house: Callable[..., Any]) -> None:
    """Read piece by piece: what is too large is left where it is."""
    house: House = await open_house(limits=Limits(evidence_bytes=50_000))
    pm_id, sent = house.meeting(), 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10_000_000:
            sent += 10_000
            yield b"\0" * 10_000

    async with house.http(house.person(pm_id)) as browser:
        inside = await bring(browser, pm_id, screenshot(320, 200))
        refused = await bring(browser, pm_id, endless())
    assert inside.status_code == 200
    assert (refused.status_code, refused.json()["sentence"]) == (413, route.TOO_LARGE)


async def test_slow_uploads_of_one_person_leave_room_for_the_others(open_house: Callable[..., Any]) -> None:
    """Three on their way, the fourth is told to wait; somebody else's comes in."""
    house: House = await open_house()
    pm_id, let_go = house.meeting(), asyncio.Event()
    limits, held = Limits(), list[str]()

    async def held_up() -> AsyncIterator[bytes]:
        yield screenshot()[:100]
        held.append(pm_id)  # the server asks for more: the upload has its place
        await let_go.wait()
        yield screenshot()[100:]

    async with AsyncExitStack() as stack:
        ada = await stack.enter_async_context(house.http(house.person(pm_id)))
        ben = await stack.enter_async_context(house.http(house.person(pm_id)))
        slow = [asyncio.create_task(bring(ada, pm_id, held_up())) for _ in range(limits.evidence_a_visitor)]
        await until(lambda: len(held) == limits.evidence_a_visitor)
        refused = await bring(ada, pm_id, screenshot())
        other = await bring(ben, pm_id, screenshot())
        let_go.set()
        answers = await asyncio.gather(*slow)
        again = await bring(ada, pm_id, screenshot())
    assert (refused.status_code, refused.json()["sentence"]) == (429, pictures.MANY)
    assert other.status_code == 200
    assert [answer.status_code for answer in answers] == [200] * limits.evidence_a_visitor
    assert again.status_code == 200


async def test_slow_uploads_of_one_meeting_leave_room_for_other_meetings(open_house: Callable[..., Any]) -> None:
    """One person may come in from several browsers, and each counts as somebody."""
    house: House = await open_house()
    pm_id, elsewhere, let_go, limits = house.meeting(), house.meeting("Elsewhere"), asyncio.Event(), Limits()
    held = list[str]()

    async def held_up() -> AsyncIterator[bytes]:
        yield screenshot()[:100]
        held.append(pm_id)  # the server asks for more: the upload has its place
        await let_go.wait()
        yield screenshot()[100:]

    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(house.http(house.person(pm_id))) for _ in range(3)]
        other = await stack.enter_async_context(house.http(house.person(elsewhere)))
        slow = [asyncio.create_task(bring(one, pm_id, held_up())) for one in browsers for _ in range(3)]
        turned_away = len(slow) - limits.evidence_a_meeting
        await until(lambda: (len(held), sum(one.done() for one in slow)) == (limits.evidence_a_meeting, turned_away))
        there = await bring(other, elsewhere, screenshot())
        let_go.set()
        answers = sorted([answer.status_code for answer in await asyncio.gather(*slow)])
        again = await bring(browsers[0], pm_id, screenshot())
    assert there.status_code == 200
    assert answers == [200] * limits.evidence_a_meeting + [429] * (9 - limits.evidence_a_meeting)
    assert again.status_code == 200


async def test_nobody_brings_pictures_without_end(open_house: Callable[..., Any]) -> None:
    """A rate for each person, whatever they send."""
    house: House = await open_house(limits=Limits(evidence_per_second=0.01, evidence_burst=300))
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        answers = [(await bring(browser, pm_id, b"no picture")).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 429, 429]


async def test_a_guest_of_another_meeting_learns_nothing(open_house: Callable[..., Any]) -> None:
    """On a network: a name that is there and one that is not get the same answer."""
    house: House = await open_house(access="key")
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        made = (await bring(browser, pm_id, screenshot())).json()["id"]
    async with house.http(house.person(house.meeting())) as stranger:
        there = await stranger.get(f"/live/evidence/{pm_id}/{made}")
        nowhere = await stranger.get(f"/live/evidence/{pm_id}/{made[:-1]}0")
        brought = await bring(stranger, pm_id, screenshot())
    assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text)
    assert (there.status_code, brought.status_code) == (403, 403)


async def test_a_reader_of_the_published_page_gets_what_stands_in_it_until_it_is_withdrawn(
    open_house: Callable[..., Any],
) -> None:
    """On a network, through the link for the company; a picture that no row names stays closed."""
    house: House = await open_house(access="key")
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        shown, other = [(await bring(browser, pm_id, screenshot())).json()["id"] for _ in range(2)]
    row = TimelineRow(id="t1", text="CPU", evidence=(Evidence(id=shown),))
    document_store.edit(house.app, pm_id, add_rows("timeline", [row]), None)
    publications.publish(house.app, pm_id, None)
    reader = house.person()
    mac = publications.link(house.app, pm_id, "http://x").rpartition("t=")[2]
    token = publications.enter(house.app, reader.visitor, pm_id, mac).token or reader.token
    async with house.http(Person(reader.visitor, token)) as browser:
        answers = [(await browser.get(f"/live/evidence/{pm_id}/{name}")).status_code for name in (shown, other)]
        brought = (await bring(browser, pm_id, screenshot())).status_code
        publications.withdraw(house.app, pm_id, None)
        later = (await browser.get(f"/live/evidence/{pm_id}/{shown}")).status_code
    assert (answers, brought, later) == ([200, 403], 403, 403)


async def test_in_the_trash_a_picture_is_shown_to_nobody(house: House) -> None:
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        made = (await bring(browser, pm_id, screenshot())).json()["id"]
        trashing.trash(house.app, pm_id, None)
        gone = await browser.get(f"/live/evidence/{pm_id}/{made}")
        refused = await bring(browser, pm_id, screenshot())
    assert (gone.status_code, refused.status_code) == (404, 404)
