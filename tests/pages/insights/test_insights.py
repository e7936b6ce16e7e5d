"""The Insights page with no postmortem, one, and thirty-nine; its filters in the address; its files."""

import json
import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.services import postmortems
from core.services.app import App
from tests.support.insight_data import fill
from tests.support.pages import Tab, assert_whole, errors, guest_of, insider, words

KIND = "vega_lite_chart"


def charts(session: AppTest) -> list[Any]:
    return [json.loads(item.proto.spec) for item in session.get(KIND)]


def days_in(session: AppTest) -> tuple[date, date]:
    first, last = session.date_input[0].value or ()  # type: ignore[misc] # two days, or this fails
    return first, last


def sentences(session: AppTest) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", words(session))


def test_without_a_postmortem_of_ones_own(tab: Tab) -> None:
    """It says from when on there is something to see, and that the example is not counted."""
    session = tab.open("insights")
    assert_whole(session)
    assert "From the fifth one on" in words(session)
    assert "finished example is not counted" in words(session)
    assert not charts(session)
    assert not session.selectbox


def test_with_one(tab: Tab) -> None:
    """Nothing is said of it; each card says how many are missing."""
    fill(tab.app, 1)
    session = tab.open("insights")
    assert_whole(session)
    assert "<b>1</b> of 1 postmortems" in words(session)
    assert "1 postmortem so far, 5 are needed: 4 to go." in words(session)
    assert set(sentences(session)) <= {
        "Too few to say.",
        *re.findall(r"<h2>([^<]*action item[^<]*)</h2>", words(session)),
    }


def test_with_thirty_nine(tab: Tab) -> None:
    """Eleven cards: each has a sentence, a chart with a description in words, and a table; no name of a person."""
    fill(tab.app, 39)
    session = tab.open("insights", period="all")
    assert_whole(session)
    text = words(session)
    assert "<b>39</b> of 39 postmortems" in text
    assert len(sentences(session)) == 11
    assert sentences(session).count("Too few to say.") == 1
    drawn = session.get(KIND)
    assert len(drawn) == 10
    assert all(item.proto.alt.count(":") for item in drawn)
    assert text.count("<table>") == 10
    for name in ("Deniz", "Mara", "Kofi", "Yuki"):
        assert name not in text


def test_the_address_narrows_it_down(tab: Tab) -> None:
    """And the widgets show what it says."""
    fill(tab.app, 39)
    session = tab.open("insights", period="all", severity="P1,P2", service="orders-db")
    assert_whole(session)
    chosen = {item.label: item.value for item in session.multiselect}
    assert chosen == {"Severity": ["P1", "P2"], "Service": ["orders-db"], "Tag": []}
    assert session.selectbox[0].value == "all"
    counted = re.search(r"<b>(\d+)</b> of 39", words(session))
    assert counted is not None
    assert 0 < int(counted[1]) < 39
    assert "severity P1, P2 · service orders-db" in words(session)


def test_options_are_shown_as_they_are_written(tab: Tab) -> None:
    """They are text and no Markdown: nothing is escaped in them."""
    fill(tab.app, 12)
    services = next(item for item in tab.open("insights").multiselect if item.label == "Service")
    assert "orders-db" in services.options
    assert not any("\\" in option for option in services.options)


def test_a_choice_goes_into_the_address(tab: Tab) -> None:
    """So that the link of what is seen can be sent; clearing it takes it out again."""
    fill(tab.app, 12)
    session = tab.open("insights")
    next(item for item in session.multiselect if item.label == "Severity").set_value(["P3"]).run()
    assert session.query_params["severity"] == "P3"
    session.selectbox[0].set_value("all").run()
    assert session.query_params["period"] == "all"
    next(item for item in session.multiselect if item.label == "Severity").set_value([]).run()
    assert "severity" not in session.query_params
    assert_whole(session)


def test_other_days_can_be_chosen(tab: Tab) -> None:
    """Two days in a field, and then in the address."""
    fill(tab.app, 12)
    session = tab.open("insights")
    session.selectbox[0].set_value("days").run()
    assert_whole(session)
    assert [item.label for item in session.date_input] == ["From the first day to the last"]
    first, last = days_in(session)
    session.date_input[0].set_value((first, last)).run()
    session.date_input[0].set_value((first.replace(day=2), last)).run()
    assert_whole(session)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "x" * 500),
        ("period", "2026-99"),
        ("severity", "P1,,P9,<b>"),
        ("service", "\\,\\\\,,\x00"),
        ("service", "no such service"),
        ("tag", "'; DROP TABLE insight; --," + "y," * 900),
    ],
)
def test_whatever_stands_in_the_address(tab: Tab, name: str, value: str) -> None:
    """The page is drawn, and says how many postmortems that means."""
    fill(tab.app, 6)
    session = tab.open("insights", loopback=True, **{name: value})
    assert_whole(session)
    assert "of 6 postmortems" in words(session)
    assert "<b>," not in words(session)


def test_a_service_with_a_comma_in_its_name(tab: Tab) -> None:
    """Stays one service in the address."""
    session = tab.open("insights", service="db\\, primary,mail")
    assert not session.multiselect  # nothing to filter yet
    fill(tab.app, 1)
    session = tab.open("insights", service="db\\, primary,mail")
    chosen = next(item for item in session.multiselect if item.label == "Service")
    assert chosen.value == ["db, primary", "mail"]


def test_the_files_of_what_is_seen(tab: Tab) -> None:
    """Both buttons are there."""
    fill(tab.app, 6)
    text = words(tab.open("insights"))
    assert "Page to print (HTML)" in text
    assert "Figures as a table (CSV)" in text


def test_guests_and_strangers_see_no_figure(key_app: App) -> None:
    """Figures over all incidents are the workspace's; a guest of one of them is refused as a stranger is."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Ours", by=chief.again())
    fill(key_app, 6)
    assert_whole(chief.open("insights", loopback=False))
    for tab in (guest_of(key_app, pm_id), Tab(key_app)):
        session = tab.open("insights", loopback=False)
        assert "workspace key" in errors(session)[0]
        assert not sentences(session)
        assert not charts(session)
