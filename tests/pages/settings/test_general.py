"""Settings: my name, the workspace's key, the order of day and month, and the names of the server's settings."""

import re
from datetime import date
from pathlib import Path

import pytest

from core import __version__
from core.domain.postmortem import Severity
from core.errors import BadInput
from core.services.actions import due_dates
from core.services.app import App
from core.settings import Settings
from core.store import settings_kv
from pages.parts.settings.contents import Part
from tests.support.pages import Tab, assert_whole, errors, insider, press, words


def test_settings_name_the_version_every_setting_and_no_value(tab: Tab, tmp_path: Path) -> None:
    """What runs and what can be set is told; what is set may be secret."""
    session = tab.open("settings")
    assert_whole(session)
    message = words(session)
    assert f"This is Debrief {__version__}." in message
    for name in Settings.model_fields:
        assert f"DEBRIEF_{name.upper()}" in message
    assert str(tmp_path) not in message


def test_settings_change_my_name(tab: Tab) -> None:
    """The name goes with the browser, into every meeting."""
    session = tab.open("settings")
    session.text_input[0].set_value("Ada")
    press(session, "Save")
    assert tab.again().name == "Ada"
    session.text_input[0].set_value(" ")
    press(session, "Save")
    assert "name" in errors(session)[0]


def test_a_new_key_locks_the_others_out(key_app: App) -> None:
    """The link of yesterday opens nothing; whoever made the new one stays inside."""
    item, other = insider(key_app), insider(key_app)
    session = item.open("settings", loopback=False)
    press(session, "Yes, make a new key")
    assert_whole(session)
    assert_whole(item.open("settings", loopback=False))
    assert "workspace key" in errors(other.open("settings", loopback=False))[0]


def test_settings_say_and_change_how_the_team_reads_days(tab: Tab) -> None:
    """What 4/12 means here, and that it can be asked again; it counts from the next date on."""
    session = tab.open("settings")
    assert_whole(session)
    order = session.radio(key="settings-day-order")
    assert (order.label, order.value) == ("4/12 is", "")
    order.set_value("dmy").run()
    assert_whole(session)
    assert due_dates.day_order(tab.app) == "dmy"
    assert [day for day, _ in due_dates.day_order_choices(tab.app, "4/12/2030", "UTC")] == [date(2030, 12, 4)]
    again = tab.open("settings")
    assert again.radio(key="settings-day-order").value == "dmy"
    again.radio(key="settings-day-order").set_value("").run()
    assert due_dates.day_order(tab.app) is None
    assert len(due_dates.day_order_choices(tab.app, "4/12/2030", "UTC")) == 2


def test_settings_keep_how_long_an_action_gets(tab: Tab) -> None:
    """By severity; the board offers it, and a page that is open already keeps working."""
    assert {severity.value: days for severity, days in due_dates.due_days(tab.app).items()} == {
        "P1": 7,
        "P2": 30,
        "P3": 90,
    }
    session = tab.open("settings")
    next(item for item in session.number_input if item.label == "P1, days").set_value(3)
    press(session, "Save days")
    assert_whole(session)
    assert due_dates.due_days(tab.app)[Severity.P1] == 3
    assert due_dates.due_days(tab.app)[Severity.P3] == 90


@pytest.mark.parametrize("days", [0, -1, 10_000])
def test_days_that_are_none_are_refused(app: App, days: int) -> None:
    with pytest.raises(BadInput):
        due_dates.set_due_days(app, {Severity.P1: days}, None)
    assert due_dates.due_days(app)[Severity.P1] == 7


@pytest.mark.parametrize("stored", ["", "nonsense", "[]", '{"P9": 4}', '{"P1": "soon"}'])
def test_stored_days_that_cannot_be_read_are_passed_over(app: App, stored: str) -> None:
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.DUE_DAYS, stored)
    assert due_dates.due_days(app)[Severity.P2] == 30


def test_each_part_of_the_page_is_listed_at_its_top(tab: Tab) -> None:
    """In the order of the page, each link with the heading it leads to; nothing is listed that is not there."""
    session = tab.open("settings")
    assert_whole(session)
    parts = [(part.anchor, part.value) for part in Part]
    assert [found for header in session.header if (found := (header.proto.anchor, header.value)) in parts] == parts
    listed = next(block.proto.body for block in session.get("html") if "On this page" in block.proto.body)
    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', listed) == parts
