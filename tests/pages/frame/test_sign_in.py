"""Pages where people sign in: what a stranger, a reader and somebody who is signed in are shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.postmortem import Severity
from core.services import access, postmortems
from core.services.access import signing_in
from core.services.app import App
from core.services.lifecycle import close, open_app, use
from core.settings import Settings
from pages.parts.frame import state
from pages.parts.frame.page_facts import reload_message
from tests.support.pages import Tab, assert_whole, errors, guest_of, words
from tests.support.sign_ins import SETTINGS, signed_in

WORKSPACE = ("home", "archive", "follow_up", "insights", "guide", "settings", "import_reports")
TITLE = "Payments stood still on a Sunday"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    opened = open_app(Settings(data=tmp_path, **{**SETTINGS, "oidc_name": "Login <b>"}, oidc_roles={"audit": "viewer"}))
    use(opened)
    yield opened
    state.use_visitor_token(None)
    use(None)
    close(opened)


def tab_of(app: App, subject: str = "ada", *groups: str, **claims: str) -> Tab:
    tab = Tab(app)
    signed = signed_in(app, subject, groups=list(groups), **claims)
    tab.visitor, tab.token = signed.visitor, signed.token
    return tab


@pytest.mark.parametrize("name", WORKSPACE)
def test_a_page_is_closed_to_who_is_not_signed_in(app: App, name: str) -> None:
    """From this computer too; with the button that leads to the provider and back to this page."""
    postmortems.create(app, TITLE, Severity.P1)
    session = Tab(app).open(name)
    assert "Sign in to open it" in errors(session)[0]
    assert TITLE not in words(session)
    assert "Sign in with Login &lt;b&gt;" in words(session)
    assert "/live/sign-in?to=" in words(session)
    assert "Join with a code" in words(session)


@pytest.mark.parametrize("name", WORKSPACE)
def test_a_page_opens_to_who_is_signed_in(app: App, name: str) -> None:
    """From wherever they are, and no way to sign in is offered again."""
    session = tab_of(app).open(name, loopback=False)
    assert_whole(session)
    assert "Sign in with" not in words(session)


@pytest.mark.parametrize("name", sorted({*WORKSPACE} - {"import_reports"}))
def test_a_page_opens_to_who_reads_only(app: App, name: str) -> None:
    """Whole, with nothing that would be refused at once."""
    postmortems.create(app, TITLE, Severity.P1)
    session = tab_of(app, "audrey", "audit").open(name, loopback=False)
    assert_whole(session)
    labels = {button.label for button in session.button}
    assert not labels & {"Start the postmortem", "Reopen", "Empty the trash", "Save days", "Yes, make a new key"}


@pytest.mark.parametrize("name", ["room", "present", "summary"])
def test_a_meeting_opens_to_who_reads_only(app: App, name: str) -> None:
    """As a viewer."""
    pm_id = postmortems.create(app, TITLE, Severity.P1)
    tab = tab_of(app, "audrey", "audit")
    assert_whole(tab.open(name, loopback=False, pm=pm_id))


def test_a_page_that_only_changes_things_says_whom_to_ask(app: App) -> None:
    """Nothing is typed there in vain."""
    assert "read along" in errors(tab_of(app, "audrey", "audit").open("import_reports", loopback=False))[0]


@pytest.mark.parametrize("name", ["archive", "settings"])
def test_a_page_that_is_open_closes_with_the_sign_in(app: App, name: str) -> None:
    """At its next run, whatever its socket does."""
    tab = tab_of(app)
    session = tab.open(name, loopback=False)
    assert_whole(session)
    signing_in.sign_out_everywhere(app, tab.visitor.id)
    session.run()
    assert "does not know this browser" in errors(session)[0]


def test_settings_say_who_is_signed_in_and_take_no_name(app: App) -> None:
    """A name from outside is text; the two ways out stand beside it."""
    session = tab_of(app, name="<img src=x onerror=alert(1)>").open("settings", loopback=False)
    assert_whole(session)
    text = words(session)
    assert "Signed in as <b>&lt;img src=x onerror=alert(1)&gt;</b>, through Login &lt;b&gt;." in text
    assert "/live/sign-out#everywhere" in text
    assert all("As the others see it" not in field.label for field in session.text_input)
    assert "workspace key" not in text.split("For whoever runs the server")[0]


def test_a_guest_of_a_meeting_is_offered_to_sign_in(app: App) -> None:
    """Beside the code, on a page of the workspace; in their meeting nothing changes."""
    pm_id = postmortems.create(app, TITLE, Severity.P1)
    guest = guest_of(app, pm_id)
    assert_whole(guest.open("room", loopback=False, pm=pm_id))
    assert "Sign in with" in words(guest.open("home", loopback=False))
    assert access.member(app, guest.again(), pm_id).role == "participant"


def test_the_message_that_loads_a_page_again_names_no_other_place() -> None:
    """Streamlit's own message for a redirect, with an empty address."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    read = ForwardMsg.FromString(reload_message())
    assert read.WhichOneof("type") == "auth_redirect"
    assert read.auth_redirect.url == ""
