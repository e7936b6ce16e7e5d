"""The mail worker: sends at once for somebody who waits, tells owners each morning, rests without a server."""

import threading
from collections.abc import Callable, Iterator

import pytest

from core.live.server.mail_worker import MailWorker
from core.services.app import App
from core.services.mail import addresses
from core.services.mail.addresses import EVENTS
from tests.live.server.test_webhook_worker import until
from tests.services.mail.owners import MIRA, confirmed, owned
from tests.support.apps import BEGIN, Opener, TestClock
from tests.support.smtp import SmtpServer


@pytest.fixture
def app(database_url: str, open_test_app: Opener, smtp: SmtpServer) -> App:
    return open_test_app(database_url, **smtp.settings)


@pytest.fixture
def work(app: App) -> Iterator[Callable[..., MailWorker]]:
    """Starts workers and stops them in the end."""
    started: list[MailWorker] = []

    def start(look_seconds: float = 60.0) -> MailWorker:
        started.append(MailWorker(app, look_seconds).start())
        return started[-1]

    yield start
    for item in started:
        item.stop()


def test_a_confirmation_is_sent_at_once(app: App, smtp: SmtpServer, work: Callable[..., MailWorker]) -> None:
    """Whoever typed an address looks into the mailbox now."""
    work()
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    until(lambda: len(smtp.taken) == 1)


def test_owners_are_told_at_the_start_and_each_morning(
    app: App, smtp: SmtpServer, work: Callable[..., MailWorker], clock: TestClock
) -> None:
    """A server that was down owes what it did not tell."""
    confirmed(app)
    owned(app, -1, 4)
    work(0.05)
    until(lambda: len(smtp.taken) == 1)
    clock.now = BEGIN.replace(day=26, hour=7)
    until(lambda: len(smtp.taken) == 2)
    assert smtp.taken[1].message["Subject"] == "1 action item of yours is due within two days"


def test_without_a_server_it_rests(sqlite_url: str, open_test_app: Opener) -> None:
    """And ends with the server, under its own name."""
    worker = MailWorker(open_test_app(sqlite_url), 0.01).start()
    assert "debrief-mail" in {thread.name for thread in threading.enumerate()}
    assert worker.is_running()
    worker.stop()
    assert not worker.is_running()


def test_a_setting_that_cannot_be_used_is_logged_once(
    sqlite_url: str, open_test_app: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    """With the sentence that says what to do."""
    worker = MailWorker(open_test_app(sqlite_url, smtp_host="mail.example.org"), 0.01).start()
    until(lambda: "DEBRIEF_SMTP_FROM" in caplog.text)
    worker.stop()
    assert caplog.text.count("DEBRIEF_SMTP_FROM") == 1
