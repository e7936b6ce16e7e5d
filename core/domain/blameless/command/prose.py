"""The words of a paragraph, a heading or a cell of Markdown as the rules read them, and where each of them stands.

Code stays as one word between backticks, an address as one mark behind the words that lead to it: the rules do not read
them, but know that something checkable is there. Tags, comments and pictures are gone. A line that only wraps becomes a
space. Not here: which blocks a file has.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import unescape
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, entity, escape, html_inline, image, link, newline

EVENTS: Final = "debrief-events"
"""Key of a parse's environment: the list that takes what the rules of markdown-it find, or None."""

_LONGEST_CODE: Final = 200
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s\[]{1,60}\]")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDRESS: Final = "](#)"  # the end of a link, as the rules know it from the room

Rule = Callable[[StateInline, bool], bool]


class Place(NamedTuple):
    """A line and a column of a file, counted from 1, in code points."""

    line: int
    column: int


class Event(NamedTuple):
    """What stands at these offsets of a block's content is read as ``text``."""

    start: int
    end: int
    text: str


class Prose(NamedTuple):
    """``text`` is what the rules read. ``pieces`` says from which offset of the content each part of it is.

    A piece is (offset in the text, offset in the content, whether it was taken as it stands).
    """

    text: str
    pieces: Sequence[tuple[int, int, bool]]

    def source(self, offset: int) -> int:
        """The offset in the block's content of one character of the text."""
        start, origin, literal = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]
        return origin + (offset - start if literal else 0)


def watch(parser: MarkdownIt) -> None:
    """Let a parser note where code, links, tags and line ends are. It says what there is, but not where."""
    readers: dict[str, tuple[Rule, Callable[[StateInline, int], list[Event]]]] = {
        "newline": (newline, _line_end),
        "escape": (escape, _escaped),
        "backticks": (backtick, _code),
        "link": (link, _link),
        "image": (image, lambda state, start: [Event(start, state.pos, "")]),
        "html_inline": (html_inline, _tag),
        "entity": (entity, lambda state, start: [Event(start, state.pos, unescape(state.src[start : state.pos]))]),
    }
    for name, (rule, reader) in readers.items():
        parser.inline.ruler.at(name, _noted(rule, reader))


def _noted(rule: Rule, reader: Callable[[StateInline, int], list[Event]]) -> Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        events = state.env.get(EVENTS)
        if silent or events is None:
            return rule(state, silent)
        start = state.pos
        if rule is image:  # what stands for a picture is read as a text of its own, with offsets of its own
            state.env[EVENTS] = None
        found = rule(state, False)
        state.env[EVENTS] = events
        if found:
            events.extend(reader(state, start))
        return found

    return noted


def _line_end(state: StateInline, start: int) -> list[Event]:
    hard = state.src[max(0, start - 2) : start] == "  "
    return [Event(start, state.pos, "\n" if hard else " ")]


def _escaped(state: StateInline, start: int) -> list[Event]:
    follows = state.src[start + 1 : state.pos]
    return [Event(start, state.pos, "\n")] if follows[:1] == "\n" else [Event(start, start + 1, "")]


def _code(state: StateInline, start: int) -> list[Event]:
    written = state.src[start : state.pos]
    code = " ".join(written.replace("`", " ").split())[:_LONGEST_CODE]
    if not written.endswith("`") or not code or not written.strip("`"):
        return []  # backticks that nothing closes
    return [Event(start, state.pos, f"`{code}`")]


def _link(state: StateInline, start: int) -> list[Event]:
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    return [Event(start, start + 1, ""), Event(label_end, state.pos, _ADDRESS)]


def _tag(state: StateInline, start: int) -> list[Event]:
    return [Event(start, state.pos, "\n" if _BREAK.match(state.src, start) else "")]


def prose_of(content: str, events: Sequence[Event]) -> Prose:
    """A block's content with its events applied."""
    footnotes = [Event(found.start(), found.end(), "") for found in _FOOTNOTE.finditer(content)]
    parts: list[str] = []
    pieces: list[tuple[int, int, bool]] = [(0, 0, True)]
    length = place = 0
    for start, end, text in sorted([*events, *footnotes]):
        if start < place:
            continue
        for part, origin, literal in ((content[place:start], place, True), (text, start, False)):
            if part:
                parts.append(part)
                pieces.append((length, origin, literal))
                length += len(part)
        place = end
    parts.append(content[place:])
    pieces.append((length, place, True))
    return Prose("".join(parts), pieces)
