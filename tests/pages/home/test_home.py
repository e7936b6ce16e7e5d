"""Home: start, find, throw away and get back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from core.domain.clock.state import Finish, Start
from core.domain.postmortem import Severity
from core.services import access, postmortems
from core.services.actions import due_dates, follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.postmortems import summary_view
from tests.support import edits
from tests.support.pages import Tab, assert_whole, errors, insider, press, words

NASTY = "<img src=x onerror=alert(1)> ![x](http://evil.example/t.png)"


def test_an_empty_home_shows_the_way_and_an_example(tab: Tab) -> None:
    """Nobody starts at an empty page."""
    session = tab.open()
    assert_whole(session)
    message = words(session)
    assert "Before · 10 minutes" in message
    assert "Example" in message
    assert "Join with a code" in message


def test_a_title_is_enough_to_open_a_room(tab: Tab) -> None:
    """Severity and time can be found out later; whoever made it facilitates."""
    session = tab.open()
    session.text_input[0].set_value("Checkout was down")
    press(session, "Create postmortem")
    assert_whole(session)
    card = postmortems.home(tab.app).waiting[0]
    assert card.title == "Checkout was down"
    assert card.severity is None
    assert card.started_at is None
    assert "Start the twenty minutes" in words(session)
    assert session.query_params["pm"] == card.id


def _begun(tab: Tab, title: str, *, day: str = "", at: str = "") -> AppTest:
    session = tab.open()
    session.text_input(key="new-title").set_value(title)
    session.text_input(key="new-day").set_value(day)
    session.text_input(key="new-time").set_value(at).run()
    return session


def test_severity_and_the_time_on_the_wall_are_kept(tab: Tab) -> None:
    """What somebody's clock showed in their zone becomes one instant, typed as people say it."""
    session = _begun(tab, "Search was slow", day="1 July 2026", at="2:05 pm")
    session.radio(key="new-severity").set_value(Severity.P2)
    session.selectbox(key="new-zone").set_value("Europe/Berlin").run()
    assert "Wed 1 Jul 2026" in words(session)
    press(session, "Create postmortem")
    assert_whole(session)
    card = postmortems.home(tab.app).waiting[0]
    assert card.severity == Severity.P2
    assert card.started_at == datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    assert card.zone == "Europe/Berlin"


def test_a_start_that_cannot_be_read_stays_in_its_field(tab: Tab) -> None:
    """Words that are no day, a day without its time, a time to come: a sentence, and nothing typed is gone."""
    for day, at, sentence in (
        ("the other day", "14:05", "not a clear date"),
        ("yesterday", "", "A time belongs to the day"),
        ("yesterday", "late", "not a clear time"),
        ("tomorrow", "14:05", "still to come"),
    ):
        session = _begun(tab, "Search was slow", day=day, at=at)
        press(session, "Create postmortem")
        assert sentence in errors(session)[0]
        assert session.text_input(key="new-title").value == "Search was slow"
        assert session.text_input(key="new-day").value == day
        assert session.text_input(key="new-time").value == at
    assert not postmortems.home(tab.app).waiting


def test_a_day_with_two_readings_is_asked_and_the_order_remembered(tab: Tab) -> None:
    """Two buttons; the one that is pressed stands in the field, and the next 4/12 is not asked any more."""
    session = _begun(tab, "Search was slow", day="4/12/2025", at="2")
    assert "can be read in two ways" in words(session)
    press(session, "Create postmortem")
    assert "Choose one of the two" in errors(session)[0]
    press(session, "Thu 4 Dec 2025")
    press(session, "14:00")
    assert session.text_input(key="new-day").value == "Thu 4 Dec 2025"
    assert due_dates.day_order(tab.app) == "dmy"
    session.selectbox(key="new-zone").set_value("UTC").run()
    press(session, "Create postmortem")
    assert_whole(session)
    assert postmortems.home(tab.app).waiting[0].started_at == datetime(2025, 12, 4, 14, 0, tzinfo=UTC)
    assert "can be read in two ways" not in words(_begun(tab, "Another", day="4/12/2025"))


def test_a_title_that_is_none_is_refused_kindly(tab: Tab) -> None:
    """An empty title keeps the form and says what to do."""
    session = tab.open()
    session.text_input[0].set_value("   ")
    press(session, "Create postmortem")
    assert "title" in errors(session)[0]
    assert not postmortems.home(tab.app).waiting


def test_an_incident_without_a_meeting_says_how_long_it_waits(tab: Tab) -> None:
    """The usual postmortem is the one that is put off; here it shows."""
    long_ago = datetime.now(UTC) - timedelta(days=3, hours=1)
    postmortems.create(tab.app, "Mail stood still", Severity.P2, started_at=long_ago, by=tab.visitor)
    message = words(tab.open())
    assert "No meeting yet" in message
    assert "3 days, no meeting" in message


def test_a_planned_meeting_comes_with_its_invite(tab: Tab) -> None:
    """The time is a click from everybody's calendar."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    postmortems.set_meeting_at(tab.app, pm_id, datetime.now(UTC) + timedelta(days=1), tab.visitor)
    message = words(tab.open())
    assert "Coming up" in message
    assert f'href="live/export/{pm_id}.ics"' in message


def test_a_running_meeting_stands_first(tab: Tab) -> None:
    """Whoever is late finds the room at once."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
    message = words(tab.open())
    assert "Running now" in message
    assert "Incident summary · started just now" in message
    meeting_clock.run_command(tab.app, pm_id, me, Finish(seen=1))
    assert "Running now" not in words(tab.open())


def test_the_trash_takes_gives_back_and_is_emptied(tab: Tab) -> None:
    """Throwing away can be undone until somebody empties the trash, and that asks first."""
    pm_id = postmortems.create(tab.app, "Made by mistake", by=tab.visitor)
    session = tab.open()
    session.menu_button(key=f"more-waiting-{pm_id}").click("trash").run()
    assert_whole(session)
    assert postmortems.home(tab.app).trash_count == 1
    session.button(key=f"restore-{pm_id}").click().run()
    assert postmortems.home(tab.app).trash_count == 0
    session.menu_button(key=f"more-waiting-{pm_id}").click("trash").run()
    press(session, "Yes, empty it")
    assert_whole(session)
    assert postmortems.home(tab.app).trash_count == 0
    assert "Made by mistake" not in words(tab.open())


def test_the_example_can_be_thrown_away(tab: Tab) -> None:
    """It is a help, and nobody has to live with it."""
    example = next(card for card in postmortems.home(tab.app).recent if card.example)
    tab.open().menu_button(key=f"more-recent-{example.id}").click("trash").run()
    assert not postmortems.home(tab.app).recent


def test_the_menu_leads_to_the_room_and_to_the_summary(tab: Tab) -> None:
    """Two clicks, from wherever it stands."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    for choice, sign in (("room", "Start the twenty minutes"), ("summary", "still missing")):
        session = tab.open()
        session.menu_button(key=f"more-waiting-{pm_id}").click(choice).run()
        assert_whole(session)
        assert sign in words(session)


def test_a_title_of_code_is_shown_as_text(tab: Tab) -> None:
    """No tag and no image comes of what somebody typed."""
    postmortems.create(tab.app, NASTY, by=tab.visitor)
    for session in (tab.open(), tab.open("archive")):
        message = words(session)
        assert "<img" not in message
        assert "&lt;img" in message


def test_the_workspace_link_is_shown_in_key_mode_only(key_app: App) -> None:
    """On this computer there is no key, and so no link."""
    key = access.workspace_link(key_app, "http://d").partition("#k=")[2]
    session = insider(key_app).open(loopback=False)
    assert any(key in item.value for item in session.code)
    outside = Tab(key_app).open(loopback=False)
    assert not any(key in item.value for item in outside.code)


def test_no_link_of_the_workspace_where_it_is_open(tab: Tab) -> None:
    """Nothing to invite to with a key that nobody needs."""
    assert not tab.open().code


def test_reading_home_makes_nobody_a_member(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """A look at the list leaves no trace in a meeting."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    new_tab().open()
    assert len(access.people(tab.app, pm_id)) == 1
    assert summary_view.preparation(tab.app, pm_id).needed > 0


def test_after_ten_meetings_home_says_how_many_actions_get_done(tab: Tab) -> None:
    """One sentence without names, and not a word before."""
    pm_id = ""
    for number in range(10):
        pm_id = postmortems.create(tab.app, f"Incident {number}", by=tab.again())
        document_store.edit(tab.app, pm_id, edits.add_row("actions", "a1", "Alert", "V", owner="Zoe"), None)
        me = access.member(tab.app, tab.again(), pm_id)
        meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
        meeting_clock.run_command(tab.app, pm_id, me, Finish(seen=1))
        if number == 8:
            assert "agreed on" not in words(tab.open())
    follow_up.mark_done(tab.app, pm_id, "a1", "seen", tab.visitor)
    session = tab.open()
    assert_whole(session)
    message = words(session)
    assert "10 postmortems agreed on 10 actions: 1 is done, 9 are not due yet." in message
    assert "Zoe" not in message


def test_of_many_that_wait_the_first_are_shown_and_more_at_a_press(tab: Tab) -> None:
    """A hundred incidents that alerts opened are no start page; none of them is out of reach."""
    for number in range(11):
        postmortems.create(tab.app, f"Incident {number:02}")
    session = tab.open()
    assert_whole(session)
    assert ("Incident 07" in words(session), "Incident 08" in words(session)) == (True, False)
    press(session, "Show 3 more")
    assert_whole(session)
    assert "Incident 10" in words(session)
    assert not [item for item in session.button if item.label.startswith("Show ")]


def test_longer_lists_ask_the_database_nothing_more(tab: Tab) -> None:
    """Two hundred statements for thirty rows were a third of the page: who may change is asked once, and all meetings
    of a list together."""

    def begun(title: str) -> None:
        pm_id = postmortems.create(tab.app, title, by=tab.again())
        meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.again(), pm_id), Start(seen=0))

    postmortems.create(tab.app, "First that waits", by=tab.visitor)
    begun("First that runs")
    session = tab.open()
    with counted(tab.app) as few:
        assert_whole(session.run())
    for number in range(5):
        postmortems.create(tab.app, f"Waits {number}", by=tab.visitor)
        begun(f"Runs {number}")
    with counted(tab.app) as many:
        assert_whole(session.run())
    assert "Waits 4" in words(session)
    assert "Runs 4" in words(session)
    assert len(many) == len(few), sorted(set(many) - set(few))


@contextmanager
def counted(app: App) -> Iterator[list[str]]:
    """The statements that reading takes meanwhile."""
    seen: list[str] = []

    def note(*told: Any) -> None:
        seen.append(told[2])

    engine = app.db._reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
