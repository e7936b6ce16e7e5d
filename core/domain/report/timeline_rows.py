"""The timelines of a report, read by ``core.domain.timeline``: which lines it gets, and rows out of its events.

Code between the rows stays with the row before it. A line that is no row goes back, to stand in the notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.domain.dates.zones import day_in
from core.domain.report.blocks import blocks_of
from core.domain.report.line_marks import fence, is_table_row, item
from core.domain.report.model import Line, Role, Section
from core.domain.report.table_cells import cells_of
from core.domain.timeline import ReadingContext, TimelineEvent, read_timeline
from core.domain.timeline.lines.line_shapes import shape_of
from core.domain.timeline.stamps.stamp_scanner import scan_stamp
from core.domain.timeline.stamps.zone_statements import stated_zone

FEWEST_TIMED = 3
MOST_LINES = 4_000
"""Of one timeline; what follows stays text. The longest of real reports have a few hundred."""
_NEVER = (Role.ACTIONS, Role.CAUSE, Role.FACTORS, Role.RIGHT, Role.WRONG, Role.LUCKY, Role.LESSONS, Role.FACTS)
_CLOSING = " \t-–—:*_|#>[]()=·•`"


@dataclass(frozen=True, slots=True)
class UndatedRow:
    """A row of a table or a list with a day alone, or words such as "in the evening", for a time."""

    when: str
    text: str
    line: int


@dataclass(slots=True)
class ReadRows:
    """``typed`` is how the time of each event stands in the file. ``days`` says whether any day is written there.

    ``heads`` are lines that give a day or a zone to the rows below them.
    """

    events: list[TimelineEvent] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    undated: list[UndatedRow] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    assumed_zone: bool = False
    days: bool = False
    doubts: list[str] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)


def is_timed_list(section: Section) -> bool:
    """A section about something else that is a list of moments all the same."""
    if section.role in _NEVER:
        return False
    timed = sum(
        1
        for _, text in section.lines
        if (item(text) or is_table_row(text) or text[:1].isdigit() or text[:3] == "###") and _timed(text)
    )
    return timed >= FEWEST_TIMED


def _timed(text: str) -> bool:
    if is_table_row(text):
        return any((stamp := scan_stamp(cell[:80])) is not None and stamp.timed for cell in cells_of(text)[:3])
    return shape_of(1, text[:400]).timed_front


def read_rows(lines: Sequence[Line], zone: str, reference: date) -> ReadRows:
    """The rows of one timeline. ``reference`` is the day of the incident in ``zone``, for times without a day."""
    more = list(lines[MOST_LINES:])
    lines = lines[:MOST_LINES]
    code = [block for block in blocks_of(lines) if block.kind == "code"]
    hidden = {number for block in code for number, _ in block.lines}
    found = _read([(number, "" if number in hidden else text) for number, text in lines], zone, reference)
    if not found.events and code:
        marks = {number for number, text in lines if fence(text)}
        plain = _read([(number, "" if number in marks else text) for number, text in lines], zone, reference)
        if plain.events:
            plain.rest += more
            return plain
    for block in code:
        _attach(found, block.lines)
    found.rest += more
    return found


def _attach(found: ReadRows, lines: Sequence[Line]) -> None:
    before = [place for place, event in enumerate(found.events) if event.line < lines[0][0]]
    if not before:
        found.rest += lines
        return
    place = max(before, key=lambda at: found.events[at].line)
    code = "\n".join(text for _, text in lines)
    found.events[place] = replace(found.events[place], text=f"{found.events[place].text}\n\n{code}")


def _read(lines: Sequence[Line], zone: str, reference: date) -> ReadRows:
    reading = read_timeline("\n".join(text for _, text in lines), ReadingContext(zone, reference))
    found = ReadRows(assumed_zone=bool(reading.assumed_zone))
    numbers = [number for number, _ in lines]
    texts = dict(lines)
    for event in reading.events:
        number = numbers[min(event.line, len(numbers)) - 1]
        if event.text.startswith("**** "):  # what is left of "**10:02:** text"
            event = replace(event, text=event.text[5:])
        found.events.append(replace(event, line=number))
        found.typed.append(_typed(texts[number], event))
    found.doubts = sorted({event.ask for event in reading.events if event.ask})
    found.days = any(_has_day(text) for _, text in lines)
    unparsed = {numbers[min(left.line, len(numbers)) - 1] for left in reading.unparsed}
    found.heads = {number for number, text in lines if number not in unparsed and _is_head(text)}
    for left in reading.unparsed:
        line = (numbers[min(left.line, len(numbers)) - 1], left.text)
        undated = _undated(line, texts.get(line[0], ""), any_rows=bool(found.events))
        if undated is None:
            found.rest.append(line)
        else:
            found.undated.append(undated)
    return found


def _has_day(text: str) -> bool:
    shape = shape_of(1, text[:400]) if any(sign.isdigit() for sign in text[:400]) else None
    stamps = [shape.stamp] if shape and shape.stamp else []
    if is_table_row(text):
        stamps += [stamp for cell in cells_of(text)[:4] if (stamp := scan_stamp(cell[:80]))]
    return any(stamp.day is not None and bool(stamp.day.month or stamp.day.numbers) for stamp in stamps)


def _is_head(text: str) -> bool:
    """A day alone, or the zone of all times."""
    if not text.strip() or len(text) > 160:
        return False
    shape = shape_of(1, text)
    day_alone = shape.front is not None and not shape.front.timed and not any(sign.isalnum() for sign in shape.rest)
    return day_alone or (shape.stamp is None and stated_zone(text) is not None)


def _typed(line: str, event: TimelineEvent) -> str:
    """How the time stands in the line: what is left of it without the words of the row."""
    if is_table_row(line):
        kept = f"{event.text}\n{event.who}"
        return " ".join(cell for cell in cells_of(line) if cell and cell not in kept)[:200].strip(_CLOSING)
    first = event.text.split("\n", 1)[0].strip()
    at = line.find(first[:40]) if first else -1
    front = f"{line[:at]} {line[at + len(first) :]}" if at >= 0 else line if len(line) < 120 else ""
    if event.who and event.who in front:
        front = front.replace(event.who, "", 1)
    entry = item(front.rstrip() + " x")
    if entry is not None:
        front = entry.text[:-1] if entry.text.endswith("x") else front
    return front.strip(_CLOSING)[:200]


def _undated(line: Line, source: str, *, any_rows: bool) -> UndatedRow | None:
    """A row that tells when in names, or a day alone. Heads of tables and prose are none."""
    number, text = line
    if is_table_row(source):
        cells = [cell for cell in cells_of(text) if cell]
        if any_rows and len(cells) > 1 and any(sign.isdigit() for sign in cells[0]):
            return UndatedRow(cells[0], " | ".join(cells[1:]), number)
        return None
    entry = item(text)
    if entry is None:
        return None
    stamp = scan_stamp(entry.text[:120])
    if stamp is None or stamp.timed or stamp.day is None or not (stamp.day.month or stamp.day.numbers):
        return None
    text_left = entry.text[stamp.end :].strip(_CLOSING + ",")
    return UndatedRow(entry.text[: stamp.end].strip(_CLOSING), text_left, number) if text_left else None


def last_day(found: ReadRows, zone: str) -> date | None:
    """The day of the last row: a second timeline without days goes on from there."""
    return day_in(zone, max(event.at for event in found.events)) if found.events else None
