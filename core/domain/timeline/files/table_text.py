"""Tables as they stand in a text: Markdown with pipes, cells between tabs or set with blanks, CSV. Lines in, cells out.

Not here: which column is the time (``table_rows``).
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from core.domain.timeline.files.column_roles import is_time_head
from core.domain.timeline.files.html_text import CELL_BREAK
from core.domain.timeline.stamps.stamp_scanner import scan_stamp


@dataclass(slots=True)
class TableRow:
    """``raw`` is what stood in the text, of one line or, where a cell holds a line break, several."""

    line: int
    cells: list[str]
    raw: str


@dataclass(slots=True)
class Table:
    """``first`` and ``last`` are the indexes of its lines. ``head`` is empty where no line names the columns."""

    first: int
    last: int
    rows: list[TableRow] = field(default_factory=list)
    head: list[str] = field(default_factory=list)


# A link of a wiki inside of a cell: "[graph|https://grafana.example/d/1]". Its bar ends no cell.
_WIKI_LINK = re.compile(r"(\[[^\[\]|\n]{1,200})\|([^\[\]|\s]{1,500}\])")
_PIPE = re.compile(r"(?<!\\)\|")
_PIPED = re.compile(r"(?<!\\)\||^[ \t]*\+[-=+]{3,}\+[ \t]*$|^[ \t]*-{2,}\+[-+]*[ \t]*$")
_ALIGNED = re.compile(r"[ \t]{2,}")
_MOST_CELLS: Final = 60
_MOST_LINES_OF_A_CELL: Final = 50


def find_tables(lines: Sequence[str]) -> list[Table]:
    """The tables of a text in their order; lines between them belong to none."""
    whole = _delimited(lines)
    if whole:
        return [whole]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        table = _piped(lines, at) or _tabbed(lines, at) or _aligned(lines, at)
        if table:
            tables.append(table)
            at = table.last + 1
        else:
            at += 1
    return tables


def _run(lines: Sequence[str], at: int, mark: re.Pattern[str] | str) -> int:
    end = at
    while end < len(lines) and (mark in lines[end] if isinstance(mark, str) else mark.search(lines[end])):
        end += 1
    return end


def _tabbed_run(lines: Sequence[str], at: int) -> int:
    """The end of lines with tabs, and of those inside of a cell that a spreadsheet put between quotes."""
    end = at
    while end < len(lines) and "\t" in lines[end]:
        end += 1
        last = lines[end - 1].rpartition("\t")[2]
        if last.startswith('"') and last.count('"') % 2:
            inside = range(end, min(end + _MOST_LINES_OF_A_CELL, len(lines)))
            closed = next((i for i in inside if lines[i].count('"') % 2), None)
            end = end if closed is None else closed + 1
    return end


def _is_rule(line: str) -> bool:
    """Whether a line only draws the border of a table."""
    return not line.strip(" \t|:+-=─┼│") and ("--" in line or "==" in line or "─" in line)


def _piped(lines: Sequence[str], at: int) -> Table | None:
    end = _run(lines, at, _PIPED)
    if end - at < 2:
        return None
    rule = next((i for i in range(at, min(end, at + 2)) if _is_rule(lines[i])), None)
    framed = all(line.strip().startswith("|") for line in lines[at:end])
    gridded = lines[at].lstrip().startswith("+")
    head_cells = pipe_cells(lines[at + gridded])
    framed = framed or gridded
    if _is_wiki_head(lines[at]):
        return _wiki(lines, at, end)
    if rule is None and not framed and not any(is_time_head(cell) for cell in head_cells):
        return None
    table = Table(at, end - 1)
    for i in range(at, end):
        if not _is_rule(lines[i]):
            table.rows.append(TableRow(i + 1, pipe_cells(lines[i]), lines[i]))
    if rule == at + 1 or any(is_time_head(cell) for cell in head_cells):
        table.head = table.rows.pop(0).cells
    return table


def _is_wiki_head(line: str) -> bool:
    """``||Time||Event||``, the head of a table in Jira and Confluence."""
    bare = line.strip()
    return bare.startswith("||") and bare.count("||") > 2


def _wiki(lines: Sequence[str], at: int, end: int) -> Table:
    head = [cell.strip() for cell in lines[at].strip().strip("|").split("||")]
    rows = [TableRow(i + 1, pipe_cells(_WIKI_LINK.sub(r"\1\|\2", lines[i])), lines[i]) for i in range(at + 1, end)]
    return Table(at, end - 1, rows, head)


def pipe_cells(line: str) -> list[str]:
    """Cells of a Markdown row; ``\\|`` is a character of a cell."""
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(bare, _MOST_CELLS)]


def _tabbed(lines: Sequence[str], at: int) -> Table | None:
    end = _tabbed_run(lines, at)
    filled = [line for line in lines[at:end] if line.strip()]
    if len(filled) < 2 or any(line.startswith(("\t", " ")) for line in filled):
        return None
    head = [cell.strip() for cell in lines[at].split("\t", _MOST_CELLS)]
    named = any(is_time_head(cell) for cell in head)
    rows = _read_cells("\n".join(lines[at:end]), "\t", at)
    broken = len(rows) < len(filled)  # cells with line breaks in them: their lines are no rows
    counts = {len(row.cells) - 1 for row in rows} if broken else {line.count("\t") for line in filled}
    if not named and (len(counts) > 1 or counts == {1}):
        return None
    table = Table(at, end - 1, rows)
    if named and rows:
        table.head = rows.pop(0).cells
    return table


def _delimited(lines: Sequence[str]) -> Table | None:
    """A whole text that is CSV: its first line names a column of times."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    if headless := _headless(lines, first):
        return headless
    for mark in (",", ";", "\t"):
        if lines[first].count(mark) < 1:
            continue
        rows = _read_cells(lines[first], mark, first)
        head = [cell.strip() for cell in rows[0].cells] if rows else []
        if (
            len(head) < 2
            or any(len(cell) > 40 or re.search(r"\d:\d\d", cell) for cell in head)
            or not any(is_time_head(cell) for cell in head)
        ):
            continue
        table = Table(first, len(lines) - 1, _read_cells("\n".join(lines[first:]), mark, first))
        if len(table.rows) < 2:
            return None
        table.head = [cell.strip() for cell in table.rows.pop(0).cells]
        return table
    return None


def _headless(lines: Sequence[str], first: int) -> Table | None:
    """CSV without a head: every line begins with a moment, and no blank follows a comma."""
    filled = [line for line in lines[first:] if line.strip()]
    if len(filled) < 2 or any(line.count(",") < 2 or ", " in line.split('"')[0] for line in filled):
        return None
    rows = _read_cells("\n".join(lines[first:]), ",", first)
    stamps = [scan_stamp(row.cells[0]) for row in rows]
    timed = all(
        stamp and stamp.timed and stamp.end >= len(row.cells[0]) for stamp, row in zip(stamps, rows, strict=True)
    )
    return Table(first, len(lines) - 1, rows) if timed and len({len(row.cells) for row in rows}) == 1 else None


def _aligned(lines: Sequence[str], at: int) -> Table | None:
    """Columns set with blanks under a head in capitals: what ``kubectl get events`` prints, and
    ``kubectl describe`` with a line of dashes under the head."""
    ruled = at + 1 < len(lines) and "---" in lines[at + 1] and not lines[at + 1].strip(" -")
    if not ruled and (not lines[at][:1].isupper() or lines[at] != lines[at].upper()):
        return None
    head = _ALIGNED.split(lines[at].strip())
    if len(head) < 3 or not any(is_time_head(cell) for cell in head):
        return None
    first = at + 1 + ruled
    end = next((i for i in range(first, len(lines)) if not lines[i].strip()), len(lines))
    rows = [TableRow(i + 1, _ALIGNED.split(lines[i].strip(), len(head) - 1), lines[i]) for i in range(first, end)]
    return Table(at, end - 1, rows, head) if rows else None


def _read_cells(text: str, mark: str, first: int) -> list[TableRow]:
    """Rows by the rules of CSV; where a quote never closes, by the marks alone."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: list[TableRow] = []
    done = 0
    try:
        for cells in reader:
            raw = "\n".join(lines[done : reader.line_num])
            if any(cell.strip() for cell in cells):
                rows.append(TableRow(first + done + 1, [_cell(cell) for cell in cells], raw))
            done = reader.line_num
    except csv.Error:
        rows += [
            TableRow(first + i + 1, lines[i].split(mark, _MOST_CELLS), lines[i])
            for i in range(done, len(lines))
            if lines[i].strip()
        ]
    return rows


def _cell(text: str) -> str:
    """A line for each part of it that has something."""
    return "\n".join(part.strip(" ") for part in text.strip().split(CELL_BREAK) if part.strip(" "))
