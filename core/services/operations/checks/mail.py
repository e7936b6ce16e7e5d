"""Whether mail can be sent: the server is connected to and logged in to, and nothing is sent."""

from typing import Final

from core.errors import BadInput
from core.services.mail.mail_server import mail_server, try_connection
from core.services.operations.checks.check import Check, fail, ok
from core.settings import Settings

MAIL: Final = "mail"
SECONDS: Final = 5.0
"""A doctor who waits longer is not called again."""


def mail(settings: Settings) -> Check | None:
    """None where no mail server is set."""
    try:
        server = mail_server(settings)
    except BadInput as error:
        return fail(MAIL, error.sentence)
    if server is None:
        return None
    trouble = try_connection(server, seconds=SECONDS)
    where = f"{server.host}:{server.port}"
    return (
        fail(MAIL, f"{where}: {trouble} docs/mail.md says what fits.") if trouble else ok(MAIL, f"{where} takes mail.")
    )
