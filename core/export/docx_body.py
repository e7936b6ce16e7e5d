"""Our sanitised HTML as the body of a Word document: real headings, lists, tables, quotes, code and links.

It is written as text and read once at the end: building element by element takes ten times as long. Only the tags that
the one sanitiser lets pass have a meaning here; of any other the words remain. Not here: styles, pages, properties.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from core.export.docx_parts import address, is_right_to_left, run
from core.export.docx_tables import Cell, table

MOST_LISTS: Final = 1_500  # Word loses count beyond 2047
DEEPEST: Final = 3  # the levels that Word has list styles for; deeper ones look like the deepest
_HEADINGS: Final = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_MARKS: Final = {"strong": "<w:b/><w:bCs/>", "em": "<w:i/><w:iCs/>", "code": '<w:rStyle w:val="InlineCode"/>'}
_BLOCKS: Final = {*_HEADINGS, "p", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td"}
_NO_END: Final = {"br", "hr"}


@dataclass
class Lists:
    """Numbered lists, each counting for itself. ``begun``: what each begins with, and how deep it stands."""

    first: int
    begun: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, start: int, depth: int) -> int:
        """The number that the list has in the document."""
        if len(self.begun) < MOST_LISTS:
            self.begun.append((start, depth))
        return self.first + len(self.begun) - 1


def body(page: str, link: Callable[[str], str], lists: Lists) -> str:
    """The blocks of a document. ``link`` gives the relation id of an address, ``lists`` collects numbered lists."""
    if not page.strip():
        return ""
    root = html.fragment_fromstring(page, create_parent="div", parser=html.HTMLParser(huge_tree=True))
    writer = _Writer(link, lists)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            writer.start(element)
            writer.text(element.text)
        else:
            writer.end(element)
            if element is not root:
                writer.text(element.tail)
    return writer.xml()


@dataclass
class _List:
    """``number`` is the list's number in the document, or None for bullets. ``marked``: its item has its mark."""

    number: int | None
    marked: bool = False


class _Writer:
    def __init__(self, link: Callable[[str], str], lists: Lists) -> None:
        self._link = link
        self._numbered = lists
        self._done: list[str] = []
        self._runs: list[str] = []
        self._said: list[str] = []  # the words of the paragraph, for its direction
        self._marks: list[str] = []
        self._hrefs: list[str | None] = []
        self._lists: list[_List] = []
        self._quotes = 0
        self._heading = ""
        self._pre = False
        self._rows: list[list[Cell]] = []
        self._cell: Cell | None = None

    def xml(self) -> str:
        self._close()
        return "".join(self._done)

    def start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS or tag == "hr":
            self._close()
        match tag:
            case "h1" | "h2" | "h3" | "h4":
                self._heading = _HEADINGS[tag]
            case "ul":
                self._lists.append(_List(None))
            case "ol":
                start = element.get("start", "1")
                depth = min(len(self._lists) + 1, DEEPEST)
                self._lists.append(_List(self._numbered.begin(int(start) if start.isdecimal() else 1, depth)))
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
                self._hrefs.append(address(element.get("href", "")))
            case "strong" | "em":
                self._marks.append(_MARKS[tag])
            case "code" if not self._pre:
                self._marks.append(_MARKS["code"])

    def end(self, element: html.HtmlElement) -> None:
        tag = element.tag
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
            case "strong" | "em":
                self._marks.pop()
            case "code" if not self._pre:
                self._marks.pop()

    def text(self, text: str | None) -> None:
        """Words, as a browser shows them: runs of white space are one space, but for code that stands by itself."""
        if not text:
            return
        if self._pre:
            self._add(text)
            return
        shown = _collapsed(text)
        if not self._runs or self._said[-1:] == ["\n"]:
            shown = shown.lstrip(" ")
        if shown:
            self._add(shown)

    def _add(self, shown: str) -> None:
        style = "".join(sorted(set(self._marks), key=_ORDER.index))
        href = self._hrefs[-1] if self._hrefs else None
        self._said.append(shown)
        if self._pre:
            style = ""
        if href is None:
            self._runs.append(run(shown, style))
        else:
            linked = run(shown, _LINKED + style.replace(_MARKS["code"], ""))
            self._runs.append(f'<w:hyperlink r:id="{self._link(href)}">{linked}</w:hyperlink>')

    def _break(self) -> None:
        self._runs.append("<w:r><w:br/></w:r>")
        self._said.append("\n")

    def _close(self) -> None:
        """The paragraph that is being written ends here, if there is one."""
        runs, said = self._runs, self._said
        self._runs, self._said = [], []
        if not runs:
            return
        if self._pre and said[-1].endswith("\n"):
            runs[-1] = run(said[-1][:-1])
        text = "".join(said)
        bidi = "<w:bidi/>" if is_right_to_left(text) else ""
        inner = "".join(runs)
        if self._cell is not None:
            self._cell.add(f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{bidi}</w:pPr>{inner}</w:p>', text)
        else:
            self._done.append(f"<w:p><w:pPr>{self._properties(bidi)}</w:pPr>{inner}</w:p>")

    def _properties(self, bidi: str) -> str:
        """In the order that the format asks for: style, number, direction, indent."""
        if self._heading:
            return f'<w:pStyle w:val="{self._heading}"/>{bidi}'
        depth = min(len(self._lists), DEEPEST)
        suffix = str(depth) if depth > 1 else ""
        if self._pre:
            return f'<w:pStyle w:val="CodeBlock"/>{bidi}{_indent(depth + self._quotes)}'
        if not depth:
            style = '<w:pStyle w:val="Quote"/>' if self._quotes else ""
            return f"{style}{bidi}{_indent(self._quotes - 1)}"
        inner = self._lists[-1]
        if inner.marked:
            return f'<w:pStyle w:val="ListContinue{suffix}"/>{bidi}'
        inner.marked = True
        if inner.number is None:
            return f'<w:pStyle w:val="ListBullet{suffix}"/>{bidi}'
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{inner.number}"/></w:numPr>'
        return f'<w:pStyle w:val="ListNumber{suffix}"/>{number}{bidi}'


_ORDER: Final = [_MARKS["code"], _MARKS["strong"], _MARKS["em"]]
_LINKED: Final = '<w:rStyle w:val="Hyperlink"/>'


def _collapsed(text: str) -> str:
    """Runs of spaces, tabs and line ends as one space; other spaces are letters to a browser."""
    pieces = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
    inner = " ".join(piece for piece in pieces if piece)
    if not inner:
        return " "
    return f"{'' if pieces[0] else ' '}{inner}{'' if pieces[-1] else ' '}"


def _indent(levels: int) -> str:
    return f'<w:ind w:left="{min(levels, 8) * 360}"/>' if levels > 0 else ""
