"""Pasted texts with the rows they should become, and a short way to read one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.domain.timeline import ReadingContext, TimelineEvent, TimelineReading, read_timeline

_TEXTS = Path(__file__).parent / "texts.txt"


@dataclass(frozen=True)
class TextCase:
    """``rows`` are (at, until, who, text); ``unparsed`` the lines that are none."""

    name: str
    text: str
    context: ReadingContext
    rows: tuple[tuple[datetime, datetime | None, str, str], ...]
    unparsed: tuple[str, ...]


def text_cases() -> Iterator[TextCase]:
    """Each block of ``texts.txt``: a head, the text, ``---``, rows as ``at | who | text``, ``? line`` for all else."""
    for block in _TEXTS.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = block.partition("\n")
        text, _, expected = body.partition("\n---\n")
        name, zone, reference, *more = (part.strip() for part in head.split(" | "))
        moments = {key: datetime.fromisoformat(value) for key, value in (item.split("=") for item in more)}
        lines = [line for line in expected.split("\n") if line]
        rows = tuple(_row(line) for line in lines if not line.startswith("? "))
        yield TextCase(
            name,
            text,
            ReadingContext(zone, date.fromisoformat(reference), moments.get("pasted_at"), moments.get("t0")),
            rows,
            tuple(line[2:] for line in lines if line.startswith("? ")),
        )


def _row(line: str) -> tuple[datetime, datetime | None, str, str]:
    when, who, text = (part.strip() for part in line.split("|", 2))
    at, _, until = when.partition("..")
    return (
        datetime.fromisoformat(at),
        datetime.fromisoformat(until) if until else None,
        who,
        text.replace("\\n", "\n"),
    )


def read(
    text: str, zone: str = "UTC", reference: str = "2026-11-02", *, pasted_at: str = "", t0: str = "", **answers: str
) -> TimelineReading:
    """``answers`` with underscores for blanks: ``day_order="mdy"``."""
    return read_timeline(
        text,
        ReadingContext(
            zone,
            date.fromisoformat(reference),
            datetime.fromisoformat(pasted_at) if pasted_at else None,
            datetime.fromisoformat(t0) if t0 else None,
            {key.replace("_", " "): value for key, value in answers.items()},
        ),
    )


def only(reading: TimelineReading) -> TimelineEvent:
    (event,) = reading.events
    return event


def shown(reading: TimelineReading) -> list[str]:
    """Rows as ``at | who | text``."""
    return [f"{event.at.isoformat()} | {event.who} | {event.text}" for event in reading.events]
