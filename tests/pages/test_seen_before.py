"""Who sees what of another incident on which page: every door, everybody who may stand before it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.permissions import Role
from core.domain.postmortem import Postmortem
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.memory import carrying, links
from core.services.publishing import publications
from core.store.people import members
from tests.support.incidents import (
    EARLIER_TITLE,
    LATER_TITLE,
    OPEN_ACTION,
    earlier_postmortem,
    later_postmortem,
    stored,
)
from tests.support.pages import Tab, assert_whole, given, guest_of, insider, words
from tests.support.payloads import CODE

DOORS = ("room", "present", "summary", "published", "compare")
PEOPLE = ("lead", "colleague", "guest", "viewer", "reader", "stranger")

# Who reads the earlier one's title there: always, once it is shown to the room, or never.
ALWAYS, SHOWN, NEVER = "always", "when shown", "never"
EXPECTED: dict[str, dict[str, str]] = {
    "room": {"lead": ALWAYS, "colleague": ALWAYS, "guest": SHOWN, "viewer": SHOWN, "reader": NEVER, "stranger": NEVER},
    "present": {"lead": SHOWN, "colleague": SHOWN, "guest": SHOWN, "viewer": SHOWN, "reader": NEVER, "stranger": NEVER},
    "summary": {
        **{"lead": ALWAYS, "colleague": ALWAYS, "guest": SHOWN},
        **{"viewer": SHOWN, "reader": NEVER, "stranger": NEVER},
    },
    "published": {
        **{"lead": ALWAYS, "colleague": ALWAYS, "guest": SHOWN},
        **{"viewer": SHOWN, "reader": SHOWN, "stranger": NEVER},
    },
    "compare": {
        "lead": ALWAYS,
        "colleague": ALWAYS,
        "guest": NEVER,
        "viewer": NEVER,
        "reader": NEVER,
        "stranger": NEVER,
    },
}


class House:
    """A workspace behind its key, with an incident that came back and is published."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.lead, self.colleague, self.stranger = insider(app), insider(app), Tab(app)
        self.earlier = stored(app, earlier_postmortem())
        self.later = stored(app, later_postmortem(), self.lead.again())
        links.link(app, self.later, self.earlier, self.lead.again())
        publications.publish(app, self.later, None)
        self.guest = guest_of(app, self.later)
        self.viewer, self.reader = Tab(app), Tab(app)
        with app.db.write() as tx:
            members.join(tx, self.later, self.viewer.visitor.id, Role.VIEWER)
        mac = publications.link(app, self.later, "http://d").partition("&t=")[2]
        entered = publications.enter(app, self.reader.visitor, self.later, mac)
        self.reader.token = entered.token or self.reader.token

    def show(self) -> None:
        links.show(self.app, access.member(self.app, self.lead.again(), self.later), self.earlier)

    def reads(self, who: str, door: str) -> str:
        """Everything on the page, and what its components are given."""
        tab: Tab = getattr(self, who)
        session = tab.open(
            door, loopback=False, **{"pm": self.later, **({"with": self.earlier} if door == "compare" else {})}
        )
        assert not session.exception
        return words(session) + json.dumps(mounted(session))


def mounted(session: AppTest) -> dict[str, Any]:
    return dict(given(session))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_reads_of_the_earlier_one(key_app: App, who: str, door: str) -> None:
    """Before a facilitator shows it, and after."""
    house = House(key_app)
    expected = EXPECTED[door][who]
    assert (EARLIER_TITLE in house.reads(who, door)) is (expected == ALWAYS)
    house.show()
    assert (EARLIER_TITLE in house.reads(who, door)) is (expected != NEVER)
    if expected == SHOWN:
        assert house.earlier not in house.reads(who, door)


@pytest.mark.parametrize("who", PEOPLE)
def test_that_it_came_back_is_the_workspaces(key_app: App, who: str) -> None:
    """On the older one's summary: its own guests were never asked about the later one."""
    house = House(key_app)
    house.show()
    guest = guest_of(key_app, house.earlier)
    session = guest.open("summary", loopback=False, pm=house.earlier)
    assert_whole(session)
    assert LATER_TITLE not in words(session)
    tab: Tab = getattr(house, who)
    page = words(tab.open("summary", loopback=False, pm=house.earlier))
    assert (LATER_TITLE in page) is (who in ("lead", "colleague"))


@pytest.mark.parametrize(("who", "asked"), [("lead", True), ("colleague", True), ("guest", False), ("viewer", False)])
def test_only_the_workspaces_board_asks(key_app: App, who: str, asked: bool) -> None:
    """A guest's browser is not even told that there is something to ask."""
    house = House(key_app)
    tab: Tab = getattr(house, who)
    session = tab.open("room", loopback=False, pm=house.later)
    assert mounted(session)["debrief_board"]["seen"] is asked


def test_where_a_carried_action_came_from_is_the_workspaces(key_app: App) -> None:
    """On the summary, beside the action; guests read the action's own words."""
    house = House(key_app)
    carrying.carry_over(key_app, house.later, house.earlier, "a1", house.lead.again())
    for who, told in (("lead", True), ("colleague", True), ("guest", False), ("viewer", False)):
        tab: Tab = getattr(house, who)
        page = words(tab.open("summary", loopback=False, pm=house.later))
        assert OPEN_ACTION in page
        assert ("carried over from" in page) is told, who


def test_home_says_what_came_back_while_something_is_open(tab: Tab) -> None:
    """And stops when everything of then is closed."""
    earlier, later = stored(tab.app, earlier_postmortem()), stored(tab.app, later_postmortem())
    assert "This came back" not in words(tab.open())
    links.link(tab.app, later, earlier, tab.again())
    page = words(tab.open())
    assert f"<b>{LATER_TITLE}</b> is a recurrence of “{EARLIER_TITLE}”, of which 3 actions are" in page
    for action in ("a1", "a2", "a3"):
        follow_up.drop(tab.app, earlier, action, "No longer needed", tab.again())
    assert "This came back" not in words(tab.open())


def test_the_lobby_says_what_is_open_from_then(tab: Tab) -> None:
    """Before the meeting, with the way to compare."""
    earlier, later = stored(tab.app, earlier_postmortem()), stored(tab.app, later_postmortem())
    links.link(tab.app, later, earlier, tab.again())
    page = words(tab.open("room", pm=later))
    assert "3 actions from then are still open." in page
    assert f"compare?pm={later}&with={earlier}" in page


def test_a_title_on_home_finds_what_is_like_it(tab: Tab) -> None:
    """Below the form; a title of three letters says nothing."""
    stored(tab.app, earlier_postmortem())
    session = tab.open()
    session.text_input(key="new-title").set_value("No labels: token of print-gateway ended").run()
    assert_whole(session)
    page = words(session)
    assert "Seen before?" in page
    assert "print-gateway" in page
    session.text_input(key="new-title").set_value("abc").run()
    assert "Seen before?" not in words(session)


@pytest.mark.parametrize("hostile", CODE[:6])
def test_a_title_that_is_code_is_text_everywhere(tab: Tab, hostile: str) -> None:
    """On Home, in the lobby, on the summary, the published page and the shared screen."""
    title = f"{hostile} print-gateway"
    earlier = stored(tab.app, earlier_postmortem().model_copy(update={"title": title}))
    later = stored(tab.app, Postmortem(title=title), tab.again())
    links.link(tab.app, later, earlier, tab.again())
    links.show(tab.app, access.member(tab.app, tab.again(), later), earlier)
    publications.publish(tab.app, later, None)
    shown = " ".join(postmortems.summary(tab.app, later).meta.recurrence_of[0].title.split())
    for page in ("home", "room", "summary", "published"):
        session = tab.open(page, pm=later)
        assert not session.exception
        assert hostile not in words(session), page
        assert "print-gateway" in words(session)
    screen = mounted(tab.open("present", pm=later))["debrief_present"]["seen"]
    assert screen == [f"“{shown}”, Fri 14 Aug 2026"]
