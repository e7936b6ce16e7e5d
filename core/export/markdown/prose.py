"""The paragraphs that people typed, as Markdown that reads as they typed it.

Paragraphs, lists, quotes, code, emphasis and links stay, and mean what they mean on GitHub; never a heading, a table,
HTML or an image. The lines stay as they were typed: what is inserted are backslashes, breaks and empty lines, and the
end of a fence that somebody left open. How blocks are read is ``core.export.markdown.field_blocks``'s word.
"""

import re
from typing import Final

from markdown_it.token import Token

from core.export.markdown.field_blocks import field_blocks
from core.export.markdown.inline_text import escaped_words, unmarked, visible

_BOX: Final = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_FENCE: Final = re.compile(r"```[^`]*$|~~~")


def prose(text: str) -> str:
    """Whole paragraphs. What makes structure inside them stays inside them."""
    lines = visible(text).split("\n")
    writer = _Writer(lines)
    item = False
    for token in field_blocks("\n".join(lines)):
        if token.type == "inline" and token.map:
            writer.paragraph(token, is_item=item)
        elif token.nesting == 1 and token.level == 0 and token.type != "paragraph_open" and token.map:
            writer.box(token.map[0])
        elif token.type in ("fence", "code_block") and token.map:
            writer.code(token)
        item = token.type == "list_item_open" or (item and token.type == "paragraph_open")
    return writer.text()


class _Writer:
    """Takes the typed lines over, one after the other, with what every reader needs between and in them."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._next = 0
        self._out: list[str] = []
        self._in_paragraph = False

    def paragraph(self, token: Token, *, is_item: bool) -> None:
        start, stop = token.map or (0, 0)
        self._skip_to(start)
        typed = token.content.split("\n")
        raw = [line.rstrip() for line in self._lines[start:stop]]
        heads = [line[: len(line) - len(item.strip())] for line, item in zip(raw, typed, strict=True)]
        outside = token.level == 1
        self._apart(heads[0], outside=outside)
        written = _paragraph([item.strip() for item in typed], is_item=is_item)
        self._out += [("" if outside else head) + line for head, line in zip(heads, written, strict=True)]
        self._next = stop
        self._in_paragraph = True

    def box(self, start: int) -> None:
        """A list or a quote begins."""
        self._skip_to(start)
        self._apart("", outside=True)
        self._in_paragraph = False

    def code(self, token: Token) -> None:
        start, stop = token.map or (0, 0)
        self._skip_to(start)
        if token.level == 0:
            self._apart("", outside=True)
        while stop > start + 1 and not self._lines[stop - 1].strip() and token.type == "code_block":
            stop -= 1
        self._out += self._lines[start:stop]
        if token.type == "fence" and token.level == 0 and not _closes(self._lines[start + 1 : stop], token.markup):
            self._out.append(token.markup)
        self._next = stop
        self._in_paragraph = False

    def text(self) -> str:
        self._skip_to(len(self._lines))
        return "\n".join(self._out).strip("\n")

    def _skip_to(self, line: int) -> None:
        """Lines between paragraphs: empty ones, and marks of quotes and items without words."""
        for typed in self._lines[self._next : line]:
            bare = typed.rstrip()
            if bare or (self._out and self._out[-1]):
                self._out.append(bare)
            self._in_paragraph = False
        self._next = max(self._next, line)

    def _apart(self, head: str, *, outside: bool) -> None:
        """An empty line before what would be read as part of the paragraph above."""
        if not self._out or not self._out[-1]:
            return
        if outside:
            self._out.append("")
        elif self._in_paragraph and not _is_marked(head):
            self._out.append(head.rstrip())


def _paragraph(lines: list[str], *, is_item: bool) -> list[str]:
    """The lines of one paragraph, each staying a line; code may go on from one to the next."""
    text = "\n".join(lines)
    box = _BOX.match(text) if is_item else None
    begins = box.end() if box else 0
    text = text[begins:]

    def is_code(start: int, end: int) -> bool:
        """Code may go on for lines, unless one of them would begin a block of its own."""
        inside = text[start:end].split("\n")
        begins = text[start - 1 : start] in ("", "\n")
        if any(_FENCE.match(line) for line in inside[0 if begins else 1 :]):
            return False
        return all(unmarked(line) == line for line in inside[1:])

    written = escaped_words(text, is_code).split("\n")
    # A box is no mark: what follows it begins no block.
    first = f"{box[0]}{written[0]}" if box else unmarked(written[0])
    made = [first, *(unmarked(line) for line in written[1:])]
    return [*(f"{line}  " for line in made[:-1]), made[-1]]


def _is_marked(head: str) -> bool:
    """Whether the marks before a paragraph begin an item, which ends the paragraph above by itself."""
    return bool(head.lstrip(" \t>"))


def _closes(lines: list[str], fence: str) -> bool:
    last = lines[-1] if lines else ""
    bare = last.strip()
    return len(bare) >= len(fence) and set(bare) == {fence[0]} and len(last) - len(last.lstrip()) < 4
