"""Our sanitised HTML as the body of a Word document: real headings, lists, tables, quotes, code and links.

It is written as text and read once at the end: building element by element takes ten times as long. Only the tags that
the one sanitiser lets pass have a meaning here; of any other the words remain. Not here: styles, pages, properties.
"""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree, html

from core.export.docx.lists import Lists, OpenList, indent
from core.export.docx.tables import Cell, table
from core.export.docx.xml import address, checkbox, run
from core.export.markdown.direction import is_right_to_left

DEEPEST: Final = 3  # the levels that Word has list styles for; deeper ones are called like the deepest
_HEADINGS: Final = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_MARKS: Final = {
    "strong": "<w:b/><w:bCs/>",
    "em": "<w:i/><w:iCs/>",
    "del": "<w:strike/>",
    "code": '<w:rStyle w:val="InlineCode"/>',
}
_BLOCKS: Final = {*_HEADINGS, "p", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td"}
# Blocks without words of their own, or without a paragraph that could have a bullet.
_NO_WORDS: Final = {"ul", "ol", "pre", "blockquote", "table", "hr"}
_NO_END: Final = {"br", "hr"}


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


class _Writer:
    def __init__(self, link: Callable[[str], str], lists: Lists) -> None:
        self._link = link
        self._numbered = lists
        self._done: list[str] = []
        self._runs: list[str] = []
        self._paragraph_text: list[str] = []  # the words of the paragraph, for its direction
        self._marks: list[str] = []
        self._hrefs: list[str | None] = []
        self._lists: list[OpenList] = []
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
        if tag in _NO_WORDS and self._lists and not self._lists[-1].marked:
            # An item that begins with another list or with code has its bullet or number all the same.
            self._done.append(f"<w:p><w:pPr>{self._properties('')}</w:pPr></w:p>")
        match tag:
            case "h1" | "h2" | "h3" | "h4":
                self._heading = _HEADINGS[tag]
            case "ul" | "ol":
                start = element.get("start", "1")
                number = None if tag == "ul" else int(start) if start.isdecimal() else 1
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
                self._hrefs.append(address(element.get("href", "")))
            case "strong" | "em" | "del":
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
            case "strong" | "em" | "del":
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
        if not self._runs or self._paragraph_text[-1:] == ["\n"]:
            shown = shown.lstrip(" ")
        if shown:
            self._add(shown)

    def _add(self, shown: str) -> None:
        style = "".join(sorted(set(self._marks), key=_ORDER.index))
        href = self._hrefs[-1] if self._hrefs else None
        self._paragraph_text.append(shown)
        if self._pre:
            self._runs.append(run(shown))
        elif href is None:
            self._runs += [_BOXES.get(piece) or run(piece, style) for piece in _BOX.split(shown) if piece]
        else:
            linked = run(shown, _LINKED + style.replace(_MARKS["code"], ""))
            self._runs.append(f'<w:hyperlink r:id="{self._link(href)}">{linked}</w:hyperlink>')

    def _break(self) -> None:
        self._runs.append("<w:r><w:br/></w:r>")
        self._paragraph_text.append("\n")

    def _close(self) -> None:
        """The paragraph that is being written ends here, if there is one."""
        runs, message = self._runs, self._paragraph_text
        self._runs, self._paragraph_text = [], []
        if not runs:
            return
        if self._pre and message[-1].endswith("\n"):
            runs[-1] = run(message[-1][:-1])
        text = "".join(message)
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
        depth = len(self._lists)
        if self._pre:
            return f'<w:pStyle w:val="CodeBlock"/>{bidi}{indent(depth + self._quotes)}'
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
_BOX: Final = re.compile("([☐☑])")
_BOXES: Final = {"☐": checkbox(False), "☑": checkbox(True)}
_LINKED: Final = '<w:rStyle w:val="Hyperlink"/>'


def _collapsed(text: str) -> str:
    """Runs of spaces, tabs and line ends as one space; other spaces are letters to a browser."""
    pieces = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
    inner = " ".join(piece for piece in pieces if piece)
    if not inner:
        return " "
    return f"{'' if pieces[0] else ' '}{inner}{'' if pieces[-1] else ' '}"
