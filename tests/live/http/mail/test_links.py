"""The links in mails: a GET asks and changes nothing, a POST does it, one click from a mail program included."""

from collections.abc import Callable
from typing import Any

import pytest

from core.services.mail import addresses
from core.services.mail.addresses import EVENTS
from tests.services.mail.owners import MIRA, confirmed, token_in, waiting
from tests.support.live import House
from tests.support.smtp import SmtpServer


@pytest.fixture
async def house(house_url: str | None, open_house: Callable[..., Any], smtp: SmtpServer) -> House:
    """A house on a network with a mail server, on either database."""
    settings = dict(smtp.settings)
    opened: House = await open_house(url=house_url, address=settings.pop("url"), access="key", **settings)
    return opened


def state(house: House) -> str:
    return addresses.addresses(house.app, None)[0].state


def asked(house: House) -> str:
    addresses.set_address(house.app, "Mira", MIRA, EVENTS, None)
    return token_in(waiting(house.app)[-1], "confirm")


async def test_a_look_changes_nothing_and_the_button_confirms(house: House) -> None:
    """Without a cookie, in whatever browser the mail is read."""
    path = f"/live/mail/confirm/{asked(house)}"
    async with house.http() as browser:
        for _ in range(3):
            page = await browser.get(path)
            assert page.status_code == 200
            assert "m…@example.org" in page.text
            assert '<form method="post">' in page.text
        assert (await browser.head(path)).status_code == 200
        assert state(house) == "asked"
        done = await browser.post(path, headers={"origin": "https://debrief.example.org"})
    assert done.status_code == 200
    assert "is confirmed" in done.text
    assert 'role="status"' in done.text
    assert "<form" not in done.text
    assert state(house) == "confirmed"


async def test_one_click_of_a_mail_program_stops_it(house: House) -> None:
    """RFC 8058: a POST without an Origin and without a cookie, with one field in its body."""
    path = f"/live/mail/stop/{confirmed(house.app)}"
    async with house.http() as program:
        assert "Stop all mail" in (await program.get(path)).text
        assert state(house) == "confirmed"
        for _ in range(2):
            answer = await program.post(path, data={"List-Unsubscribe": "One-Click"})
            assert answer.status_code == 200
            assert "No more mail is sent to m…@example.org." in answer.text
    assert state(house) == "stopped"


@pytest.mark.parametrize("token", ["x", "1.x", "1", "%00", "1.%f0%9f%98%80", "9" * 500, "1.<script>alert(1)</script>"])
async def test_what_was_not_given_gets_one_answer(house: House, token: str) -> None:
    """Nothing of it is on the page, and nothing happens."""
    stop = confirmed(house.app)
    async with house.http() as browser:
        for purpose in ("confirm", "stop"):
            for answer in (
                await browser.get(f"/live/mail/{purpose}/{token}"),
                await browser.post(f"/live/mail/{purpose}/{token}"),
            ):
                assert answer.status_code == 404
                assert "<script" not in answer.text
        assert (await browser.get(f"/live/mail/confirm/{stop}")).status_code == 404
    assert state(house) == "confirmed"


async def test_nobody_may_guess_for_long(house: House) -> None:
    """The same bound as for the keys of calendars."""
    async with house.http() as browser:
        codes = [(await browser.post(f"/live/mail/stop/1.{number}")).status_code for number in range(60)]
    assert codes[0] == 404
    assert codes[-1] == 429


async def test_the_pages_load_and_keep_nothing(house: House) -> None:
    """No cookie, no referrer, no script, no frame, in no cache and no index."""
    async with house.http() as browser:
        for path in (f"/live/mail/confirm/{asked(house)}", "/live/mail/stop/x"):
            answer = await browser.get(path)
            assert "set-cookie" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["x-robots-tag"] == "noindex"
            policy = answer.headers["content-security-policy"]
            assert "frame-ancestors 'self'" in policy
            assert "form-action 'self'" in policy
            assert "unsafe-inline" not in policy.partition("style-src")[0]
