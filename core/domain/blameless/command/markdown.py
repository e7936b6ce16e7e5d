"""A Markdown file as passages: the words of each paragraph, item, heading and cell, with its section and its place.

Not read: code, tags and comments, addresses, pictures, the heads of tables, and what stands before the document between
``---`` lines. markdown-it reads the Markdown; what it does not say, the column, is found from the line.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from core.domain.blameless.command.headings import section_of_heading
from core.domain.blameless.command.prose import EVENTS, Place, Prose, prose_of, watch
from core.domain.postmortem import SectionId

_DEEPEST: Final = 20
"""Lists in lists, quotes in quotes; what stands deeper is not read."""
_FENCES: Final = ("---", "+++")


@dataclass(frozen=True)
class MarkdownPassage:
    """``lines`` are the offsets in the block's content at which its lines begin; ``places`` say where those are.

    ``bars`` are offsets of bars that the file has with a backslash, as cells of a table need them.
    """

    section: SectionId | None
    prose: Prose
    lines: Sequence[int]
    places: Sequence[Place]
    bars: Sequence[int] = ()

    @property
    def text(self) -> str:
        return self.prose.text

    def place(self, offset: int) -> Place:
        """Where one character of the text stands in the file."""
        at = self.prose.source(offset)
        row = bisect_right(self.lines, at) - 1
        line, column = self.places[row]
        return Place(line, column + at - self.lines[row] + bisect_right(self.bars, at))


def passages_of(source: str) -> list[MarkdownPassage]:
    """The passages of a file, in its order, and none that is empty."""
    # The same as markdown-it makes of a file, so that its lines can be found in these.
    plain = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = _without_front_matter(plain.split("\n"))
    found = _Passages(lines).read(_PARSER.parse("\n".join(lines)))
    return [passage for passage in found if passage.text.strip()]


def _inline(state: StateCore) -> None:
    """Parse what is inside of blocks, one by one, and keep with each what was noted in it."""
    for token in state.tokens:
        if token.type == "inline":
            events = state.env[EVENTS] = []
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            token.meta[EVENTS] = events


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST}).enable("table")
    watch(parser)
    parser.core.ruler.at("inline", _inline)
    return parser


_PARSER: Final = _parser()


def _without_front_matter(lines: list[str]) -> list[str]:
    if lines[0].rstrip() not in _FENCES:
        return lines
    for number in range(1, len(lines)):
        if lines[number].rstrip() == lines[0].rstrip() or (lines[0][0] == "-" and lines[number].rstrip() == "..."):
            return [""] * (number + 1) + lines[number + 1 :]
    return lines


class _Passages:
    """Walks through a file's tokens. ``open`` is the block around; ``sections`` the headings above, by level."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._open: Token | None = None
        self._sections: list[tuple[int, SectionId | None]] = []
        self._row, self._cursor = -1, 0  # how far the cells of a row were found

    def read(self, tokens: Sequence[Token]) -> Iterator[MarkdownPassage]:
        for token in tokens:
            if token.type != "inline":
                self._open = token if token.nesting == 1 else self._open
            elif token.map is not None and self._open is not None:
                yield from self._passage(token, token.map[0], self._open)

    def _passage(self, token: Token, line: int, block: Token) -> Iterator[MarkdownPassage]:
        prose = prose_of(token.content, token.meta[EVENTS])
        if block.type in ("th_open", "td_open"):
            place, bars = self._cell(token.content, line)
            if block.type == "td_open":
                yield MarkdownPassage(self._section, prose, [0], [place], bars)
            return
        if block.type == "heading_open":
            self._enter(int(block.tag[1]), prose.text)
        starts, places = self._lines_of(token.content, line, block)
        yield MarkdownPassage(self._section, prose, starts, places)

    @property
    def _section(self) -> SectionId | None:
        return self._sections[-1][1] if self._sections else None

    def _enter(self, level: int, heading: str) -> None:
        """A heading that names no section belongs to the one above it."""
        while self._sections and self._sections[-1][0] >= level:
            self._sections.pop()
        self._sections.append((level, section_of_heading(heading) or self._section))

    def _cell(self, content: str, line: int) -> tuple[Place, list[int]]:
        """Where a cell stands in its row: behind the cells before it."""
        if line != self._row:
            self._row, self._cursor = line, 0
        written = content.replace("|", "\\|")
        column = max(self._lines[line].find(written, self._cursor), self._cursor)
        self._cursor = column + len(written)
        return Place(line + 1, column + 1), [at for at, letter in enumerate(content) if letter == "|"]

    def _lines_of(self, content: str, first: int, block: Token) -> tuple[list[int], list[Place]]:
        """Each line of a block ends as its line of the file does, whatever marks stand before it."""
        starts, places, start = [], [], 0
        for number, row in enumerate(content.split("\n"), first):
            line = self._lines[number] if number < len(self._lines) else ""
            written = row.strip()
            if block.markup.startswith("#"):
                column = line.find(written, line.find("#") + len(block.markup))
            else:
                column = len(line.rstrip()) - len(written)
            starts.append(start)
            places.append(Place(number + 1, column + 1 - (len(row) - len(row.lstrip()))))
            start += len(row) + 1
        return starts, places
