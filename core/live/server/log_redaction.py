"""Keeps the keys of secret addresses, visitors' cookies and the answers of a provider out of every log of this process.

A calendar app can bring a key only in the path of its address, and servers write paths into access logs; at debug they
write the headers of each socket, too. The records of the loggers that may do so pass through here first. What a proxy
before us writes is its own; docs/deploy.md says how to keep keys out of its log.
"""

import logging
import re
from typing import Final

from core.live.http.sign_in.attempt import COOKIE, ID_TOKEN_COOKIE
from core.services.access import VISITOR_COOKIE

LOGGERS: Final = (
    "uvicorn.access",
    "uvicorn.error",
    "uvicorn.asgi",
    "websockets.server",
    "gunicorn.access",
    "hypercorn.access",
)
HIDDEN: Final = "…"

# Also percent-encoded slashes and doubled ones: what is not one of our addresses may have been meant as one.
_COOKIES: Final = "|".join((VISITOR_COOKIE, COOKIE, ID_TOKEN_COOKIE))
_KEY: Final = re.compile(
    r"(/feed(?:/|%2f)+(?:team|owner)(?:/|%2f)+|/mail(?:/|%2f)+(?:confirm|stop)(?:/|%2f)+|/live(?:/|%2f)+in(?:/|%2f)+[^/\s?#\"';,%]+(?:/|%2f)+"
    rf"|\b(?:{_COOKIES})=)[^/\s?#\"';,]+"
    # The answer of a provider is whole in the query of its address; some codes have a slash in them. What a link
    # brings behind its "#" is in a path when a mail filter has encoded that.
    r"|(/signed-in\?|/enter(?:#|%23))[^\s\"']+",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """The text as it may be written down."""
    return _KEY.sub(lambda found: f"{found[1] or found[2]}{HIDDEN}", text)


class RedactingFilter(logging.Filter):
    """Lets every record pass, without the keys in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _redact(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _redact(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_redact(value) for value in record.args)
        return True


def install_redaction() -> None:
    """Once for the process; called again it changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(item, RedactingFilter) for item in logger.filters):
            logger.addFilter(RedactingFilter())


def _redact(value: object) -> object:
    """Numbers stay numbers, as the format needs them; a container with a key in it becomes text."""
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, bytes | dict | list | tuple):
        shown = str(value)
        return redacted(shown) if _KEY.search(shown) else value
    return value
