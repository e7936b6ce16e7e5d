"""``debrief alert``: what a message of an alerting tool would do, printed. No database is opened."""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from core.domain.alerts.json_object import LARGEST
from core.domain.alerts.registry import read_alert
from core.errors import BadInput
from core.export.alert_reading import reading_as_json, reading_as_text


def run(chosen: Namespace) -> int:
    """Print what would be opened or added, and what would be asked."""
    headers = dict(_header(text) for text in chosen.header)
    reading = read_alert(chosen.source, _body_of(chosen.file), headers, datetime.now(UTC))
    if chosen.json:
        text = json.dumps(reading_as_json(reading), ensure_ascii=False, indent=2)
    else:
        text = reading_as_text(reading)
    sys.stdout.write(text + "\n")
    return 0


def _header(text: str) -> tuple[str, str]:
    name, found, value = text.partition(":")
    if not found or not name.strip():
        raise BadInput(f"--header “{text[:40]}” is no header. Write it as 'Request-ID: 1234'.")
    return name.strip(), value.strip()


def _body_of(name: str) -> bytes:
    """A byte more than is read at most, so that the reader refuses what is too large."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)
