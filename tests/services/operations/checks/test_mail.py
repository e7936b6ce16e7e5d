"""The mail server as the doctor sees it: there, away, not to be logged in to, or not set."""

import socket
from typing import Any

import pytest

from core.services.operations.checks import mail as module
from core.services.operations.checks.check import Level
from core.services.operations.checks.mail import mail
from core.settings import Settings
from tests.support.smtp import SmtpServer, smtp

__all__ = ["smtp"]
SET: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_from": "debrief@example.org", "smtp_tls": "none"}


def test_no_mail_server_is_no_finding() -> None:
    """Most teams have none set."""
    assert mail(Settings()) is None


def test_a_server_that_takes_mail(smtp: SmtpServer) -> None:
    """It is asked, and nothing is sent."""
    found = mail(Settings(**{**SET, "smtp_port": smtp.port}))
    assert found is not None
    assert (found.level, found.sentence) == (Level.OK, f"127.0.0.1:{smtp.port} takes mail.")


def test_a_server_that_is_away() -> None:
    """With where it was looked for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = mail(Settings(**{**SET, "smtp_port": port}))
    assert found is not None
    assert (found.level, f"127.0.0.1:{port}" in found.sentence) == (Level.FAIL, True)


def test_a_setting_that_cannot_be_used() -> None:
    """Named, as at the start of the server."""
    found = mail(Settings(smtp_host="mail.example.org"))
    assert found is not None
    assert (found.level, "DEBRIEF_SMTP_FROM" in found.sentence) == (Level.FAIL, True)


def test_what_a_server_answers_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence is ours."""
    monkeypatch.setattr(module, "try_connection", lambda _server, seconds: "535: the mail server does not take it.")
    url = "smtp://debrief:canary-password@mail.example.org:587"
    found = mail(Settings(smtp_url=url, smtp_from="debrief@example.org"))
    assert found is not None
    assert found.level is Level.FAIL
    assert "canary" not in found.sentence
