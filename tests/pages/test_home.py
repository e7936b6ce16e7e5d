"""Home: start, find, throw away and get back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from core.document import edit
from core.domain.clock import Finish, Start
from core.domain.postmortem import Severity
from core.services import access, documents, follow_up, meetings, postmortems, summary
from core.services.app import App
from tests.support.pages import Tab, assert_whole, errors, insider, press, words

NASTY = "<img src=x onerror=alert(1)> ![x](http://evil.example/t.png)"


def test_an_empty_home_shows_the_way_and_an_example(tab: Tab) -> None:
    """Nobody starts at an empty page."""
    session = tab.open()
    assert_whole(session)
    said = words(session)
    assert "Before · 10 minutes" in said
    assert "Example" in said
    assert "Join with a code" in said


def test_a_title_is_enough_to_open_a_room(tab: Tab) -> None:
    """Severity and time can be found out later; whoever made it facilitates."""
    session = tab.open()
    session.text_input[0].set_value("Checkout was down")
    press(session, "Open its room")
    assert_whole(session)
    card = postmortems.home(tab.app).waiting[0]
    assert card.title == "Checkout was down"
    assert card.severity is None
    assert card.started_at is None
    assert "Start the twenty minutes" in words(session)
    assert session.query_params["pm"] == card.id


def test_severity_and_the_time_on_the_wall_are_kept(tab: Tab) -> None:
    """What somebody's clock showed in their zone becomes one instant."""
    session = tab.open()
    session.text_input[0].set_value("Search was slow")
    session.radio[0].set_value(Severity.P2)
    session.date_input[0].set_value(date(2026, 7, 1))
    session.time_input[0].set_value(time(14, 5))
    session.selectbox[0].set_value("Europe/Berlin")
    press(session, "Open its room")
    assert_whole(session)
    card = postmortems.home(tab.app).waiting[0]
    assert card.severity == Severity.P2
    assert card.started_at == datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    assert card.zone == "Europe/Berlin"


def test_a_title_that_is_none_is_refused_kindly(tab: Tab) -> None:
    """An empty title keeps the form and says what to do."""
    session = tab.open()
    session.text_input[0].set_value("   ")
    press(session, "Open its room")
    assert "title" in errors(session)[0]
    assert not postmortems.home(tab.app).waiting


def test_an_incident_without_a_meeting_says_how_long_it_waits(tab: Tab) -> None:
    """The usual postmortem is the one that is put off; here it shows."""
    long_ago = datetime.now(UTC) - timedelta(days=3, hours=1)
    postmortems.create(tab.app, "Mail stood still", Severity.P2, started_at=long_ago, by=tab.visitor)
    said = words(tab.open())
    assert "No meeting yet" in said
    assert "3 days, no meeting" in said


def test_a_planned_meeting_comes_with_its_invite(tab: Tab) -> None:
    """The time is a click from everybody's calendar."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    postmortems.set_meeting_at(tab.app, pm_id, datetime.now(UTC) + timedelta(days=1), tab.visitor)
    said = words(tab.open())
    assert "Coming up" in said
    assert f'href="live/export/{pm_id}.ics"' in said


def test_a_running_meeting_stands_first(tab: Tab) -> None:
    """Whoever is late finds the room at once."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    me = access.member(tab.app, tab.visitor, pm_id)
    meetings.command(tab.app, pm_id, me, Start(seen=0))
    said = words(tab.open())
    assert "Running now" in said
    assert "Incident summary" in said
    meetings.command(tab.app, pm_id, me, Finish(seen=1))
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
        said = words(session)
        assert "<img" not in said
        assert "&lt;img" in said


def test_the_workspace_link_is_shown_in_key_mode_only(key_app: App) -> None:
    """On this computer there is no key, and so no link."""
    key = access.workspace_link(key_app, "http://d").partition("#k=")[2]
    session = insider(key_app).open(loopback=False)
    assert any(key in each.value for each in session.code)
    outside = Tab(key_app).open(loopback=False)
    assert not any(key in each.value for each in outside.code)


def test_no_link_of_the_workspace_where_it_is_open(tab: Tab) -> None:
    """Nothing to invite to with a key that nobody needs."""
    assert not tab.open().code


def test_reading_home_makes_nobody_a_member(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """A look at the list leaves no trace in a meeting."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    new_tab().open()
    assert len(access.people(tab.app, pm_id)) == 1
    assert summary.preparation(tab.app, pm_id).needed > 0


def test_after_ten_meetings_home_says_how_promises_are_kept(tab: Tab) -> None:
    """One sentence without names, and not a word before."""
    pm_id = ""
    for number in range(10):
        pm_id = postmortems.create(tab.app, f"Incident {number}", by=tab.again())
        documents.edit(tab.app, pm_id, edit.add_row("actions", "a1", "Alert", "V", owner="Zoe"), None)
        me = access.member(tab.app, tab.again(), pm_id)
        meetings.command(tab.app, pm_id, me, Start(seen=0))
        meetings.command(tab.app, pm_id, me, Finish(seen=1))
        if number == 8:
            assert "you promised" not in words(tab.open())
    follow_up.mark_done(tab.app, pm_id, "a1", "seen", tab.visitor)
    session = tab.open()
    assert_whole(session)
    said = words(session)
    assert "In 10 meetings you promised 10, kept 1, 9 are still to come." in said
    assert "Zoe" not in said
