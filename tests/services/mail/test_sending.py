"""Sending mail: once, in its own rate, tried again, bounces that stop nothing, and no secret in the log."""

import logging
import threading

import pytest

from core.domain.webhook.delivery import MOST_ATTEMPTS
from core.services.app import App
from core.services.mail import addresses, sending, telling
from core.services.mail.addresses import EVENTS
from core.services.mail.letters import Letter
from core.store.nudges import recipients as store
from tests.services.mail.owners import MIRA, confirmed, log, owned, sent
from tests.support.apps import Opener, TestClock
from tests.support.smtp import PASSWORD, USER, SmtpServer


@pytest.fixture
def app(database_url: str, open_test_app: Opener, smtp: SmtpServer) -> App:
    """With a mail server and a public address."""
    return open_test_app(database_url, **smtp.settings)


@pytest.fixture
def told(app: App) -> App:
    """Mira is told of an overdue action item, and the mail waits."""
    confirmed(app)
    owned(app, -1)
    telling.tell(app)
    return app


def test_a_mail_arrives_as_it_was_written(told: App, smtp: SmtpServer) -> None:
    """To the address, with both parts and the way to stop it, once."""
    assert sending.is_anything_due(told)
    assert sent(told, smtp) == ["1 action item of yours is overdue"]
    (mail,) = smtp.taken
    assert (mail.sender, mail.to) == ("debrief@example.org", [MIRA])
    assert "Action 0" in mail.text()
    assert "Action 0" in mail.text("html")
    link = str(mail.message["List-Unsubscribe"])
    assert link.startswith("<https://debrief.example.org/live/mail/stop/")
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert log(told)[-1].status == "sent"
    assert sending.send_due(told) == 0
    addresses.stop(told, link.strip("<>").rpartition("/")[2])
    assert addresses.addresses(told, None)[0].state == "stopped"


def test_the_confirmation_is_sent_to_who_has_not_confirmed(app: App, smtp: SmtpServer) -> None:
    """And its link works as it arrives."""
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    assert sent(app, smtp) == ["Confirm your address for Debrief"]
    token = smtp.taken[0].text().partition("/live/mail/confirm/")[2].split()[0]
    addresses.confirm(app, token)
    assert "List-Unsubscribe" not in smtp.taken[0].message


def test_a_bounce_stops_no_other(app: App, smtp: SmtpServer) -> None:
    """An address that does not exist is not written to again; the next mail goes on at once."""
    confirmed(app)
    confirmed(app, "Ben", "ben@example.org")
    for owner in ("Mira", "Ben"):
        owned(app, -1, owner=owner)
    telling.tell(app)
    smtp.answers["RCPT"] = "550 no such user"
    assert sending.send_due(app) == 0
    assert [row.status for row in log(app)] == ["given up", "given up"]
    assert {seen.state for seen in addresses.addresses(app, None)} == {"refused"}
    del smtp.answers["RCPT"]
    owned(app, -2)
    assert telling.tell(app) == 0


def test_one_that_is_refused_for_now_is_tried_again(told: App, smtp: SmtpServer, clock: TestClock) -> None:
    """With pauses, and the same id each time."""
    smtp.answers["TAKEN"] = "452 full"
    assert sending.send_due(told) == 0
    assert (log(told)[-1].status, log(told)[-1].answer) == ("waiting", "452: the mail server refuses the mail.")
    assert not sending.is_anything_due(told)
    del smtp.answers["TAKEN"]
    clock.tick(minutes=1)
    assert sending.send_due(told) == 1


def test_a_server_that_is_down_is_asked_once_for_all(app: App, smtp: SmtpServer, clock: TestClock) -> None:
    """Not for each mail that waits; given up only after six times."""
    for number in range(4):
        confirmed(app, f"Name {number}", f"a{number}@example.org")
        owned(app, -1, owner=f"Name {number}")
    telling.tell(app)
    smtp.answers["GREETING"] = "421 not now"
    before = smtp.connections
    assert sending.send_due(app) == 0
    assert smtp.connections == before + 1
    assert {row.status for row in log(app)} == {"waiting"}
    clock.tick(minutes=1)
    del smtp.answers["GREETING"]
    assert sending.send_due(app) == 4


def test_it_is_given_up_in_the_end(told: App, smtp: SmtpServer, clock: TestClock) -> None:
    """With the reason in the log."""
    smtp.answers["GREETING"] = "421 not now"
    for _ in range(MOST_ATTEMPTS):
        sending.send_due(told)
        clock.tick(hours=7)
    assert (log(told)[-1].status, log(told)[-1].attempts) == ("given up", MOST_ATTEMPTS)


def test_no_more_than_so_many_in_a_minute(app: App, smtp: SmtpServer, clock: TestClock) -> None:
    """The rest goes when the minute is over, and nothing is lost."""
    confirmed(app)
    with app.db.write() as tx:
        (person,) = store.recipients(tx)
        letter = Letter("Hello", "Hello\n", "<p>Hello</p>").as_json()
        for _ in range(sending.MOST_A_MINUTE + 5):
            store.QUEUE.queue(tx, person.id, "overdue", letter)
    assert sending.send_due(app) == sending.MOST_A_MINUTE
    assert sending.send_due(app) == 0
    clock.tick(seconds=61)
    assert sending.send_due(app) == 5
    assert len(smtp.taken) == sending.MOST_A_MINUTE + 5


def test_two_servers_send_each_mail_once(database_url: str, open_test_app: Opener, smtp: SmtpServer) -> None:
    """Side by side on one database."""
    servers = [open_test_app(database_url, **smtp.settings) for _ in range(2)]
    for number in range(5):
        confirmed(servers[0], f"Name {number}", f"a{number}@example.org")
        owned(servers[0], -1, owner=f"Name {number}")
    telling.tell(servers[0])
    assert telling.tell(servers[1]) == 0
    threads = [threading.Thread(target=sending.send_due, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({mail.to[0] for mail in smtp.taken}) == len(smtp.taken) == 5


def test_a_server_that_dies_while_sending_loses_nothing(told: App, smtp: SmtpServer, clock: TestClock) -> None:
    """Another one sends it when the claim is over."""
    with told.db.write() as tx:
        assert store.QUEUE.claim(tx, sending.LEASE) is not None
    assert sending.send_due(told) == 0
    clock.tick(minutes=6)
    assert sending.send_due(told) == 1


def test_the_log_has_no_address_and_no_password(
    database_url: str, open_test_app: Opener, smtp: SmtpServer, caplog: pytest.LogCaptureFixture
) -> None:
    """P19: also where the server repeats both in its answers."""
    caplog.set_level(logging.DEBUG)
    smtp.offers_auth = True
    url = f"smtp://{USER}:{PASSWORD}-wrong@127.0.0.1:{smtp.port}?tls=none"
    app = open_test_app(database_url, **{**smtp.settings, "smtp_host": "", "smtp_url": url})
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    sending.send_due(app)
    smtp.offers_auth = False
    smtp.answers["RCPT"] = f"550 no such user {MIRA}"
    answers = [row.answer for row in log(app)]
    logged = f"{caplog.text}{answers}{app.settings!r}{sending.try_connection(app)}"
    assert "was not taken" in logged
    assert PASSWORD not in logged
    assert MIRA not in logged


def test_the_doctor_tries_the_connection_and_sends_nothing(
    told: App, sqlite_url: str, open_test_app: Opener, smtp: SmtpServer
) -> None:
    """All is well, none is set, and what is wrong in a sentence."""
    assert sending.try_connection(told) is None
    assert smtp.taken == []
    assert sending.try_connection(open_test_app(sqlite_url)) is None
    broken = open_test_app(sqlite_url, **{**smtp.settings, "smtp_port": 9})
    assert sending.try_connection(broken) == "The mail server cannot be reached."
    unset = open_test_app(sqlite_url, smtp_host="mail.example.org")
    assert "DEBRIEF_SMTP_FROM" in str(sending.try_connection(unset))


def test_old_ones_are_forgotten(told: App, clock: TestClock) -> None:
    """After a month; who is told stays."""
    sending.send_due(told)
    clock.tick(days=31)
    assert sending.forget_old(told) == 1
    assert len(addresses.addresses(told, None)) == 1
