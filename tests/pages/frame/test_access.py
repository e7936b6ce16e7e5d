"""No page opens without its own check: through the shell, past the shell, with and without a key."""

from collections.abc import Callable

import pytest

from core.domain.postmortem import Severity
from core.services import access, postmortems
from core.services.app import App
from core.services.publishing import publications
from pages.parts.frame import state
from tests.support.pages import Tab, assert_whole, errors, first_request, guest_of, insider, words

WORKSPACE = ("home", "archive", "follow_up", "insights", "guide", "settings", "import_reports")
OF_ONE_MEETING = ("room", "present", "summary")
SECRET = "Payments stood still on a Sunday"


def an_incident(app: App, by: Tab) -> str:
    return postmortems.create(app, SECRET, Severity.P1, by=by.again())


@pytest.mark.parametrize("name", WORKSPACE)
def test_a_workspace_page_is_closed_without_the_key(key_app: App, name: str) -> None:
    """A stranger from the network sees one sentence and the way to a code, and nothing of any incident."""
    an_incident(key_app, insider(key_app))
    session = Tab(key_app).open(name, loopback=False)
    assert len(errors(session)) == 1
    assert "workspace key" in errors(session)[0]
    assert SECRET not in words(session)
    assert "Join with a code" in words(session)


@pytest.mark.parametrize("name", WORKSPACE)
def test_a_workspace_page_opens_with_the_key(key_app: App, name: str) -> None:
    """Who came in by the workspace's link sees the page, from wherever they are."""
    assert_whole(insider(key_app).open(name, loopback=False))


@pytest.mark.parametrize("name", OF_ONE_MEETING)
def test_a_meeting_is_closed_to_a_stranger(key_app: App, name: str) -> None:
    """The id alone opens nothing."""
    pm_id = an_incident(key_app, insider(key_app))
    session = Tab(key_app).open(name, loopback=False, pm=pm_id)
    assert len(errors(session)) == 1
    assert "not in this meeting" in errors(session)[0]
    assert SECRET not in words(session)


@pytest.mark.parametrize("name", OF_ONE_MEETING)
def test_a_guest_of_one_meeting_sees_that_one_and_no_other(key_app: App, name: str) -> None:
    """The code of one meeting lets into this one only."""
    mine = an_incident(key_app, insider(key_app))
    other = postmortems.create(key_app, "Another team's incident", by=insider(key_app).again())
    guest = guest_of(key_app, mine)
    assert_whole(guest.open(name, loopback=False, pm=mine))
    session = guest.open(name, loopback=False, pm=other)
    assert "not in this meeting" in errors(session)[0]
    assert "Another team" not in words(session)


@pytest.mark.parametrize("name", [name for name in WORKSPACE if name != "guide"])
def test_a_guest_sees_nothing_of_the_workspace(key_app: App, name: str) -> None:
    """Being in one meeting opens no list of incidents."""
    guest = guest_of(key_app, an_incident(key_app, insider(key_app)))
    assert "workspace key" in errors(guest.open(name, loopback=False))[0]


def test_a_guest_of_a_meeting_reads_the_guide_and_nothing_of_any_incident(key_app: App) -> None:
    """It explains the hints that the guest gets; once removed, the guest is a stranger again."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    guest = guest_of(key_app, pm_id)
    session = guest.open("guide", loopback=False)
    assert_whole(session)
    assert SECRET not in words(session)
    access.remove(key_app, access.member(key_app, chief.again(), pm_id), pm_id, guest.visitor.id)
    assert "workspace key" in errors(guest.open("guide", loopback=False))[0]


@pytest.mark.parametrize("name", [*WORKSPACE, *OF_ONE_MEETING])
def test_each_page_checks_by_itself_as_the_first_request(key_app: App, name: str) -> None:
    """A process that serves a page file past the shell refuses all the same."""
    pm_id = an_incident(key_app, insider(key_app))
    Tab(key_app).use(loopback=False)
    session = first_request(name, pm=pm_id)
    assert not session.exception
    assert len(errors(session)) == 1
    assert SECRET not in words(session)


@pytest.mark.parametrize("name", [*WORKSPACE, *OF_ONE_MEETING, "published"])
def test_a_browser_without_a_cookie_is_told_what_to_do(app: App, name: str) -> None:
    """No cookie, no name to write under: the sentence says how to get one."""
    pm_id = an_incident(app, Tab(app))
    state.use_visitor_token(None, loopback=True)
    session = first_request(name, pm=pm_id)
    assert "allow cookies" in errors(session)[0]
    assert SECRET not in words(session)


@pytest.mark.parametrize("name", OF_ONE_MEETING)
def test_somebody_who_was_removed_stays_out(key_app: App, name: str) -> None:
    """The next page after a removal is closed."""
    chief = insider(key_app)
    pm_id = an_incident(key_app, chief)
    guest = guest_of(key_app, pm_id)
    access.remove(key_app, access.member(key_app, chief.again(), pm_id), pm_id, guest.visitor.id)
    session = guest.open(name, loopback=False, pm=pm_id)
    assert len(errors(session)) == 1
    assert SECRET not in words(session)


@pytest.mark.parametrize("name", OF_ONE_MEETING)
@pytest.mark.parametrize("pm_id", ["", "nothing", "../../etc/passwd", "' OR 1=1 --", "\x00", "x" * 5000])
def test_a_strange_id_answers_with_a_sentence(app: App, name: str, pm_id: str) -> None:
    """Whatever stands in the address, the page answers kindly."""
    session = Tab(app).open(name, pm=pm_id)
    assert not session.exception
    assert len(errors(session)) == 1
    assert errors(session)[0].endswith(".")


@pytest.mark.parametrize(
    "pm_id", ["", "nothing", "../../etc/passwd", "' OR 1=1 --", "\x00", "x" * 5000, "theirs", "draft"]
)
def test_what_is_not_published_for_somebody_answers_with_one_sentence(key_app: App, pm_id: str) -> None:
    """Unknown, never published, published for others: the page says the same, through the shell and past it."""
    chief = insider(key_app)
    theirs = an_incident(key_app, chief)
    publications.publish(key_app, theirs, chief.again())
    query = {"theirs": theirs, "draft": an_incident(key_app, chief)}.get(pm_id, pm_id)
    stranger = Tab(key_app)
    for session in (stranger.open("published", loopback=False, pm=query), first_request("published", pm=query)):
        assert not session.exception
        assert errors(session) == [publications.NOTHING_HERE]
        assert SECRET not in words(session)


def test_in_the_open_mode_another_computer_is_refused(app: App) -> None:
    """Open means open on this computer."""
    an_incident(app, Tab(app))
    session = Tab(app).open(loopback=False)
    assert len(errors(session)) == 1
    assert SECRET not in words(session)


def test_a_colleague_in_the_workspace_comes_into_a_room_as_a_participant(app: App, new_tab: Callable[[], Tab]) -> None:
    """No code is needed inside; who made it facilitates, who comes takes part, who reads the summary does not."""
    chief, reader, colleague = new_tab(), new_tab(), new_tab()
    pm_id = an_incident(app, chief)
    assert_whole(reader.open("summary", pm=pm_id))
    assert_whole(colleague.open("room", pm=pm_id))
    roles = {person.visitor_id: person.role for person in access.people(app, pm_id)}
    assert roles == {chief.visitor.id: "facilitator", colleague.visitor.id: "participant"}


@pytest.mark.parametrize("name", OF_ONE_MEETING)
def test_a_wrong_address_leads_home_who_may_go_there(key_app: App, name: str) -> None:
    """Go to Home was a sentence without a way; a stranger is not sent to a door that is locked."""
    session = insider(key_app).open(name, loopback=False, pm="nothing")
    assert "Go to Home</a>" in words(session)
    assert "Go to Home</a>" not in words(Tab(key_app).open(name, loopback=False, pm="nothing"))
