"""Mail on Settings: an address is set and never shown again, what is told is chosen, and it can be removed."""

from dataclasses import replace

import pytest

from core.domain.webhook.events import Event
from core.services.mail import addresses
from core.services.mail.addresses import EVENTS
from pages.parts.frame import state
from pages.parts.settings import mail
from tests.services.mail.owners import MIRA, confirmed
from tests.support.pages import Tab, assert_whole, press, toasts, words
from tests.support.payloads import PAYLOADS


@pytest.fixture
def mailing(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """With a mail server that nobody asks, and a public address."""
    values = {"smtp_host": "mail.example.org", "smtp_from": "debrief@example.org", "url": "https://d.example"}
    app = replace(tab.app, settings=tab.app.settings.model_copy(update=values))
    monkeypatch.setattr(state, "app", lambda: app)
    object.__setattr__(tab, "app", app)
    return tab


def test_without_a_mail_server_it_says_who_can_set_one(tab: Tab) -> None:
    """And offers no form."""
    session = tab.open("settings")
    assert_whole(session)
    assert "No mail can be sent yet" in words(session)
    assert not [item for item in session.text_input if str(item.key).startswith("mail-")]


def test_an_address_is_set_and_masked(mailing: Tab) -> None:
    """The mail with the link is on its way, and the address stands nowhere."""
    session = mailing.open("settings")
    session.text_input(key="mail-add-name").set_value("Mira")
    session.text_input(key="mail-add-address").set_value(MIRA)
    session.checkbox(key="mail-add-review_due").uncheck()
    press(session, "Ask for a confirmation")
    assert_whole(session)
    (person,) = addresses.addresses(mailing.app, None)
    assert (person.state, person.events) == ("asked", (Event.DUE_SOON, Event.OVERDUE))
    message = words(session)
    assert "m…@example.org" in message
    assert "asked, not confirmed yet" in message
    assert MIRA not in message
    assert session.text_input(key="mail-add-address").value == ""


def test_what_cannot_be_is_said_and_kept(mailing: Tab) -> None:
    """Whoever mistyped it corrects it."""
    session = mailing.open("settings")
    session.text_input(key="mail-add-name").set_value("Mira")
    session.text_input(key="mail-add-address").set_value("mira")
    press(session, "Ask for a confirmation")
    assert any("This is no mail address" in text for text in toasts(session))
    assert session.text_input(key="mail-add-address").value == "mira"
    assert addresses.addresses(mailing.app, None) == []


def test_what_is_told_is_changed_and_an_address_removed(mailing: Tab) -> None:
    """Without asking again."""
    confirmed(mailing.app)
    session = mailing.open("settings")
    assert "confirmed" in words(session)
    session.checkbox(key="mail-change-0-overdue").uncheck()
    session.checkbox(key="mail-change-0-daily").check()
    press(session, "Save it")
    (person,) = addresses.addresses(mailing.app, None)
    assert (person.state, person.daily) == ("confirmed", True)
    assert Event.OVERDUE not in person.events
    press(session, "Remove it")
    assert addresses.addresses(mailing.app, None) == []


def test_names_are_only_text(mailing: Tab) -> None:
    """P13: a name is typed by people."""
    for number, payload in enumerate(PAYLOADS[:12]):
        if payload.strip() and len(payload) <= 80:
            addresses.set_address(mailing.app, payload, f"a{number}@example.org", EVENTS, None)
    message = words(mailing.open("settings"))
    for tag in ("script", "img", "svg", "iframe", "form", "style", "math"):
        assert f"<{tag}" not in message.lower()


def test_every_event_and_state_has_words() -> None:
    """None is shown by its name in the database."""
    assert set(mail.TEXTS) == set(EVENTS)
    assert set(mail.STATES) == {"asked", "confirmed", "stopped", "refused"}
