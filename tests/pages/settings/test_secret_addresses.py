"""Settings: the calendars' addresses and the key for scripts, shown to those inside, renewed by a click."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.postmortem import ActionRow, Postmortem
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.app import App
from core.services.postmortems.creating import create_from
from pages.parts.settings import secret_addresses
from tests.support.held import held_in
from tests.support.pages import Tab, assert_whole, guest_of, insider, press, words


@pytest.fixture
def owned(app: App) -> str:
    """A postmortem in which two people own something."""
    rows = (
        ActionRow(id="a1", text="Add an alert at 80 %", owner="Ada  Lovelace", due=date(2026, 12, 1)),
        ActionRow(id="a2", text="Write the page", owner="ben & co", due=date(2026, 12, 2)),
    )
    with app.db.write() as tx:
        pm_id = create_from(tx, Postmortem(title="Disk full", actions=rows))
        held_in(tx, pm_id)
        return pm_id


def shown(session: AppTest) -> str:
    return "\n".join(item.value for item in session.code)


def test_the_team_calendar_and_the_key_are_there(tab: Tab) -> None:
    """With a line to paste into a terminal."""
    session = tab.open("settings")
    assert_whole(session)
    message = shown(session)
    assert f"/live/feed/team/{secret_links.key(tab.app, Purpose.TEAM)}.ics" in message
    assert f"Authorization: Bearer {secret_links.key(tab.app, Purpose.EXPORT)}" in message
    assert "/live/export/ID.pdf" in message


def test_an_address_that_opens_here_only_says_so(tab: Tab) -> None:
    """Nobody wonders why the phone finds nothing."""
    assert "on this computer only, so they open on this computer only" in words(tab.open("settings"))


def test_an_owner_is_chosen_and_has_an_address_of_their_own(tab: Tab, owned: str) -> None:
    """Each name once, however it is spelled; signs in it are safe in an address."""
    session = tab.open("settings")
    choose = session.selectbox(key="feed-owner")
    assert choose.options == ["Ada Lovelace", "ben & co"]
    choose.set_value("ben & co").run()
    key = secret_links.key(tab.app, Purpose.OWNER, "ben & co")
    assert f"/live/feed/owner/{key}.ics?owner=ben%20%26%20co" in shown(session)


def test_deadlines_can_be_todos(tab: Tab, owned: str) -> None:
    """For the few apps that show to-dos of an address; events are what is offered first."""
    session = tab.open("settings")
    session.selectbox(key="feed-owner").set_value("ben & co").run()
    assert session.radio(key="feed-form").value == secret_addresses.EVENTS
    assert "todos" not in shown(session)
    session.radio(key="feed-form").set_value(secret_addresses.TODOS).run()
    message = shown(session)
    assert ".ics?todos=1\n" in f"{message}\n"
    assert ".ics?todos=1&owner=ben%20%26%20co" in message


def test_renewing_shows_another_address(tab: Tab) -> None:
    """And the old one opens nothing any more."""
    before = secret_links.key(tab.app, Purpose.TEAM)
    session = tab.open("settings")
    session.button(key="renew-feed_team").click().run()
    assert_whole(session)
    assert before not in shown(session)
    assert secret_links.key(tab.app, Purpose.TEAM) in shown(session)
    assert not secret_links.verify_key(tab.app, Purpose.TEAM, before)


def test_only_those_inside_see_them(key_app: App) -> None:
    """A guest of one meeting finds no address of the whole team."""
    with key_app.db.write() as tx:
        pm_id = create_from(tx, Postmortem(title="Disk full"))
    guest = guest_of(key_app, pm_id).open("settings", loopback=False)
    assert shown(guest) == ""
    assert secret_links.key(key_app, Purpose.TEAM) in shown(insider(key_app).open("settings", loopback=False))


def test_someone_who_was_locked_out_meanwhile_renews_nothing(key_app: App) -> None:
    """The database is asked again when the button is pressed."""
    tab = insider(key_app)
    session = tab.open("settings", loopback=False)
    before = secret_links.key(key_app, Purpose.EXPORT)
    with key_app.db.write() as tx:
        from core.store import settings_kv

        settings_kv.put_setting(tx, settings_kv.WORKSPACE_GENERATION, "99")
    press(session, "Yes, make a new one")
    assert secret_links.key(key_app, Purpose.EXPORT) == before
