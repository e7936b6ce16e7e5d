"""The links in mails in a real browser, which sends an Origin of its own with the form of the page."""

from dataclasses import replace

from playwright.sync_api import Browser, expect

from core.services.app import App
from core.services.mail import addresses
from core.services.mail.addresses import EVENTS
from core.store.nudges import recipients
from tests.services.mail.owners import MIRA, token_in, waiting
from tests.support.browsers import PATIENCE
from tests.support.server import Server


def mailing(app: App, url: str) -> App:
    values = {"url": url, "smtp_host": "mail.example.org", "smtp_from": "debrief@example.org"}
    return replace(app, settings=app.settings.model_copy(update=values))


def test_an_address_is_confirmed_and_stopped_by_the_buttons(server: Server, browser: Browser) -> None:
    """A look changes nothing; each button does what it says, also in the open mode of this computer."""
    with server.app() as opened:
        app = mailing(opened, server.url)
        addresses.set_address(app, "Mira", MIRA, EVENTS, None)
        confirm = token_in(waiting(app)[-1], "confirm")
        with app.db.read() as tx:
            (person,) = recipients.recipients(tx)
        stop = addresses.stop_link(app, person)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{server.url}/live/mail/confirm/{confirm}")
        expect(page.get_by_text("Send mail about action items to m…@example.org?")).to_be_visible(timeout=PATIENCE)
        assert addresses.addresses(app, None)[0].state == "asked"
        page.get_by_role("button", name="Yes, confirm the address").click()
        expect(page.get_by_text("m…@example.org is confirmed.")).to_be_visible(timeout=PATIENCE)
        assert addresses.addresses(app, None)[0].state == "confirmed"
        page.goto(stop)
        page.get_by_role("button", name="Stop the mail").click()
        expect(page.get_by_text("No more mail is sent to m…@example.org.")).to_be_visible(timeout=PATIENCE)
        assert addresses.addresses(app, None)[0].state == "stopped"
        page.goto(stop)
        expect(page.get_by_text("Stop all mail")).to_be_visible(timeout=PATIENCE)
        page.close()
