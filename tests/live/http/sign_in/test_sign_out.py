"""Signing out: what ends, how soon, and that only the page that asks can do it."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.live.http.sign_in.attempt import ID_TOKEN_COOKIE
from core.services import access
from core.services.access import VISITOR_COOKIE, signing_in
from core.services.meetings import meeting_clock
from core.store.people import identities, sign_ins
from tests.support.fake_provider import FakeProvider
from tests.support.live import House, Person
from tests.support.sign_ins import signed_in

ADDRESS = "http://127.0.0.1:8501"


@pytest.fixture
async def house(open_house: Callable[..., Any], fake_provider: FakeProvider) -> House:
    settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
    opened: House = await open_house(address=ADDRESS, **settings)
    return opened


def somebody(house: House, subject: str = "ada") -> Person:
    signed = signed_in(house.app, subject)
    return Person(signed.visitor, signed.token)


async def test_the_page_says_who_is_signed_in_and_changes_nothing(house: House) -> None:
    """A picture on another site may call it."""
    ada = somebody(house)
    async with house.http(ada) as browser:
        page = await browser.get("/live/sign-out")
    assert "Ada" in page.text
    assert "Sign out everywhere" in page.text
    assert access.visitor(house.app, ada.token) is not None
    async with house.http(house.person()) as browser:
        assert "Nobody is signed in" in (await browser.get("/live/sign-out")).text


async def test_of_this_browser(house: House) -> None:
    """The other goes on; the cookie is gone; the provider is not asked."""
    here, there = somebody(house), somebody(house)
    async with house.http(here) as browser:
        answer = await browser.post("/live/sign-out", json={"everywhere": False})
    assert answer.json() == {"to": f"{ADDRESS}/live/enter"}
    assert any(
        header.startswith(f"{VISITOR_COOKIE}=") and "Max-Age=0" in header
        for header in answer.headers.get_list("set-cookie")
    )
    assert access.visitor(house.app, here.token) is None
    assert access.visitor(house.app, there.token) is not None


async def test_everywhere_and_at_the_provider(house: House, fake_provider: FakeProvider) -> None:
    """The provider gets back the token it gave, so that it need not ask."""
    here, there = somebody(house), somebody(house)
    async with house.http(here) as browser:
        browser.cookies.set(ID_TOKEN_COOKIE, "the-token")
        answer = await browser.post("/live/sign-out", json={"everywhere": True})
    assert answer.json()["to"].startswith(f"{fake_provider.issuer}/end?")
    assert "id_token_hint=the-token" in answer.json()["to"]
    assert access.visitor(house.app, here.token) is None
    assert access.visitor(house.app, there.token) is None


async def test_a_provider_that_is_down_does_not_keep_anybody_signed_in(
    house: House, fake_provider: FakeProvider
) -> None:
    """Here it ends in any case."""
    ada = somebody(house)
    fake_provider.answers["/.well-known/openid-configuration"] = (500, b"")
    async with house.http(ada) as browser:
        answer = await browser.post("/live/sign-out", json={"everywhere": True})
    assert answer.json() == {"to": f"{ADDRESS}/live/enter"}
    assert access.visitor(house.app, ada.token) is None


@pytest.mark.parametrize("everywhere", [True, False])
async def test_another_site_signs_nobody_out(house: House, everywhere: bool) -> None:
    """Neither by a form nor by a script: the Origin tells."""
    ada = somebody(house)
    async with house.http(ada, origin="http://evil.example") as browser:
        assert (await browser.post("/live/sign-out", json={"everywhere": everywhere})).status_code == 403
    async with house.http(ada) as browser:
        assert (await browser.post("/live/sign-out", data={"everywhere": "true"})).status_code == 422
        assert (await browser.get("/live/sign-out?everywhere=true")).status_code == 200
    assert access.visitor(house.app, ada.token) is not None


async def test_a_guest_keeps_the_cookie(house: House) -> None:
    """Who is not signed in has nothing to lose by it."""
    guest = house.person(house.meeting())
    async with house.http(guest) as browser:
        assert "set-cookie" not in (await browser.post("/live/sign-out", json={"everywhere": False})).headers
        assert (await browser.post("/live/sign-out", json={"everywhere": True})).status_code == 422
    assert access.visitor(house.app, guest.token) is not None


class TestOpenSockets:
    @pytest.mark.alone
    async def test_all_of_a_person_are_closed_within_two_seconds(self, house: House) -> None:
        """With the code that says why; a guest and another person go on, and nothing was lost."""
        pm_id = house.meeting()
        people = [somebody(house), somebody(house), somebody(house, "grace")]
        for person in people:
            access.join_from_workspace(house.app, person.visitor, pm_id)
        one, other, grace = [await house.peer(pm_id, person) for person in people]
        guest = await house.peer(pm_id)
        began = time.monotonic()
        signing_in.sign_out_everywhere(house.app, people[0].visitor.id)
        assert await one.until_closed(patience=2.0) == 4401
        assert await other.until_closed(patience=2.0) == 4401
        assert time.monotonic() - began < 2.0
        assert (grace.closed, guest.closed) == (None, None)
        assert await (await house.knock(pm_id, people[0])).until_closed() == 4401
        assert meeting_clock.view(house.app, pm_id).meeting.version == 0

    async def test_one_browser_alone_is_closed(self, house: House) -> None:
        """The other browser of the same person goes on in the room."""
        pm_id = house.meeting()
        here, there = somebody(house), somebody(house)
        access.join_from_workspace(house.app, here.visitor, pm_id)
        mine, other = await house.peer(pm_id, here), await house.peer(pm_id, there)
        signing_in.sign_out(house.app, here.token)
        assert await mine.until_closed() == 4401
        assert other.closed is None

    async def test_another_server_ends_them_too(
        self, house: House, open_house: Callable[..., Any], fake_provider: FakeProvider
    ) -> None:
        """Several servers on one database are one Debrief: a phone signs out here, a laptop is connected there."""
        settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
        other: House = await open_house(address=ADDRESS, **settings)
        pm_id = house.meeting()
        ada = somebody(house)
        access.join_from_workspace(house.app, ada.visitor, pm_id)
        there = await other.peer(pm_id, ada)
        async with house.http(ada) as phone:
            assert (await phone.post("/live/sign-out", json={"everywhere": True})).status_code == 200
        assert await there.until_closed() == 4401

    async def test_they_end_when_the_time_is_over(self, house: House) -> None:
        """The same as for pages and routes: by the database's clock."""
        pm_id = house.meeting()
        ada = somebody(house)
        access.join_from_workspace(house.app, ada.visitor, pm_id)
        peer = await house.peer(pm_id, ada)
        with house.app.db.write() as tx:
            identity = identities.of_visitor(tx, ada.id)
            assert identity is not None
            sign_ins.end(tx, ada.token)
            sign_ins.add(tx, identity, ada.token, timedelta(seconds=0.3))
        assert await peer.until_closed() == 4401
        async with house.http(ada) as browser:
            assert (await browser.get("/room")).status_code == 302
            assert (await browser.get(f"/live/export/{pm_id}.md")).status_code == 403
