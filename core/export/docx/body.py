"""Our sanitised HTML as the body of a Word document: real headings, lists, tables, quotes, code and links.

It is written as text and read once at the end: building element by element takes ten times as long. Only the tags that
the one sanitiser lets pass have a meaning here; of any other the words remain. Not here: styles, pages, properties.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Final

from core.export.docx.lists import Lists, OpenList, indent
from core.export.docx.runs import StyledText, runs
from core.export.docx.tables import Cell, table
from core.export.docx.xml import address
from core.export.markdown.direction import is_right_to_left

DEEPEST: Final = 3  # the levels that Word has list styles for; deeper ones are called like the deepest
_HEADINGS: Final = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_MARKS: Final = {
    "strong": "<w:b/><w:bCs/>",
    "em": "<w:i/><w:iCs/>",
    "del": "<w:strike/>",
    "code": '<w:rStyle w:val="VerbatimChar"/>',
}
_BLOCKS: Final = {*_HEADINGS, "p", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td"}
# Blocks without words of their own, or without a paragraph that could have a bullet.
_NO_WORDS: Final = {"ul", "ol", "pre", "blockquote", "table", "hr"}
# The sanitiser closes each tag, puts each attribute in quotes and leaves no bare sign of XML in a text.
_TOKEN: Final = re.compile(r"([^<]+)|<(/?)([a-z0-9]++)((?:[^<>\"]|\"[^\"]*\")*)>")
_HREF: Final = re.compile(r"\bhref=\"([^\"]*)\"")
_START: Final = re.compile(r"\bstart=\"(\d{1,9})\"")


def body(page: str, link: Callable[[str], str], lists: Lists) -> str:
    """The blocks of a document. ``link`` gives the relation id of an address, ``lists`` collects numbered lists."""
    writer = _Writer(link, lists)
    for found in _TOKEN.finditer(page):
        text, end, tag, attributes = found.groups()
        if text is not None:
            writer.text(text)
        elif end:
            writer.end(tag)
        else:
            writer.start(tag, attributes)
    return writer.xml()


class _Writer:
    def __init__(self, link: Callable[[str], str], lists: Lists) -> None:
        self._link = link
        self._numbered = lists
        self._done: list[str] = []
        self._texts: list[StyledText] = []  # of the paragraph that is being written
        self._marks: list[str] = []
        self._hrefs: list[str | None] = []
        self._addresses: dict[str, str | None] = {}
        self._lists: list[OpenList] = []
        self._quotes = 0
        self._heading = ""
        self._pre = False
        self._rows: list[list[Cell]] = []
        self._cell: Cell | None = None

    def xml(self) -> str:
        self._close()
        return "".join(self._done)

    def start(self, tag: str, attributes: str) -> None:
        if tag in _MARKS:
            if tag != "code" or not self._pre:
                self._marks.append(_MARKS[tag])
            return
        if tag in _BLOCKS or tag == "hr":
            self._close()
        if tag in _NO_WORDS and self._lists and not self._lists[-1].marked:
            # An item that begins with another list or with code has its bullet or number all the same.
            self._done.append(f"<w:p><w:pPr>{self._properties('')}</w:pPr></w:p>")
        match tag:
            case "h1" | "h2" | "h3" | "h4":
                self._heading = _HEADINGS[tag]
            case "ul" | "ol":
                start = _START.search(attributes)
                number = None if tag == "ul" else int(start[1]) if start else 1
                self._lists.append(self._numbered.begin(number, self._lists[-1] if self._lists else None))
            case "li" if self._lists:
                self._lists[-1].marked = False
            case "blockquote":
                self._quotes += 1
            case "pre":
                self._pre = True
            case "table":
                self._rows = []
            case "tr":
                self._rows.append([])
            case "th" | "td":
                self._cell = Cell(tag == "th")
            case "br":
                self._break()
            case "hr":
                self._done.append('<w:p><w:pPr><w:pStyle w:val="Line"/></w:pPr></w:p>')
            case "a":
                self._hrefs.append(self._followed(attributes))

    def end(self, tag: str) -> None:
        if tag in _MARKS:
            if tag != "code" or not self._pre:
                self._marks.pop()
            return
        if tag in _BLOCKS:
            self._close()
        match tag:
            case "h1" | "h2" | "h3" | "h4":
                self._heading = ""
            case "ul" | "ol":
                self._lists.pop()
            case "blockquote":
                self._quotes -= 1
            case "pre":
                self._pre = False
            case "table":
                self._done.append(table(self._rows))
                self._rows = []
            case "th" | "td":
                if self._cell is not None and self._rows:
                    self._rows[-1].append(self._cell)
                self._cell = None
            case "a":
                self._hrefs.pop()

    def text(self, text: str) -> None:
        """Words, as a browser shows them: runs of white space are one space, but for code that stands by itself."""
        text = unescape(text) if "&" in text else text
        if self._pre:
            self._add(text)
            return
        shown = _collapsed(text)
        if not self._texts or self._texts[-1].text == "\n":
            shown = shown.lstrip(" ")
        if shown:
            self._add(shown)

    def _add(self, shown: str) -> None:
        style = _style(frozenset(self._marks)) if self._marks else ""
        href = self._hrefs[-1] if self._hrefs else None
        if self._pre:
            self._texts.append(StyledText(shown, literal=True))
        elif href is None:
            self._texts.append(StyledText(shown, style))
        else:
            self._texts.append(StyledText(shown, style.replace(_MARKS["code"], ""), to=href))

    def _followed(self, attributes: str) -> str | None:
        found = _HREF.search(attributes)
        if found is None:
            return None
        if found[1] not in self._addresses:
            self._addresses[found[1]] = address(unescape(found[1]))
        return self._addresses[found[1]]

    def _break(self) -> None:
        self._texts.append(StyledText("\n"))

    def _close(self) -> None:
        """The paragraph that is being written ends here, if there is one."""
        parts, self._texts = self._texts, []
        if not parts:
            return
        if self._pre and parts[-1].text.endswith("\n"):
            parts[-1] = parts[-1]._replace(text=parts[-1].text[:-1])
        text = "".join(item.text for item in parts)
        right_to_left = is_right_to_left(text)
        bidi = "<w:bidi/>" if right_to_left else ""
        inner = runs(parts, self._link, right_to_left=right_to_left)
        if self._cell is not None:
            self._cell.add(f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{bidi}</w:pPr>{inner}</w:p>', text)
        else:
            self._done.append(f"<w:p><w:pPr>{self._properties(bidi)}</w:pPr>{inner}</w:p>")

    def _properties(self, bidi: str) -> str:
        """In the order that the format asks for: style, number, direction, indent."""
        if self._heading:
            return f'<w:pStyle w:val="{self._heading}"/>{bidi}'
        depth = len(self._lists)
        if self._pre:
            return f'<w:pStyle w:val="SourceCode"/>{bidi}{indent(depth + self._quotes)}'
        if not depth:
            style = '<w:pStyle w:val="Quote"/>' if self._quotes else ""
            return f"{style}{bidi}{indent(self._quotes - 1)}"
        inner = self._lists[-1]
        suffix = str(min(depth, DEEPEST)) if depth > 1 else ""
        if inner.marked:
            return f'<w:pStyle w:val="ListContinue{suffix}"/>{bidi}{indent(inner.level + 1)}'
        style = "ListBullet" if inner.tree.kinds[inner.level] is None else "ListNumber"
        return f'<w:pStyle w:val="{style}{suffix}"/>{self._numbered.mark(inner)}{bidi}'


_ORDER: Final = [_MARKS["code"], _MARKS["strong"], _MARKS["em"], _MARKS["del"]]
_ODD_SPACE: Final = re.compile(r"[\n\t\r]|  ")


@lru_cache(maxsize=16)
def _style(marks: frozenset[str]) -> str:
    return "".join(sorted(marks, key=_ORDER.index))


def _collapsed(text: str) -> str:
    """Runs of spaces, tabs and line ends as one space; other spaces are letters to a browser."""
    if not _ODD_SPACE.search(text):
        return text
    pieces = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
    inner = " ".join(piece for piece in pieces if piece)
    if not inner:
        return " "
    return f"{'' if pieces[0] else ' '}{inner}{'' if pieces[-1] else ' '}"
