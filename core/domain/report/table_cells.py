"""Pipe tables of a report as cells: a bar in code or behind a backslash is none, the last bar may be missing."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.report.model import Line

_PARTS: Final = re.compile(r"`[^`]{0,500}`|\\.|\[\[[^\[\]]{0,200}\]\]|[|]|[^|`\\\[]+|.", re.DOTALL)
_NEW_LINE: Final = re.compile(r"(?<![ \t])[ \t]*+<br ?/?>[ \t]*", re.IGNORECASE)
_RULE_CELL: Final = re.compile(r"[ \t]*:?-{1,}:?[ \t]*")


def cells_of(line: str) -> list[str]:
    """The cells of a row, without the blanks around them."""
    cells, cell = [], ""
    for part in _PARTS.findall(line.strip()):
        if part == "|":
            cells.append(cell.strip())
            cell = ""
        else:
            cell += part
    if cell.strip():
        cells.append(cell.strip())
    return cells[1:] if line.strip().startswith("|") else cells


def with_lines(cell: str) -> str:
    """The text of a cell with its line breaks, which a table can write as tags only."""
    return _NEW_LINE.sub("\n", cell)


def is_rule_row(cells: Sequence[str]) -> bool:
    """``|---|:--:|`` between head and rows."""
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells if cell) and any(cells)


def is_wiki_head(line: str) -> bool:
    """``||Action||Owner||``."""
    return line.lstrip().startswith("||") and line.count("||") > 1


def table_of(lines: Sequence[Line]) -> tuple[list[str], list[tuple[Line, list[str]]]]:
    """The head's cells, empty where neither a rule nor a wiki's marks make it one, and the rows with their lines."""
    rows = [(line, cells_of(line[1])) for line in lines]
    head: list[str] = []
    if rows and is_wiki_head(rows[0][0][1]):
        head = [cell.strip() for cell in rows.pop(0)[0][1].strip().strip("|").split("||")]
    elif len(rows) > 1 and is_rule_row(rows[1][1]):
        head = rows[0][1]
        rows = rows[2:]
    return head, [(line, cells) for line, cells in rows if any(cells) and not is_rule_row(cells)]
