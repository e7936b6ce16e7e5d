"""What is published: the page for the company's readers, and the panel that publishes and withdraws."""

import pytest

from core.document import edit
from core.domain.clock import Start
from core.domain.publishing import State
from core.services import access, documents, meetings, postmortems, publishing
from core.services.app import App
from pages.parts import look
from tests.support.pages import Tab, assert_whole, errors, guest_of, insider, press, toasts, words

TITLE = "Checkout was down"


def an_incident(app: App, by: Tab) -> str:
    pm_id = postmortems.create(app, TITLE, by=by.again())
    documents.edit(app, pm_id, edit.set_text("summary.impact", "Nobody could pay"), by.visitor.id)
    return pm_id


def reader_of(app: App, pm_id: str) -> Tab:
    """Somebody of the company who opened the link."""
    reader = Tab(app)
    mac = publishing.link(app, pm_id, "http://d").partition("&t=")[2]
    entered = publishing.enter(app, reader.visitor, pm_id, mac)
    reader.token = entered.token or reader.token
    return reader


def test_a_reader_sees_the_text_and_nothing_that_does_something(key_app: App) -> None:
    """No room, no home, no history, no button that changes; two files to take along."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publishing.publish(key_app, pm_id, chief.again())
    session = reader_of(key_app, pm_id).open("published", loopback=False, pm=pm_id)
    assert_whole(session)
    said = words(session)
    assert TITLE in said
    assert "Nobody could pay" in said
    assert "Published" in said
    for word in (
        "Mark one in the timeline",
        "room?pm=",
        "summary?pm=",
        "follow_up",
        "still missing",
        "History",
        "Withdraw",
    ):
        assert word not in said
    assert not session.button
    assert [each.label for each in session.download_button] == ["PDF, to read and print", "One web page"]


@pytest.mark.parametrize("page", ["room", "present", "summary", "home", "archive", "follow_up", "guide", "settings"])
def test_every_other_page_is_closed_to_a_reader(key_app: App, page: str) -> None:
    """The link opens one page."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publishing.publish(key_app, pm_id, chief.again())
    session = reader_of(key_app, pm_id).open(page, loopback=False, pm=pm_id)
    assert len(errors(session)) == 1
    assert TITLE not in words(session)


def test_a_withdrawal_closes_the_page_of_readers_who_are_there(key_app: App) -> None:
    """At their next click, with the sentence for what never was."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publishing.publish(key_app, pm_id, chief.again())
    reader = reader_of(key_app, pm_id)
    session = reader.open("published", loopback=False, pm=pm_id)
    publishing.withdraw(key_app, pm_id, chief.again())
    session.run()
    assert errors(session) == [publishing.NOTHING_HERE]
    assert "Nobody could pay" not in words(session)


def test_a_later_edit_is_told_under_the_title_and_at_its_section(tab: Tab) -> None:
    """With who and when; the text is the one of today."""
    pm_id = an_incident(tab.app, tab)
    publishing.publish(tab.app, pm_id, tab.visitor)
    documents.edit(tab.app, pm_id, edit.set_text("lessons.lucky", "It was a Sunday"), tab.visitor.id)
    said = words(tab.open("published", pm=pm_id, show="Everything"))
    assert f"Edited after publishing by {tab.visitor.name}" in said
    assert "It was a Sunday" in said
    assert 'Lessons learned <span class="chip late">edited since it was published</span>' in said
    assert said.count("edited since") == 1


def test_publishing_from_the_summary_shows_the_link_and_withdrawing_takes_it_away(tab: Tab) -> None:
    """Two clicks each, so that neither happens by accident."""
    pm_id = an_incident(tab.app, tab)
    session = tab.open("summary", pm=pm_id)
    assert "still missing.</b> Readers do not see that list." in words(session)
    session = press(session, "Publish now")
    assert toasts(session) == ["It is published. The link is on this page."]
    assert ">Published<" in words(session)
    (link,) = [each.value for each in session.code if "/live/enter#p=" in each.value]
    assert link == publishing.link(tab.app, pm_id, link.partition("/live/")[0])
    session = press(session, "Withdraw it")
    assert toasts(session) == ["It is withdrawn."]
    assert ">Draft<" in words(session)
    assert not [each for each in session.code if "#p=" in each.value]


def test_what_was_changed_since_can_be_published_too(tab: Tab) -> None:
    """The button is there only when something was; afterwards nothing is told as later."""
    pm_id = an_incident(tab.app, tab)
    publishing.publish(tab.app, pm_id, tab.visitor)
    assert "Publish this version" not in words(tab.open("summary", pm=pm_id))
    documents.edit(tab.app, pm_id, edit.set_text("lessons.lucky", "It was a Sunday"), tab.visitor.id)
    session = press(tab.open("summary", pm=pm_id), "Publish this version")
    assert toasts(session) == ["This version is published."]
    assert "Edited after publishing" not in words(session)


def test_while_the_meeting_runs_there_is_no_button(tab: Tab) -> None:
    """The panel says when it will be there."""
    pm_id = an_incident(tab.app, tab)
    meetings.command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), Start(seen=0))
    session = tab.open("summary", pm=pm_id)
    assert "When the meeting is finished it can be published." in words(session)
    assert "Publish now" not in words(session)
    assert ">In meeting<" in words(session)


def test_a_guest_who_does_not_facilitate_has_neither_the_button_nor_the_link(key_app: App) -> None:
    """They may look at what readers see."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    guest = guest_of(key_app, pm_id)
    assert "For the company" not in words(guest.open("summary", loopback=False, pm=pm_id))
    publishing.publish(key_app, pm_id, chief.again())
    session = guest.open("summary", loopback=False, pm=pm_id)
    said = words(session)
    assert "See what readers see" in said
    assert "Withdraw it" not in said
    assert not [each for each in session.code if "#p=" in each.value]
    page = guest.open("published", loopback=False, pm=pm_id)
    assert_whole(page)
    assert f'href="summary?pm={pm_id}"' in words(page)


def test_home_and_the_archive_show_how_far_each_is(tab: Tab) -> None:
    """One chip each, the same as on the summary."""
    drafts, done = an_incident(tab.app, tab), an_incident(tab.app, tab)
    publishing.publish(tab.app, done, tab.visitor)
    assert drafts != done
    for page in ("home", "archive"):
        said = words(tab.open(page))
        assert said.count(">Draft<") == 1
        assert said.count(">Published<") == 1
        assert said.count(">In review<") == 1  # the example


def test_each_state_has_a_chip_of_its_own() -> None:
    """Told apart by the word, not by the colour alone."""
    assert len({look.state_chip(state) for state in State}) == len(State)
