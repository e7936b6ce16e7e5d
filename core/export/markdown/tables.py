"""Blocks that the Markdown export is made of: headings, tables, lists, labelled texts; none of them when empty.

Cells and items are Markdown already. Not here: what stands in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from core.export.markdown.prose import prose

Blocks = Iterator[str]

# A bar that no backslash stands before: in a table, one ends the cell wherever it stands, also in an address.
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED_BAR = r"\1\|"


def titled(title: str, body: Blocks, level: int = 2) -> Blocks:
    """A heading, if there is anything to stand under it."""
    blocks = list(body)
    if blocks:
        yield f"{'#' * level} {title}"
        yield from blocks


def labelled(label: str, text: str) -> Blocks:
    phrase = prose(text)
    if phrase:
        yield f"### {label}"
        yield phrase


def bullets(items: Iterable[str]) -> Blocks:
    lines = [f"- {item}" for item in items if item]
    if lines:
        yield "\n".join(lines)


def filled_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Blocks:
    """A table without its empty columns and rows, or nothing."""
    kept = [row for row in rows if any(row)]
    columns = [place for place in range(len(header)) if any(row[place] for row in kept)]
    if kept:
        yield table([header[place] for place in columns], [[row[place] for place in columns] for row in kept])


def facts_table(header: tuple[str, str], facts: Iterable[tuple[str, str]]) -> Blocks:
    """A table of names and values without those that have none, or nothing."""
    shown = [(f"**{name}**", value) for name, value in facts if value]
    if shown:
        yield table(header, shown)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---" for _ in header], *rows]
    return "\n".join(f"| {' | '.join(_BAR.sub(_ESCAPED_BAR, cell) for cell in line)} |" for line in lines)
