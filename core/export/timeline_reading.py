"""What was read from a pasted text, as JSON for programs and for the room, and as a table for a terminal."""

from collections.abc import Iterable
from typing import Any

from core.domain.timeline import TimelineEvent, TimelineQuestion, TimelineReading
from core.domain.timeline.kind_guess import guessed_kinds
from core.domain.timeline.row_values import row_note, row_text


def reading_as_json(reading: TimelineReading) -> dict[str, Any]:
    """``rows`` and ``unparsed`` with their lines; ``questions`` only where there are any.

    A key of a row that would be empty is left out, but for at, who and text.
    """
    kinds = guessed_kinds(reading.events)
    found: dict[str, Any] = {
        "rows": [_row(event, kind.value) for event, kind in zip(reading.events, kinds, strict=True)],
        "unparsed": [line.text for line in reading.unparsed],
        "unparsed_lines": [
            {"line": line.line, "text": line.text, **({"why": line.why} if line.why else {})}
            for line in reading.unparsed
        ],
    }
    if reading.assumed_zone:
        found["assumed_zone"] = reading.assumed_zone
    if reading.questions:
        found["questions"] = [_question(question) for question in reading.questions]
    return found


def _row(event: TimelineEvent, kind: str) -> dict[str, Any]:
    row: dict[str, Any] = {"at": event.at.isoformat(), "who": event.who, "text": event.text, "line": event.line}
    if event.until is not None:
        row["until"] = event.until.isoformat()
    if event.approx:
        row["approx"] = True
    if event.inferred:
        row["inferred"] = event.inferred
    if event.ask:
        row["ask"] = event.ask
    if event.alternatives:
        row["alternatives"] = [at.isoformat() for at in event.alternatives]
    if note := row_note(event):
        row["note"] = note
    if kind != "other":
        row["kind"] = kind
    return row


def _question(question: TimelineQuestion) -> dict[str, Any]:
    options = [{"value": value, "label": label} for value, label in question.options]
    return {"key": question.key, "text": question.text, "options": options, "chosen": question.chosen}


def reading_as_text(reading: TimelineReading) -> str:
    """One line a row, then what is asked, then the lines that are none with their numbers."""
    lines = [_line(event) for event in reading.events]
    lines += _block("To settle:", (_asked(question) for question in reading.questions))
    lines += _block(
        "Not rows:",
        (f"{line.line:>5}  {line.text.strip()}" + (f"  [{line.why}]" if line.why else "") for line in reading.unparsed),
    )
    return "\n".join(lines) if lines else "There is nothing in this text."


def _line(event: TimelineEvent) -> str:
    marks = f"  [{event.inferred}]" if event.inferred else ""
    text = row_text(event).replace("\n", "\n" + " " * 8)
    return f"{event.at.isoformat(timespec='seconds')}  {event.who + ': ' if event.who else ''}{text}{marks}"


def _asked(question: TimelineQuestion) -> str:
    return f"  {question.text} {' / '.join(label for _, label in question.options)}"


def _block(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *found] if found else []
