"""What is published: the page for the company's readers, and the panel that publishes and withdraws."""

import pytest

from core.domain.clock.state import Start
from core.domain.publication import PublicationState
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.publishing import publications
from pages.parts.frame import html
from tests.support import edits
from tests.support.pages import Tab, assert_whole, errors, guest_of, insider, press, toasts, words

TITLE = "Checkout was down"


def an_incident(app: App, by: Tab) -> str:
    pm_id = postmortems.create(app, TITLE, by=by.again())
    document_store.edit(app, pm_id, edits.set_text("summary.impact", "Nobody could pay"), by.visitor.id)
    return pm_id


def reader_of(app: App, pm_id: str) -> Tab:
    """Somebody of the company who opened the link."""
    reader = Tab(app)
    mac = publications.link(app, pm_id, "http://d").partition("&t=")[2]
    entered = publications.enter(app, reader.visitor, pm_id, mac)
    reader.token = entered.token or reader.token
    return reader


def test_a_reader_sees_the_text_and_nothing_that_does_something(key_app: App) -> None:
    """No room, no home, no history, no button that changes; two files to take along."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publications.publish(key_app, pm_id, chief.again())
    session = reader_of(key_app, pm_id).open("published", loopback=False, pm=pm_id)
    assert_whole(session)
    message = words(session)
    assert TITLE in message
    assert "Nobody could pay" in message
    assert "Published" in message
    for word in (
        "Mark one in the timeline",
        "room?pm=",
        "summary?pm=",
        "follow_up",
        "still missing",
        "History",
        "Withdraw",
    ):
        assert word not in message
    assert not session.button
    assert [item.label for item in session.download_button] == ["PDF, to read and print", "One web page"]


@pytest.mark.parametrize("page", ["room", "present", "summary", "home", "archive", "follow_up", "guide", "settings"])
def test_every_other_page_is_closed_to_a_reader(key_app: App, page: str) -> None:
    """The link opens one page."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publications.publish(key_app, pm_id, chief.again())
    session = reader_of(key_app, pm_id).open(page, loopback=False, pm=pm_id)
    assert len(errors(session)) == 1
    assert TITLE not in words(session)


def test_a_withdrawal_closes_the_page_of_readers_who_are_there(key_app: App) -> None:
    """At their next click, with the sentence for what never was."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    publications.publish(key_app, pm_id, chief.again())
    reader = reader_of(key_app, pm_id)
    session = reader.open("published", loopback=False, pm=pm_id)
    publications.withdraw(key_app, pm_id, chief.again())
    session.run()
    assert errors(session) == [publications.NOTHING_HERE]
    assert "Nobody could pay" not in words(session)


def test_a_later_edit_is_told_under_the_title_and_at_its_section(tab: Tab) -> None:
    """With who and when; the text is the one of today."""
    pm_id = an_incident(tab.app, tab)
    publications.publish(tab.app, pm_id, tab.visitor)
    access.rename(tab.app, tab.visitor, "Ada")
    document_store.edit(tab.app, pm_id, edits.set_text("lessons.lucky", "It was a Sunday"), tab.visitor.id)
    message = words(tab.open("published", pm=pm_id, show="Everything"))
    assert "Edited after publishing by Ada" in message
    assert "It was a Sunday" in message
    assert 'Lessons learned <span class="chip late">edited since it was published</span>' in message
    assert message.count("edited since") == 1


def test_publishing_from_the_summary_shows_the_link_and_withdrawing_takes_it_away(tab: Tab) -> None:
    """Two clicks each, so that neither happens by accident."""
    pm_id = an_incident(tab.app, tab)
    session = tab.open("summary", pm=pm_id)
    assert "still missing.</b> Readers do not see that list." in words(session)
    session = press(session, "Publish now")
    assert toasts(session) == ["It is published. The link is on this page."]
    assert ">Published<" in words(session)
    (link,) = [item.value for item in session.code if "/live/enter#p=" in item.value]
    assert link == publications.link(tab.app, pm_id, link.partition("/live/")[0])
    session = press(session, "Withdraw it")
    assert toasts(session) == ["It is withdrawn."]
    assert ">Draft<" in words(session)
    assert not [item for item in session.code if "#p=" in item.value]


def test_what_was_changed_since_can_be_published_too(tab: Tab) -> None:
    """The button is there only when something was; afterwards nothing is told as later."""
    pm_id = an_incident(tab.app, tab)
    publications.publish(tab.app, pm_id, tab.visitor)
    assert "Publish this version" not in words(tab.open("summary", pm=pm_id))
    document_store.edit(tab.app, pm_id, edits.set_text("lessons.lucky", "It was a Sunday"), tab.visitor.id)
    session = press(tab.open("summary", pm=pm_id), "Publish this version")
    assert toasts(session) == ["This version is published."]
    assert "Edited after publishing" not in words(session)


def test_while_the_meeting_runs_there_is_no_button(tab: Tab) -> None:
    """The panel says when it will be there."""
    pm_id = an_incident(tab.app, tab)
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), Start(seen=0))
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
    publications.publish(key_app, pm_id, chief.again())
    session = guest.open("summary", loopback=False, pm=pm_id)
    message = words(session)
    assert "See what readers see" in message
    assert "Withdraw it" not in message
    assert not [item for item in session.code if "#p=" in item.value]
    page = guest.open("published", loopback=False, pm=pm_id)
    assert_whole(page)
    assert f'href="summary?pm={pm_id}"' in words(page)


def test_home_and_the_archive_show_how_far_each_is(tab: Tab) -> None:
    """One chip each, the same as on the summary."""
    drafts, done = an_incident(tab.app, tab), an_incident(tab.app, tab)
    publications.publish(tab.app, done, tab.visitor)
    assert drafts != done
    for page in ("home", "archive"):
        message = words(tab.open(page))
        assert message.count(">Draft<") == 1
        assert message.count(">Published<") == 1
        assert message.count(">Meeting held<") == 1  # the example


def test_each_state_has_a_chip_of_its_own() -> None:
    """Told apart by the word, not by the colour alone."""
    assert len({html.state_chip(state) for state in PublicationState}) == len(PublicationState)
