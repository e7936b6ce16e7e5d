"""What journalctl prints with ``-o export`` and ``-o verbose``: ``KEY=value`` lines, a record each block.

A record becomes its row as it does in ``-o json``: level, program and message. Not here: the short forms, which are
plain lines, and JSON.
"""

import re
from datetime import UTC, datetime
from typing import Final

from core.domain.timeline.drafts import Draft, RowDraft
from core.domain.timeline.files.log_fields import LogRecord
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp

_EXPORTED: Final = re.compile(r"^__REALTIME_TIMESTAMP=\d{16}$", re.MULTILINE)
_VERBOSE: Final = re.compile(
    r"^(?P<when>[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [^\s\[]{1,20}) \[s=[0-9a-f]{1,40};i=",
    re.MULTILINE,
)
_FIELD: Final = re.compile(r"[ \t]{0,9}(?P<key>[A-Z_][A-Z0-9_]{0,63})=(?P<value>.*)", re.DOTALL)
_NO_MESSAGE: Final = "This entry of the journal has no message."

Lines = list[tuple[int, str]]


def is_journal(text: str) -> bool:
    return _EXPORTED.search(text) is not None or _VERBOSE.search(text) is not None


def journal_drafts(text: str) -> list[Draft]:
    """A draft for each record, in the order of the text; lines of none are unparsed."""
    drafts: list[Draft] = []
    block: Lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or _VERBOSE.match(line):
            drafts += _record(block)
            block = []
        if line.strip():
            block.append((number, line))
    return drafts + _record(block)


def _record(block: Lines) -> list[Draft]:
    fields: dict[str, str] = {}
    others: Lines = []
    for number, line in block:
        found = _FIELD.fullmatch(line)
        if found:
            fields.setdefault(found["key"], found["value"])
        elif not _VERBOSE.match(line):
            others.append((number, line))
    stamp = _moment(block, fields)
    shown = LogRecord(fields).shown
    if stamp is None or not shown:
        why = _NO_MESSAGE if stamp else ""
        return [UnparsedLine(number, line, why) for number, line in block]
    row = RowDraft(stamp, block[0][0], texts=[shown], form="log", source=block)
    return [row, *(UnparsedLine(number, line) for number, line in others)]


def _moment(block: Lines, fields: dict[str, str]) -> Stamp | None:
    counted = fields.get("__REALTIME_TIMESTAMP", "")
    if counted.isdigit() and len(counted) == 16:
        second, micro = divmod(int(counted), 10**6)
        return Stamp(0, 0, instant=datetime.fromtimestamp(second, UTC).replace(microsecond=micro))
    head = _VERBOSE.match(block[0][1]) if block else None
    stamp = scan_stamp(head["when"]) if head else None
    return stamp if stamp and stamp.timed and not stamp.problem else None
