"""The lines of a section as blocks: paragraphs, entries of lists with what belongs to them, tables, code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Literal

from core.domain.report.line_marks import Item, fence, is_rule, is_table_row, item
from core.domain.report.model import Line

BlockKind = Literal["paragraph", "item", "table", "code"]


@dataclass(slots=True)
class Block:
    """``item`` is the entry's own first line, for an entry."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    item: Item | None = None

    @property
    def text(self) -> str:
        return dedent("\n".join(line for _, line in self.lines)).strip()


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Every line that is not blank is in one block, in its order."""
    return _Blocks().read(lines)


class _Blocks:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._fence = ""
        self._gap = True

    def read(self, lines: Sequence[Line]) -> list[Block]:
        for line in lines:
            self._take(line)
        return self._blocks

    def _take(self, line: Line) -> None:
        text = line[1]
        last = self._blocks[-1] if self._blocks else None
        if self._fence and last:
            last.lines.append(line)
            if fence(text).startswith(self._fence):
                self._fence = ""
            return
        if not text.strip():
            self._gap = True
            return
        indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
        inside = last is not None and last.item is not None and indent > last.item.indent
        entry = item(text)
        if mark := fence(text):
            self._fence = mark
            self._add(line, "code", inside=inside)
        elif is_table_row(text):
            self._add(line, "table", inside=inside or bool(last and last.kind == "table" and not self._gap))
        elif entry is not None and not (inside and last):
            self._blocks.append(Block("item", [line], entry))
        elif inside or (last and not self._gap and last.kind in ("paragraph", "item") and not is_rule(text)):
            self._add(line, "paragraph", inside=True)
        else:
            self._add(line, "paragraph", inside=False)
        self._gap = False

    def _add(self, line: Line, kind: BlockKind, *, inside: bool) -> None:
        if inside and self._blocks:
            if self._gap and self._blocks[-1].kind != "table":
                self._blocks[-1].lines.append((line[0], ""))
            self._blocks[-1].lines.append(line)
        else:
            self._blocks.append(Block(kind, [line]))
