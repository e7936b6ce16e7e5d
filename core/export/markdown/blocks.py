"""The sanitiser's HTML as plain data: blocks and runs of text, for outputs that are not HTML.

The one renderer has read the Markdown and the one sanitiser has let pass what may pass; here its few tags
become lists and dicts that are JSON as they stand. A block is ``{"is": …}`` with one of

* ``h`` with ``level`` and ``runs``; ``p`` with ``runs``; ``code`` with ``text``; ``rule``
* ``list`` with ``ordered``, ``start`` (the first number; 0 for bullets, and for a list that counts from 0), ``tight``
  (its items are written without room between them) and ``items``, each a list of blocks, in which other lists may
  stand; ``quote`` with ``blocks``
* ``table`` with ``head`` (a list of runs a column) and ``rows`` (the same, many times)

What is nested deeper than anybody writes by hand is moved outwards, with all its words.

A run is a string, or ``{"is": "b" | "i" | "s" | "code" | "link" | "plain" | "br"}`` with ``runs``; ``s`` is struck
through. A link has ``to``, the whole address as it was typed, beside its runs; one that leads nowhere is plain.
Never in here: a decision on what is allowed, and anything that reads Markdown.
"""

import re
from html import unescape
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Run: TypeAlias = str | Node

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z0-9]++)(?P<attrs>(?:[^<>\"]|\"[^\"]*\")*)>|(?P<text>[^<]+|<)")
_HREF = re.compile(r"\bhref=\"([^\"]*)\"")
_START = re.compile(r"\bstart=\"(\d{1,9})\"")
_SPACE = re.compile(r"\s+")
_OTHER_SPACE = re.compile(r"[^\S ]|  ")  # searching is ten times as fast as replacing each space by itself
_INLINE = {"strong": "b", "em": "i", "del": "s", "a": "link"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_DEEPEST = 6
_TEXTUAL = {"p", "th", "td", *_HEADINGS}


def blocks(html: str) -> list[Node]:
    """What the sanitised ``html`` says, block by block."""
    reader = _Reader()
    for found in _TOKEN.finditer(html):
        if found["text"] is not None:
            reader.text(unescape(found["text"]))
        elif found["end"]:
            reader.close(found["tag"])
        else:
            reader.open(found["tag"], found["attrs"])
    return reader.top


class _Reader:
    """Two stacks: where the next block goes, and where the next run goes (empty between blocks)."""

    def __init__(self) -> None:
        self.top: list[Node] = []
        self.boxes: list[list[Node]] = [self.top]
        self.lists: list[Node | None] = [None]  # beside each box: the list of which it is an item
        self.runs: list[list[Run]] = []
        self.tables: list[Node] = []
        self.loose = False
        self.pre: Node | None = None

    def text(self, text: str) -> None:
        if self.pre is not None:
            self.pre["text"] += text
            return
        text = _SPACE.sub(" ", text) if _OTHER_SPACE.search(text) else text
        if not self.runs:
            if not text.strip():
                return
            self._begin_loose()
        inside = self.runs[-1]
        last = inside[-1] if inside else None
        if isinstance(last, str):
            inside[-1] = last + text
        else:
            # A new line begins with its first letter.
            inside.append(text.lstrip() if last == {"is": "br"} else text)

    def open(self, tag: str, attrs: str) -> None:
        if self.pre is not None:
            return
        if tag in _INLINE or tag in ("code", "br"):
            self._open_inline(tag, attrs)
        elif tag == "pre":
            self._end_loose()
            self.pre = {"is": "code", "text": ""}
            self.boxes[-1].append(self.pre)
        elif tag in _TEXTUAL:
            self._end_loose()
            self._open_textual(tag)
        elif tag == "hr":
            self._end_loose()
            self.boxes[-1].append({"is": "rule"})
        else:
            self._end_loose()
            self._open_box(tag, attrs)

    def close(self, tag: str) -> None:
        if tag == "pre":
            self.pre = None
        elif self.pre is not None or tag in ("br", "hr"):
            return
        elif tag in _INLINE or tag == "code":
            if len(self.runs) > 1:
                self.runs.pop()
        elif tag in _TEXTUAL:
            self.runs.clear()
            self.loose = False
        else:
            self._end_loose()
            self._close_box(tag)

    def _open_inline(self, tag: str, attrs: str) -> None:
        if not self.runs:
            self._begin_loose()
        if tag == "br":
            self.runs[-1].append({"is": "br"})
            return
        made: Node = {"is": _INLINE.get(tag, "code"), "runs": []}
        if tag == "a":
            address = _HREF.search(attrs)
            made |= {"to": unescape(address[1])} if address and address[1] else {"is": "plain"}
        self.runs[-1].append(made)
        self.runs.append(made["runs"])

    def _open_textual(self, tag: str) -> None:
        runs: list[Run] = []
        if tag in ("th", "td") and self.tables:
            table = self.tables[-1]
            (table["head"] if tag == "th" else table["rows"][-1]).append(runs)
        elif tag in _HEADINGS:
            self.boxes[-1].append({"is": "h", "level": _HEADINGS[tag], "runs": runs})
        else:
            around = self.lists[-1]
            if around is not None:
                around["tight"] = False
            self.boxes[-1].append({"is": "p", "runs": runs})
        self.runs = [runs]

    def _open_box(self, tag: str, attrs: str) -> None:
        if len(self.boxes) > _DEEPEST and tag in ("ul", "ol", "li", "blockquote"):
            if tag in ("li", "blockquote"):
                self.boxes.append(self.boxes[-1])
                self.lists.append(None)
        elif tag in ("ul", "ol"):
            start = _START.search(attrs)
            number = (int(start[1]) if start else 1) if tag == "ol" else 0
            self.boxes[-1].append(_list(number, ordered=tag == "ol"))
        elif tag == "li":
            inside: list[Node] = []
            self._list()["items"].append(inside)
            self.lists.append(self._list())
            self.boxes.append(inside)
        elif tag == "blockquote":
            quote: Node = {"is": "quote", "blocks": []}
            self.boxes[-1].append(quote)
            self.boxes.append(quote["blocks"])
            self.lists.append(None)
        elif tag == "table":
            self.tables.append({"is": "table", "head": [], "rows": []})
            self.boxes[-1].append(self.tables[-1])
        elif tag == "tr" and self.tables and len(self.tables[-1]["head"]):
            self.tables[-1]["rows"].append([])

    def _close_box(self, tag: str) -> None:
        if tag in ("li", "blockquote") and len(self.boxes) > 1:
            self.boxes.pop()
            self.lists.pop()
        elif tag == "table" and self.tables:
            self.tables.pop()

    def _list(self) -> Node:
        """The list that the next item belongs to; an item outside of any list gets one."""
        box = self.boxes[-1]
        if not box or box[-1]["is"] != "list":
            box.append(_list(0, ordered=False))
        return box[-1]

    def _begin_loose(self) -> None:
        """Text that stands in an item or a quote without a paragraph of its own."""
        runs: list[Run] = []
        self.boxes[-1].append({"is": "p", "runs": runs})
        self.runs = [runs]
        self.loose = True

    def _end_loose(self) -> None:
        if self.loose:
            self.runs.clear()
            self.loose = False


def _list(start: int, *, ordered: bool) -> Node:
    return {"is": "list", "ordered": ordered, "start": start, "tight": True, "items": []}
