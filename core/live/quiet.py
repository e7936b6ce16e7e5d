"""Keeps the keys of secret addresses, and visitors' cookies, out of every log of this process.

A calendar app can bring a key only in the path of its address, and servers write paths into access logs; at debug they
write the headers of each socket, too. The records of the loggers that may do so pass through here first. What a proxy
before us writes is its own; docs/deploy.md says how to keep it quiet.
"""

import logging
import re
from typing import Final

from core.live.cookie import NAME

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
_KEY: Final = re.compile(rf"(/feed(?:/|%2f)+(?:team|owner)(?:/|%2f)+|\b{NAME}=)[^/\s?#\"';,]+", re.IGNORECASE)


def without_keys(text: str) -> str:
    """The text as it may be written down."""
    return _KEY.sub(rf"\g<1>{HIDDEN}", text)


class WithoutKeys(logging.Filter):
    """Lets every record pass, without the keys in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _quiet(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _quiet(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_quiet(value) for value in record.args)
        return True


def keep_quiet() -> None:
    """Once for the process; called again it changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, WithoutKeys) for each in logger.filters):
            logger.addFilter(WithoutKeys())


def _quiet(value: object) -> object:
    """Numbers stay numbers, for the format that asks for them; what holds a path inside is written out."""
    if isinstance(value, str):
        return without_keys(value)
    if isinstance(value, bytes | dict | list | tuple):
        shown = str(value)
        return without_keys(shown) if _KEY.search(shown) else value
    return value
