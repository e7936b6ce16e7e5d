"""The tables of Debrief's own Markdown, read back cell by cell: what the writer put around a text is taken off again.

Their heads are the template's labels; a table with any other head is left to those who read all reports. Not here:
lists and paragraphs, which are read as in every report.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from core.domain.actions.vote import CHOSEN_MARK
from core.domain.content.unreadable_values import NO_DATE, NO_TIME
from core.domain.dates.zones import instant_of
from core.domain.postmortem import FactorKind, FactorRow, TimelineKind, TimelineRow
from core.domain.report.line_marks import is_table_row
from core.domain.report.model import Line, ReadAction, Section
from core.domain.report.table_cells import table_of
from core.domain.template import Field, Option, field, section, section_of
from core.errors import BadInput

_STAR: Final = "★"
_PIECES: Final = re.compile(
    r"(?P<code>`[^`\n]{1,1000}`)|\\(?P<sign>[!-/:-@\[-`{-~])| ?<br>|"
    r"<(?P<address>[a-zA-Z][a-zA-Z+.-]{1,20}://[^<>\s]{1,4000})>"
)
_LINKED: Final = re.compile(r"\[[^\]\n]{0,400}\]\(<(?P<address>[^<>\s]{1,4000})>\)")
_QUOTED: Final = re.compile(rf"“(?P<typed>[^\n]*)”, (?:{NO_TIME}|{NO_DATE})")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?")


def as_typed(cell: str) -> str:
    """What somebody typed, out of what the writer made of it: without its backslashes and brackets, lines as lines."""
    return line_as_typed(cell.replace(r"\|", "|"))


def line_as_typed(text: str) -> str:
    """The same of a line of a list, in which a bar is a sign like any other."""
    return _PIECES.sub(_piece, text)


def _piece(found: re.Match[str]) -> str:
    address = found["address"]
    return address.replace("&amp;", "&") if address else found["code"] or found["sign"] or "\n"


def own_timeline(sections: Sequence[Section], zone: str) -> tuple[TimelineRow, ...] | None:
    """Its rows, whose lines are taken out of the section; None where there is no such table."""
    rows = _rows_of(sections, field("timeline"))
    return None if rows is None else tuple(_moment_row(place, row, zone) for place, row in enumerate(rows, 1))


def own_actions(sections: Sequence[Section]) -> list[ReadAction]:
    """The same for action items."""
    return [action_of(row) for row in _rows_of(sections, field("actions")) or ()]


def own_factor(place: int, text: str) -> FactorRow:
    """``**Cause:** text``, as the writer leads a factor with its kind."""
    kind, led = _led(text)
    return FactorRow(id=f"f_{place}", text=line_as_typed(led), kind=kind)


def without_lead(line: str) -> str:
    """A line of the list of factors without the words of its kind; any other as it is."""
    kind, led = _led(line.removeprefix("- ")) if line.startswith("- **") else (None, line)
    return led if kind else line


def _led(text: str) -> tuple[FactorKind | None, str]:
    for option in _kinds_of("factors"):
        if text.startswith(lead := f"**{option.label}:** "):
            return FactorKind(option.value), text.removeprefix(lead)
    return None, text


def _kinds_of(listed: str) -> tuple[Option, ...]:
    return next(column.options for column in field(listed).columns if column.key == "kind")


def _rows_of(sections: Sequence[Section], listed: Field) -> list[Mapping[str, str]] | None:
    """By the key of its column, the text of a row by "text"."""
    place = section_of(listed.id)
    title = section(place).title if place else listed.label
    names = {column.label: column.key for column in listed.columns} | {listed.text_label or listed.label: "text"}
    for part in (part for part in sections if part.title == title):
        lines = [line for line in part.lines if is_table_row(line[1])]
        head, rows = table_of(lines)
        keys = [names.get(cell, "") for cell in head]
        if "text" in keys and all(keys):
            taken: set[Line] = set(lines)
            part.lines = [line for line in part.lines if line not in taken]
            return [dict(zip(keys, cells, strict=False)) for _, cells in rows]
    return None


def _moment_row(place: int, row: Mapping[str, str], zone: str) -> TimelineRow:
    at, typed = _moment(row.get("at", ""), zone)
    kind = row.get("kind", "")
    star = kind.endswith(_STAR)
    label = kind.removesuffix(_STAR).strip(" *")
    named = next((item.value for item in _kinds_of("timeline") if item.label == label), TimelineKind.OTHER.value)
    return TimelineRow(
        id=f"t_{place}",
        text=as_typed(row.get("text", "")),
        at=at,
        at_text=typed,
        kind=TimelineKind(named),
        who=as_typed(row.get("who", "")),
        star=star,
    )


def _moment(cell: str, zone: str) -> tuple[datetime | None, str]:
    """The moment, or what was typed for one that could not be read."""
    if _MOMENT.fullmatch(cell):
        try:
            return instant_of(datetime.fromisoformat(cell), zone), ""
        except (BadInput, ValueError):
            return None, cell
    return None, unread(cell)


def unread(cell: str) -> str:
    """What was typed for a value that could not be read."""
    typed = as_typed(cell)
    found = _QUOTED.fullmatch(typed)
    return found["typed"] if found else typed


def action_of(row: Mapping[str, str]) -> ReadAction:
    """An action item out of the cells of its row, by the keys of their columns."""
    text = row.get("text", "")
    chosen = text.startswith(f"{CHOSEN_MARK} ")
    due = day_of(row.get("due", ""))
    link = row.get("link", "")
    linked = _LINKED.fullmatch(link)
    return ReadAction(
        text=as_typed(text.removeprefix(f"{CHOSEN_MARK} ")),
        owner=as_typed(row.get("owner", "")),
        due=due,
        due_text="" if due else unread(row.get("due", "")),
        link=linked["address"].replace("&amp;", "&") if linked else as_typed(link),
        kind=next((item.value for item in _kinds_of("actions") if item.label == row.get("kind")), ""),
        done_when=as_typed(row.get("done_when", "")),
        chosen=chosen,
    )


def day_of(cell: str) -> date | None:
    """The day that a cell names as the writer writes it; None for anything else."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
