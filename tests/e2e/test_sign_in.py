"""People sign in through a real provider, beside guests by code: one person in two browsers, and out of all at once."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from core.services import access, postmortems
from core.services.access.person import signed_in_people
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.provider import RealProvider
from tests.support.rooms import Meeting
from tests.support.server import Server, free_port

AXE = Axe()


@pytest.fixture
def team(tmp_path: Path, make_provider: Callable[..., RealProvider]) -> Iterator[tuple[Server, RealProvider]]:
    """A Debrief whose people sign in, and their provider."""
    port = free_port()
    provider = make_provider(f"http://127.0.0.1:{port}")
    server = Server(tmp_path / "data", provider.settings, port=port).start()
    yield server, provider
    server.stop()


def sign_in(page: Page, who: str) -> None:
    """By the one button, and through the provider's own pages."""
    page.get_by_role("link", name="Sign in with Team login").click()
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill("anything")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def shown(page: Page) -> None:
    page.locator("[data-section-view]").wait_for(timeout=PATIENCE)


def test_people_sign_in_and_guests_come_by_code(
    team: tuple[Server, RealProvider], laptop: Callable[..., Laptop]
) -> None:
    """The name is the provider's; two browsers are one person; a guest needs no account; all of it ends at once."""
    server, _ = team
    meeting = Meeting.made(server)
    room = f"{server.url}/room?pm={meeting.id}"
    ada, at_home = laptop(room, locale="en-GB"), laptop(room, locale="en-GB")
    for each in (ada, at_home):
        expect(each.page).to_have_url(re.compile("/live/enter"))
        assert each.page.get_by_role("link", name=re.compile("Sign in")).count() == 1
        sign_in(each.page, "ada")
        expect(each.page).to_have_url(room, timeout=PATIENCE)
        shown(each.page)
    guest = laptop(f"{server.url}/live/enter#c={meeting.links.code}", locale="en-GB")
    guest.page.get_by_label("Your name").fill("Kim")
    guest.press("Join the meeting")
    shown(guest.page)
    with server.app() as app:
        assert sorted(member.name for member in access.people(app, meeting.id)) == ["Ada", "Kim"]
        assert [person.name for person in signed_in_people(app)] == ["Ada"]
    ada.page.keyboard.press("Escape")
    ada.prose("summary.impact").click()
    ada.page.keyboard.type("Kim and Ada were there")
    ada.saved()
    expect(guest.prose("summary.impact")).to_have_text("Kim and Ada were there", timeout=PATIENCE)
    other = ada.page.context.new_page()
    other.goto(f"{server.url}/settings")
    expect(other.get_by_text("Signed in as Ada, through Team login.")).to_be_visible(timeout=PATIENCE)
    assert other.get_by_label("As the others see it in meetings").count() == 0
    other.get_by_role("link", name="Sign out everywhere").click()
    began = time.monotonic()
    other.get_by_role("button", name="Sign out everywhere").click()
    for each in (ada, at_home):
        each.page.wait_for_url(re.compile("/live/enter"), timeout=PATIENCE)
    assert time.monotonic() - began < 10.0  # two seconds for the sockets; the rest is browsers on a busy machine
    other.get_by_role("button", name=re.compile("Yes")).or_(
        other.get_by_role("link", name=re.compile("Sign in"))
    ).first.wait_for()
    assert guest.page.url == room
    guest.prose("summary.impact").click()
    guest.page.keyboard.press("End")
    guest.page.keyboard.type(", and Kim still is")
    guest.saved()
    # The same person, with all that was theirs: the room that was open is where the sign-in leads back to.
    at_home.page.get_by_role("link", name="Sign in with Team login").click()
    at_home.page.wait_for_url(re.compile("/interaction/|/room"), timeout=PATIENCE)
    if "/interaction/" in at_home.page.url and at_home.page.locator("input[name=login]").count():
        at_home.page.locator("input[name=login]").fill("ada")
        at_home.page.locator("input[name=password]").fill("anything")
        at_home.page.get_by_role("button", name="Sign-in").click()
        at_home.page.get_by_role("button", name="Continue").click()
    expect(at_home.page).to_have_url(room, timeout=PATIENCE)
    expect(at_home.prose("summary.impact")).to_have_text("Kim and Ada were there, and Kim still is", timeout=PATIENCE)


def test_a_sign_in_that_is_over_closes_what_is_open(
    team: tuple[Server, RealProvider], laptop: Callable[..., Laptop]
) -> None:
    """A page that nobody touches goes to the way in, and knows the way back."""
    server, _ = team
    ada = laptop(f"{server.url}/archive?q=disk", locale="en-GB")
    sign_in(ada.page, "ada")
    expect(ada.page.get_by_label("Search")).to_be_visible(timeout=PATIENCE)
    with server.app() as app, app.db.write() as tx:
        tx.sql("UPDATE sign_in SET ends_at = :past", past="2026-01-01T00:00:00.000000+00:00")
    ada.page.wait_for_url(f"{server.url}/live/enter?to=/archive%3Fq%3Ddisk", timeout=PATIENCE)


def test_who_is_not_let_in_reads_why_and_a_new_name_is_taken(
    tmp_path: Path, make_provider: Callable[..., RealProvider], laptop: Callable[..., Laptop]
) -> None:
    """The provider's groups decide at each sign-in; the sentence says whom to ask."""
    port = free_port()
    provider = make_provider(f"http://127.0.0.1:{port}")
    settings = {
        **provider.settings,
        "DEBRIEF_OIDC_ALLOWED_GROUPS": "sre",
        "DEBRIEF_OIDC_ALLOWED_DOMAINS": "example.org",
        "DEBRIEF_OIDC_ROLES": "sre=facilitator",
    }
    server = Server(tmp_path / "data", settings, port=port).start()
    try:
        grace = laptop(server.url, locale="en-GB")
        sign_in(grace.page, "grace")
        expect(grace.page.get_by_role("alert")).to_contain_text("not open to you", timeout=PATIENCE)
        provider.know("grace", groups=["sre"], name="Grace <b>Hopper</b>\u202e")
        grace.page.get_by_role("link", name="Back to the way in").click()
        grace.page.get_by_role("link", name="Sign in with Team login").click()
        expect(grace.page.get_by_role("heading", name=re.compile("Twenty minutes"))).to_be_visible(timeout=PATIENCE)
        with server.app() as app:
            (person,) = signed_in_people(app)
            assert person.name == "Grace <b>Hopper</b>"
            pm_id = postmortems.create(app, "Orders stood still")
        grace.page.goto(f"{server.url}/room?pm={pm_id}")
        shown(grace.page)
        with server.app() as app:
            assert [item.role for item in access.people(app, pm_id)] == ["facilitator"]
    finally:
        server.stop()


def test_a_provider_that_is_down_stops_no_meeting(
    team: tuple[Server, RealProvider], laptop: Callable[..., Laptop]
) -> None:
    """Who is in goes on, guests come in, and who wants to sign in reads what still works."""
    server, provider = team
    meeting = Meeting.made(server)
    provider.stop()
    guest = laptop(meeting.links.participant, locale="en-GB")
    shown(guest.page)
    stranger = laptop(server.url, locale="en-GB")
    stranger.page.get_by_role("link", name="Sign in with Team login").click()
    expect(stranger.page.get_by_role("alert")).to_contain_text("Team login does not answer just now", timeout=PATIENCE)
    guest.prose("summary.impact").click()
    guest.page.keyboard.type("We go on")
    guest.saved()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_in_and_out_reads_well_on_a_phone(
    team: tuple[Server, RealProvider], laptop: Callable[..., Laptop], theme: str
) -> None:
    """Nothing is cut, nothing is too pale, everything has a name; a keyboard finds the button that was asked for."""
    server, _ = team
    phone = laptop(server.url, viewport=PHONE, color_scheme=theme).page
    for look in ("/live/enter", "/live/signed-in", "/live/sign-out#everywhere"):
        if "sign-out" in look:
            phone.goto(server.url)
            sign_in(phone, "ada")
            phone.wait_for_url(f"{server.url}/", timeout=PATIENCE)
        phone.goto(f"{server.url}{look}")
        phone.get_by_role("heading", name="Debrief").wait_for()
        found = [
            (rule["id"], [node["html"] for node in rule["nodes"]]) for rule in AXE.run(phone).response["violations"]
        ]
        assert found == []
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(phone.get_by_role("button", name="Sign out everywhere")).to_be_focused()
    expect(phone.get_by_text("You are signed in as Ada, through Team login.")).to_be_visible()
    phone.get_by_role("button", name="Sign out of this browser").click()
    expect(phone.get_by_role("link", name="Sign in with Team login")).to_be_visible(timeout=PATIENCE)
