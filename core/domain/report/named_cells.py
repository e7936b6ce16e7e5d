"""Tables of two columns whose first cell is the name of a section: ``| Impact | nobody could log in |``.

The heads of wikis hold them. What is a fact (a day, a severity) is read by ``facts``; here are the texts.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from core.domain.report.headings import exact_role
from core.domain.report.line_marks import is_table_row
from core.domain.report.model import Line, Role, Section
from core.domain.report.table_cells import table_of, with_lines

_LOOKED_AT: Final = (Role.OTHER, Role.FACTS)


def named_cells(sections: Sequence[Section]) -> Iterator[tuple[Role, str]]:
    """The role that the first cell names, and the text beside it with its line breaks."""
    for section in sections:
        if section.role in _LOOKED_AT:
            tables: list[Line] = []
            for line in [*section.lines, (0, "")]:
                if is_table_row(line[1]):
                    tables.append(line)
                else:
                    yield from _of_table(tables)
                    tables = []


def _of_table(lines: Sequence[Line]) -> Iterator[tuple[Role, str]]:
    if not lines:
        return
    head, rows = table_of(lines)
    for cells in ([head] if head else []) + [cells for _, cells in rows]:
        role = exact_role(cells[0]) if len(cells) == 2 else None
        text = with_lines(cells[1]) if role else ""
        if role and role is not Role.OTHER and any(sign.isalnum() for sign in text):
            yield role, text.strip()
