"""Counts what is logged as an error, wherever it happens: pages, rooms, routes, tasks of the background."""

import logging
from typing import Final

from core.live.metrics.instruments import ERRORS

LOGGERS: Final = ("core", "debrief", "streamlit", "uvicorn.error")
"""``debrief`` is the pages'."""

PARTS: Final = (
    ("core.live.room", "room"),
    ("core.live.http", "route"),
    ("core.live.server", "background"),
    ("core.store", "database"),
    ("debrief.pages", "page"),
    ("core", "service"),
)
OTHER: Final = "other"


def part_of(logger: str) -> str:
    """Which part of Debrief a logger belongs to; ``other`` for those of libraries."""
    for prefix, part in PARTS:
        if logger == prefix or logger.startswith(f"{prefix}."):
            return part
    return OTHER


class LogCounter(logging.Handler):
    """Writes nothing: it only counts."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        ERRORS.labels(part_of(record.name)).inc()


def count_errors() -> None:
    """Once for the process; called again it changes nothing."""
    for part in (*(part for _, part in PARTS), OTHER):
        ERRORS.labels(part)  # a rate needs the zero before the first error
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(handler, LogCounter) for handler in logger.handlers):
            logger.addHandler(LogCounter())
