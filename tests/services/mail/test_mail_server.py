"""Speaking SMTP: the settings, STARTTLS offered, refused and not trusted, logging in, and what a server refuses."""

import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from core.errors import BadInput
from core.services.mail.mail_server import MailServer, Outcome, mail_server, send, try_connection
from core.settings import Settings
from tests.support.receiver import certificate
from tests.support.smtp import PASSWORD, USER, SmtpServer, mail_taken

ADA = "ada@example.org"
FROM = "debrief@example.org"


def to(server: SmtpServer, **changed: object) -> MailServer:
    values: dict[str, object] = {"host": "127.0.0.1", "port": server.port, "tls": "none", "sender": FROM}
    return MailServer(**{**values, **changed})  # type: ignore[arg-type]


def mail(text: str = "Hello") -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = FROM, ADA, "Grüße"
    made.set_content(text, cte="quoted-printable")
    return made


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[tuple[SmtpServer, ssl.SSLContext]]:
    """A server with STARTTLS, and a context that trusts it."""
    both = certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with mail_taken(context) as server:
        yield server, ssl.create_default_context(cafile=str(both))


# Settings


def settings(**values: object) -> Settings:
    return Settings.model_validate({"smtp_from": FROM, **values})


def test_without_a_setting_there_is_no_mail() -> None:
    """And nothing is asked for."""
    assert mail_server(Settings()) is None
    assert mail_server(settings()) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "starttls", "", "")),
        ("smtps://mail.example.org", ("mail.example.org", 465, "tls", "", "")),
        ("smtp://u%40x:p%2F%3A@mail.example.org:2525", ("mail.example.org", 2525, "starttls", "u@x", "p/:")),
        ("smtp://localhost:1025?tls=none", ("localhost", 1025, "none", "", "")),
        ("smtp://[::1]:25?tls=none", ("::1", 25, "none", "", "")),
    ],
)
def test_a_server_in_one_address(url: str, expected: tuple[str, int, str, str, str]) -> None:
    """With name and password in % form."""
    found = mail_server(settings(smtp_url=url))
    assert found is not None
    assert (found.host, found.port, found.tls, found.user, found.password) == expected


def test_a_server_in_parts(tmp_path: Path) -> None:
    """The password is read from a file, without the end of its line."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    found = mail_server(
        settings(smtp_host="mail.example.org", smtp_user=USER, smtp_password_file=tmp_path / "password", smtp_tls="tls")
    )
    assert found == MailServer("mail.example.org", 465, "tls", FROM, "Debrief", USER, PASSWORD)
    assert PASSWORD not in repr(found)


def test_the_sender_may_have_a_name() -> None:
    """As people write it in a mail program."""
    found = mail_server(settings(smtp_host="x.example", smtp_from="Team Disk <disk@example.org>"))
    assert found is not None
    assert (found.sender_name, found.sender) == ("Team Disk", "disk@example.org")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"smtp_url": "http://mail.example.org"}, "DEBRIEF_SMTP_URL"),
        ({"smtp_url": "smtp://"}, "DEBRIEF_SMTP_URL"),
        ({"smtp_url": f"smtp://u:{PASSWORD}@host:99999"}, "DEBRIEF_SMTP_URL"),
        ({"smtp_host": "x.example", "smtp_from": ""}, "DEBRIEF_SMTP_FROM"),
        ({"smtp_host": "x.example", "smtp_from": "nobody"}, "DEBRIEF_SMTP_FROM"),
        ({"smtp_host": "x.example", "smtp_from": "a@example.org\r\nBcc: b@example.org"}, "DEBRIEF_SMTP_FROM"),
        ({"smtp_host": "x.example", "smtp_password_file": "/nowhere/at/all"}, "DEBRIEF_SMTP_PASSWORD_FILE"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(values: dict[str, object], named: str) -> None:
    """Without the password that may stand in it."""
    with pytest.raises(BadInput) as refused:
        mail_server(settings(**values))
    assert named in refused.value.sentence
    assert PASSWORD not in refused.value.sentence


# Sending


def test_a_mail_is_taken(smtp: SmtpServer) -> None:
    """From whom, to whom, and as it was written."""
    assert send(to(smtp), mail("Grüße 荷物 😀\n.\n.."), ADA) == Outcome("sent", sent=True)
    (taken,) = smtp.taken
    assert (taken.sender, taken.to) == (FROM, [ADA])
    assert taken.text() == "Grüße 荷物 😀\n.\n..\n"
    assert taken.data.isascii()


def test_a_mail_that_was_taken_is_not_sent_again_for_a_rude_good_bye(smtp: SmtpServer) -> None:
    """Whatever QUIT gets for an answer."""
    smtp.answers["QUIT"] = "HANG UP"
    assert send(to(smtp), mail(), ADA).sent
    smtp.answers["QUIT"] = "500 no"
    assert send(to(smtp), mail(), ADA).sent


def test_starttls_is_used_where_it_is_asked_for(secured: tuple[SmtpServer, ssl.SSLContext]) -> None:
    """And the password goes through it."""
    server, trust = secured
    server.offers_auth = True
    where = to(server, host="localhost", tls="starttls", user=USER, password=PASSWORD)
    assert send(where, mail(), ADA, context=trust).sent
    assert (server.taken[0].encrypted, server.taken[0].user) == (True, USER)


def test_a_server_without_starttls_gets_nothing(smtp: SmtpServer) -> None:
    """Neither the mail nor the password: somebody on the way may have taken the offer away."""
    smtp.offers_auth = True
    outcome = send(to(smtp, tls="starttls", user=USER, password=PASSWORD), mail(), ADA)
    assert (outcome.sent, outcome.final, outcome.unreachable) == (False, False, True)
    assert "DEBRIEF_SMTP_TLS" in outcome.text
    assert not any(line.startswith(("AUTH", "MAIL", "RCPT", "DATA")) for line in smtp.heard)


def test_starttls_that_is_refused_sends_nothing(secured: tuple[SmtpServer, ssl.SSLContext]) -> None:
    """Offered, and then not given."""
    server, trust = secured
    server.answers["STARTTLS"] = "454 not now"
    outcome = send(to(server, host="localhost", tls="starttls"), mail(), ADA, context=trust)
    assert outcome.unreachable
    assert server.taken == []


def test_a_certificate_of_somebody_else_is_not_trusted(secured: tuple[SmtpServer, ssl.SSLContext]) -> None:
    """Signed by nobody we know."""
    server, _ = secured
    outcome = send(to(server, host="localhost", tls="starttls"), mail(), ADA)
    assert "certificate" in outcome.text
    assert server.taken == []


def test_a_password_is_not_sent_in_the_clear_over_a_network(smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """On this computer itself it may be."""
    smtp.offers_auth = True
    where = to(smtp, user=USER, password=PASSWORD)
    assert send(where, mail(), ADA).sent
    monkeypatch.setattr("core.services.mail.mail_server._LOCAL", frozenset())
    assert not send(where, mail(), ADA).sent
    assert len(smtp.taken) == 1


def test_a_wrong_password_is_said_without_it(smtp: SmtpServer) -> None:
    """The server repeats it; we do not."""
    smtp.offers_auth = True
    outcome = send(to(smtp, user=USER, password=f"{PASSWORD}-wrong"), mail(), ADA)
    assert outcome.text == "535: the mail server does not take the name and the password."
    assert outcome.unreachable


@pytest.mark.parametrize(
    ("answers", "text", "final", "no_address"),
    [
        ({"RCPT": "550 no such user ada@example.org"}, "550: the mail server refuses the address.", True, True),
        ({"RCPT": "450 try later"}, "450: the mail server refuses the address.", False, False),
        ({"MAIL": "550 not you"}, "550: the mail server refuses the mail.", True, False),
        ({"TAKEN": "554 looks like spam"}, "554: the mail server refuses the mail.", True, False),
        ({"TAKEN": "452 full"}, "452: the mail server refuses the mail.", False, False),
    ],
)
def test_what_a_server_refuses(
    smtp: SmtpServer, answers: dict[str, str], text: str, final: bool, no_address: bool
) -> None:
    """Whether it may be tried again, and nothing that the server said."""
    smtp.answers |= answers
    outcome = send(to(smtp), mail(), ADA)
    assert (outcome.text, outcome.final, outcome.no_address) == (text, final, no_address)
    assert not outcome.unreachable


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"GREETING": "554 go away"}, "554: the mail server refuses the connection."),
        ({"EHLO": "HANG UP"}, "The mail server hung up."),
        ({"DATA": "HANG UP"}, "The mail server hung up."),
    ],
)
def test_a_server_that_will_not_talk_is_asked_later(smtp: SmtpServer, answers: dict[str, str], text: str) -> None:
    """It is not about this mail."""
    smtp.answers |= answers
    outcome = send(to(smtp), mail(), ADA)
    assert (outcome.text, outcome.unreachable, outcome.final) == (text, True, False)


def test_nobody_listens(smtp: SmtpServer) -> None:
    """One sentence, no traceback."""
    assert send(to(smtp, port=9), mail(), ADA).text == "The mail server cannot be reached."
    assert send(to(smtp, host="nowhere.invalid"), mail(), ADA).unreachable


def test_the_connection_is_tried_without_a_mail(smtp: SmtpServer) -> None:
    """For the doctor: connected, logged in, and gone."""
    smtp.offers_auth = True
    assert try_connection(to(smtp, user=USER, password=PASSWORD)) is None
    assert not any(line.startswith(("MAIL", "RCPT", "DATA")) for line in smtp.heard)
    assert try_connection(to(smtp, user=USER, password="wrong")) is not None
    assert try_connection(to(smtp, port=9)) == "The mail server cannot be reached."
