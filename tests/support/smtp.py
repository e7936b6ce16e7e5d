"""A mail server on this computer: takes mail as RFC 5321 says, with STARTTLS and AUTH, or as a test tells it."""

import base64
import email
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest

USER, PASSWORD = "debrief", "canary-smtp-password"


@dataclass
class Taken:
    """A mail that was taken: from and to as the envelope has them, and the bytes as they came."""

    sender: str
    to: list[str]
    data: bytes
    encrypted: bool
    user: str | None

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.data, policy=email.policy.default)

    def text(self, kind: str = "plain") -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class SmtpServer:
    """``answers`` are what it says to a verb instead, such as ``{"RCPT": "550 no such user"}``; ``before`` per verb."""

    port: int = 0
    context: ssl.SSLContext | None = None
    offers_auth: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def settings(self) -> dict[str, object]:
        tls = "starttls" if self.context else "none"
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_from": "Debrief <debrief@example.org>",
            "smtp_tls": tls,
            "url": "https://debrief.example.org",
        }


def _handler(server: SmtpServer) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        encrypted = False
        user: str | None = None

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())
            self.wfile.flush()

        def handle(self) -> None:
            server.connections += 1
            self.sender, self.to = "", list[str]()
            try:
                self.say(server.answers.get("GREETING", "220 mail.example.org ESMTP"))
                while line := self.rfile.readline():
                    if not self.turn(line.decode("utf-8", "replace").rstrip("\r\n")):
                        return
            except OSError:
                return  # whoever asked has hung up

        def finish(self) -> None:
            super().finish()
            if self.encrypted:
                self.connection.close()

        def turn(self, line: str) -> bool:
            verb = line.split(" ", 1)[0].split(":", 1)[0].upper()
            server.heard.append(line)
            if verb in server.answers:
                answer = server.answers[verb]
                if answer == "HANG UP":
                    return False
                self.say(answer)
                return True
            return bool(getattr(self, f"on_{verb.lower()}", self.on_unknown)(line))

        def on_unknown(self, _line: str) -> bool:
            self.say("502 not known here")
            return True

        def on_ehlo(self, _line: str) -> bool:
            offers = ["mail.example.org", "SIZE 1000000"]
            offers += ["STARTTLS"] if server.context and not self.encrypted else []
            offers += ["AUTH PLAIN"] if server.offers_auth else []
            for offer in offers[:-1]:
                self.say(f"250-{offer}")
            self.say(f"250 {offers[-1]}")
            return True

        def on_starttls(self, _line: str) -> bool:
            assert server.context is not None
            self.say("220 go on")
            secure = server.context.wrap_socket(self.connection, server_side=True)
            self.connection, self.rfile, self.wfile = secure, secure.makefile("rb"), secure.makefile("wb")
            self.encrypted = True
            return True

        def on_auth(self, line: str) -> bool:
            _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
            right = (user, password) == (USER, PASSWORD)
            self.user = user if right else None
            self.say("235 welcome" if right else f"535 wrong password {password}")
            return True

        def on_mail(self, line: str) -> bool:
            self.sender, self.to = line.partition("<")[2].partition(">")[0], []
            self.say("250 ok")
            return True

        def on_rcpt(self, line: str) -> bool:
            self.to.append(line.partition("<")[2].partition(">")[0])
            self.say("250 ok")
            return True

        def on_data(self, _line: str) -> bool:
            self.say("354 go on")
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line[1:] if line.startswith(b"..") else line)
            taken = server.answers.get("TAKEN", "250 taken")
            if taken.startswith("250"):
                mail = Taken(self.sender, self.to, b"".join(lines), self.encrypted, self.user)
                server.taken.append(mail)
            self.say(taken)
            return True

        def on_rset(self, _line: str) -> bool:
            self.say("250 ok")
            return True

        on_noop = on_rset

        def on_quit(self, _line: str) -> bool:
            self.say("221 bye")
            return False

    return Handler


class _Quiet(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or that does not trust us, is part of some tests."""


@contextmanager
def mail_taken(context: ssl.SSLContext | None = None) -> Iterator[SmtpServer]:
    """A server with or without STARTTLS."""
    server = SmtpServer(context=context)
    with _Quiet(("127.0.0.1", 0), _handler(server)) as listening:
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """One that takes everything, without encryption, until a test says otherwise."""
    with mail_taken() as server:
        yield server
