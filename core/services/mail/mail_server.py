"""The mail server of the settings, and speaking SMTP to it. Nothing here knows who is written to, or why.

A password is read when it is needed and is in no message of ours; what a server answers is reduced to its number,
since its words may name an address.
"""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from core.domain.webhook.mail_address import checked
from core.errors import BadInput
from core.settings import Settings, SmtpTls

SECONDS: Final = 15.0
_PORTS: Final[dict[SmtpTls, int]] = {"starttls": 587, "tls": 465, "none": 25}
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class MailServer:
    """``sender`` is the bare address, ``sender_name`` what stands beside it."""

    host: str
    port: int
    tls: SmtpTls
    sender: str
    sender_name: str = "Debrief"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Outcome:
    """``sent``; or ``final``: this mail will never be taken; or else it may be tried again.

    ``unreachable``: nothing about this mail, so the others need not be tried now either. ``no_address``: the server
    says that there is no such address. ``text`` is for the log.
    """

    text: str
    sent: bool = False
    final: bool = False
    unreachable: bool = False
    no_address: bool = False


def mail_server(settings: Settings) -> MailServer | None:
    """The server that mail goes to; None when none is set. BadInput names the setting that cannot be used."""
    if settings.smtp_url:
        return _of_url(settings)
    if not settings.smtp_host:
        return None
    tls = settings.smtp_tls
    name, sender = _sender(settings.smtp_from)
    port = settings.smtp_port or _PORTS[tls]
    return MailServer(settings.smtp_host, port, tls, sender, name, settings.smtp_user, _password(settings))


def _of_url(settings: Settings) -> MailServer:
    wrong = BadInput(
        "The setting DEBRIEF_SMTP_URL cannot be used: an address such as smtp://name:password@mail.example.org:587 or "
        "smtps://… is needed. docs/settings.md says what fits."
    )
    try:
        parts = urlsplit(settings.smtp_url)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise wrong
    asked = parse_qs(parts.query).get("tls", [])
    tls: SmtpTls = "tls" if parts.scheme == "smtps" else "none" if asked == ["none"] else "starttls"
    name, sender = _sender(settings.smtp_from)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or _PORTS[tls], tls, sender, name, user, password or _password(settings))


def _sender(text: str) -> tuple[str, str]:
    if not text:
        raise BadInput("Mail needs an address that it comes from: set DEBRIEF_SMTP_FROM.")
    name, address = parseaddr(text) if text.isprintable() else ("", "")
    try:
        return " ".join(name.split())[:80] or "Debrief", checked(address)
    except BadInput:
        raise BadInput(
            "The setting DEBRIEF_SMTP_FROM is no mail address. Use one such as debrief@example.org."
        ) from None


def _password(settings: Settings) -> str:
    if settings.smtp_password_file is None:
        return ""
    try:
        return settings.smtp_password_file.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeError):
        raise BadInput(
            "The file of DEBRIEF_SMTP_PASSWORD_FILE cannot be read. Check its path and its rights."
        ) from None


def send(
    server: MailServer,
    message: EmailMessage,
    to: str,
    *,
    context: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Outcome:
    """Send it now, and say what came of it. Blocks; never raises for what a server does."""
    try:
        connection = _connected(server, context, seconds)
        try:
            connection.send_message(message, server.sender, [to])
        finally:
            _leave(connection)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()), (550, b""))[0]
        final = _is_final(code)
        return Outcome(f"{code}: the mail server refuses the address.", final=final, no_address=final)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return Outcome(f"{error.smtp_code}: the mail server refuses the mail.", final=_is_final(error.smtp_code))
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(_why(error), unreachable=True)
    return Outcome("sent", sent=True)


def try_connection(
    server: MailServer, *, context: ssl.SSLContext | None = None, seconds: float = SECONDS
) -> str | None:
    """Connect, protect, log in and leave, without sending anything. None when all is well, else a sentence."""
    try:
        _leave(_connected(server, context, seconds))
    except (smtplib.SMTPException, OSError) as error:
        return _why(error)
    return None


def _leave(connection: smtplib.SMTP) -> None:
    """What was taken stays taken, however the server says good-bye."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        connection.quit()


def _connected(server: MailServer, context: ssl.SSLContext | None, seconds: float) -> smtplib.SMTP:
    """A connection that is protected and logged in. Its own name is the sender's host: looking one up may take long."""
    own = server.sender.rpartition("@")[2]
    trust = context or ssl.create_default_context()
    connection: smtplib.SMTP
    if server.tls == "tls":
        connection = smtplib.SMTP_SSL(server.host, server.port, own, timeout=seconds, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, own, timeout=seconds)
    try:
        if server.tls == "starttls":
            connection.starttls(context=trust)
        if server.user:
            if server.tls == "none" and server.host not in _LOCAL:
                raise smtplib.SMTPNotSupportedError("a password is not sent in the clear")
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_final(code: int) -> bool:
    return 500 <= code < 600


def _why(error: Exception) -> str:
    """A sentence of our own: what a library says may hold a name or a password."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"{error.smtp_code}: the mail server does not take the name and the password."
        case smtplib.SMTPNotSupportedError():
            return (
                "The mail server offers no protected connection, so nothing was sent. "
                "DEBRIEF_SMTP_TLS and docs/mail.md say what can be done."
            )
        case ssl.SSLError():
            return "The mail server's certificate is not to be trusted, or it speaks no TLS there."
        case TimeoutError():
            return "The mail server did not answer in time."
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code}: the mail server refuses the connection."
        case smtplib.SMTPServerDisconnected():
            return "The mail server hung up."
        case _:
            return "The mail server cannot be reached."
