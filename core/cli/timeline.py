"""``debrief timeline``: a chat, a log or a table read as rows, printed, or added to a postmortem.

Without ``--add`` no database is opened. Bytes become text here; how text is read is in ``core.domain.timeline``.
"""

import json
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from core.domain.dates.zones import day_in, instant_of, zone_named
from core.domain.timeline import ReadingContext, TimelineReading, read_timeline
from core.errors import BadInput, TooLarge
from core.export.timeline_reading import reading_as_json, reading_as_text
from core.services.access import UNRESTRICTED
from core.services.exchange import pasted_timelines
from core.services.lifecycle import close, open_existing

LARGEST: Final = 8 * 1024 * 1024
_TOO_LARGE = "This file is larger than 8 MB, which is no timeline. Cut the part out that belongs to the incident."


def run(chosen: Namespace) -> int:
    """Print the rows, what has to be settled, and the lines that are none."""
    data = _bytes_of(chosen.file)
    if chosen.add is None:
        reading = read_timeline(text_of(data), _context(chosen, None))
        return _tell(chosen, reading)
    app = open_existing(write=True).reading_for(UNRESTRICTED)
    try:
        context = _context(chosen, pasted_timelines.known_context(app, chosen.add))
        reading = read_timeline(text_of(data), context)
        added = pasted_timelines.add_events(app, chosen.add, reading.events, None)
    finally:
        close(app)
    return _tell(chosen, reading, added)


def _tell(chosen: Namespace, reading: TimelineReading, added: int | None = None) -> int:
    if chosen.json:
        more = {} if added is None else {"added": added}
        text = json.dumps({**reading_as_json(reading), **more}, ensure_ascii=False, indent=2)
    else:
        text = reading_as_text(reading) + ("" if added is None else f"\n\nRows added: {added}")
    sys.stdout.write(text + "\n")
    return 0


def _bytes_of(name: str) -> bytes:
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooLarge(_TOO_LARGE)
    return data


def text_of(data: bytes) -> str:
    """Text in any of the encodings that spreadsheets and chats save: UTF-8, UTF-16 with its mark, Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _context(chosen: Namespace, known: ReadingContext | None) -> ReadingContext:
    """What was said on the command line, else what the postmortem knows, else UTC and today."""
    zone = chosen.zone or (known.zone if known else "UTC")
    if zone_named(zone) is None:
        raise BadInput(f"“{zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    pasted_at = _moment("--pasted-at", chosen.pasted_at, zone)
    t0 = _moment("--t0", chosen.t0, zone)
    today = day_in(zone, pasted_at or datetime.now(UTC))
    context = known or ReadingContext(zone, today)
    reference = _day(chosen.reference) or context.reference
    return replace(context, zone=zone, reference=reference, pasted_at=pasted_at, t0=t0 or context.t0)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text[:30]}” is no day. Write it as 2026-11-23.") from None


def _moment(option: str, text: str | None, zone: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option} “{text[:30]}” is no time. Write it as 2026-11-23T10:02 or with an offset.") from None
    return at if at.tzinfo else instant_of(at, zone)
