"""What people typed, as Markdown that cannot turn into anything else.

Three doors, from the freest to the tightest. ``prose`` keeps paragraphs, lists, quotes, code, emphasis and
links of its own, but never a heading, a table, HTML or an image. ``inline`` keeps code, emphasis and links
on one line, for rows and cells. ``plain`` keeps nothing: names and titles read exactly as typed.

All three only ever insert (a backslash, a line break), so no character that somebody typed is lost. They
decide line by line and leave nothing open, so that every Markdown reader comes to the same document.
"""

import re
from bisect import bisect_right
from collections import defaultdict

# Unprintable characters are shown by their pictures; a file with them raw breaks tools, and hides things.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

_LINK = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\((?P<url>(?:https?://|mailto:)[^\s()<>\[\]\\`|*]{1,2000})\)", re.I)
_BARE_URL = re.compile(r"https?://[A-Za-z0-9/:.?&=_%#~+@,;!-]+", re.I)
_TICKS = re.compile(r"`+")
_RISKY = re.compile(
    r"(?P<slash>\\)(?=[!-/:-@\[-`{-~]|$)"  # a backslash that Markdown would take for its own
    r"|(?P<tag><)(?=[A-Za-z/!?])"  # what could begin a tag, a comment or an automatic link
    r"|(?P<entity>&)(?=#?[A-Za-z0-9]{1,32};)"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<tick>`)"
    r"|(?<=\w)(?P<star>\*)(?=\w)"  # 2*3*4 and __init__.py mean what they say
    r"|(?P<under>_(?=_)|(?<=_)_)"
)
_PLAIN = re.compile(r"[\\`*\[\]<|#]|&(?=#?[A-Za-z0-9]{1,32};)|~(?=~)|(?<!\w)_|_(?!\w)")

_IN_URL = re.compile(r"&(?=#?[A-Za-z0-9]{1,32};)|~(?=~)")

_NUMBERED = re.compile(r"([ \t]*)(\d{1,9})[.)][ \t]+")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|[-*+][ \t]))*[ \t]*")
_LOOSE_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_ONLY_LINES = re.compile(r"[-=_*:|+~ \t]+")
_FENCE = re.compile(r"(`{3,}|~{3,})[A-Za-z0-9_+.#-]{0,30}")


def visible(text: str) -> str:
    """One kind of line end, and no character that cannot be seen but does something."""
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(unseen: re.Match[str]) -> str:
    code = ord(unseen[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else _REPLACEMENT


def plain(text: str) -> str:
    """One line that reads exactly as it was typed. Addresses stay whole, so that they can be opened."""
    return "<br>".join(_plain(part.strip()) for part in visible(text).strip().split("\n"))


def inline(text: str) -> str:
    """One line of a list or a table: inline Markdown works, anything that makes structure does not."""
    lines = [part.strip() for part in visible(text).strip().split("\n")]
    return "<br>".join([_unmarked(_inline(lines[0])), *(_inline(line) for line in lines[1:])])


def cell(text: str) -> str:
    """The same inside a table, where a bar would end the cell."""
    lines = [part.strip() for part in visible(text).strip().split("\n")]
    return "<br>".join(_inline(line, in_table=True) for line in lines)


def prose(text: str) -> str:
    """Whole paragraphs. What makes structure inside them stays inside them."""
    lines = visible(text).split("\n")
    fences = _Fences(lines)
    writer = _Prose()
    index = 0
    while index < len(lines):
        closing = fences.closing(index)
        if closing is None:
            writer.line(lines[index].rstrip())
            index += 1
        else:
            writer.block(lines[index : closing + 1])
            index = closing + 1
    return writer.text()


class _Prose:
    """Builds up paragraphs line by line, with the blank lines and breaks that every reader needs."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.last = "blank"
        self.in_list = False
        self.numbers: dict[int, int] = {}

    def block(self, lines: list[str]) -> None:
        self._gap()
        self.out += [lines[0].rstrip(), *lines[1:-1], lines[-1].rstrip(), ""]
        self._end_list()

    def line(self, line: str) -> None:
        if not line.strip():
            self._gap()
            return
        if not self.in_list:
            # Four spaces would be a code block outside of a list, and nobody who indents a line means that.
            line = line.lstrip()
        head, kind = self._head(line)
        belongs = kind == "text" and self.in_list and line[0] in " \t"
        if belongs or kind == self.last != "item":
            self._break()
        elif kind != self.last:
            self._gap()
        if kind != "item" and not belongs:
            self._end_list()
        self.out.append(head + _unmarked(_inline(line[len(head) :])))
        self.in_list = self.in_list or kind == "item"
        self.last = "item" if belongs else kind

    def text(self) -> str:
        return "\n".join(self.out).strip("\n")

    def _head(self, line: str) -> tuple[str, str]:
        """The marks a line begins with, and what they make of it."""
        numbered = _NUMBERED.match(line)
        if numbered:
            if self._counts(numbered):
                return numbered[0], "item"
            return numbered[1], "text"
        found = _CONTAINERS.match(line)
        head = found[0] if found else ""
        kind = "quote" if head.lstrip().startswith(">") else "item" if head.strip() else "text"
        return head, kind

    def _counts(self, numbered: re.Match[str]) -> bool:
        """Numbers make a list only while they count 1, 2, 3: readers count by themselves, and would lose others."""
        depth = len(numbered[1].expandtabs(4))
        expected = self.numbers.get(depth, 0) + 1
        if numbered[2] != str(expected):
            return False
        self.numbers[depth] = expected
        return True

    def _break(self) -> None:
        """The next line begins a new line of the same paragraph, as it did on the screen."""
        if self.out and self.out[-1]:
            self.out[-1] += "  "

    def _gap(self) -> None:
        if self.out and self.out[-1]:
            self.out.append("")
        self.last = "blank"

    def _end_list(self) -> None:
        self.in_list = False
        self.numbers.clear()


def _inline(line: str, *, in_table: bool = False) -> str:
    """One line with code spans and links kept, and everything else that could be markup made harmless."""
    pieces = []
    end = 0
    for start, stop in _code_spans(line):
        if in_table and "|" in line[start:stop]:
            continue
        pieces += [_between_code(line[end:start]), line[start:stop]]
        end = stop
    pieces.append(_between_code(line[end:]))
    safe = "".join(pieces)
    return safe.replace("|", r"\|") if in_table else safe


def _between_code(text: str) -> str:
    pieces = []
    end = 0
    for link in _LINK.finditer(text):
        before = _escaped(_RISKY, text[end : link.start()])
        if before.endswith("!"):
            before = before[:-1] + r"\!"
        pieces += [before, f"[{_escaped(_RISKY, link['text'])}]({link['url']})"]
        end = link.end()
    return "".join([*pieces, _escaped(_RISKY, text[end:])])


def _plain(line: str) -> str:
    pieces = []
    end = 0
    for url in _BARE_URL.finditer(line):
        pieces += [_escaped(_PLAIN, line[end : url.start()]), _escaped(_IN_URL, url[0])]
        end = url.end()
    return "".join([*pieces, _escaped(_PLAIN, line[end:])])


def _escaped(risky: re.Pattern[str], text: str) -> str:
    return risky.sub(lambda found: "\\" + found[0], text)


def _unmarked(text: str) -> str:
    """Text that does not begin a heading, a line, a list, a quote or a fence where a line begins with it."""
    if text.startswith(("#", "~~~", ">")) or (text.strip() and _ONLY_LINES.fullmatch(text)):
        return "\\" + text
    if text[:1] in ("-", "*", "+") and text[1:2] in (" ", "\t", ""):
        return "\\" + text
    return _LOOSE_NUMBER.sub(r"\1\\\2", text, count=1) if _LOOSE_NUMBER.match(text) else text


def _code_spans(line: str) -> list[tuple[int, int]]:
    """Runs of backticks paired as every Markdown does it: with the next run of the same length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(line)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, (start, end) in enumerate(runs):
        by_length[end - start].append(place)
    spans = []
    place = 0
    while place < len(runs):
        start, end = runs[place]
        same = by_length[end - start]
        after = bisect_right(same, place)
        if after < len(same):
            place = same[after]
            spans.append((start, runs[place][1]))
        place += 1
    return spans


class _Fences:
    """Finds the fenced blocks that all readers see alike; any other row of ticks is text."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.hopeless: set[str] = set()

    def closing(self, index: int) -> int | None:
        """Where the fence that begins at this line ends; None if none begins here."""
        opening = _FENCE.fullmatch(self.lines[index].rstrip())
        if not opening or opening[1] in self.hopeless:
            return None
        fence = opening[1]
        for place in range(index + 1, len(self.lines)):
            line = self.lines[place].rstrip()
            bare = line.strip()
            if len(bare) >= len(fence) and set(bare) == {fence[0]}:
                return place if line == fence else None
        # What no later line closes, no later line closes for the next such fence either.
        self.hopeless.add(fence)
        return None
