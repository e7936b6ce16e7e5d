"""Blocks made ready for paper: columns that fit, and breaks where no line would end by itself.

In and out are the blocks of ``core.export.blocks``. Nothing is left out: what is nested deeper than anybody
writes by hand is only moved outwards. Not here: how anything looks; the template in ``typeset`` does that.
"""

import re
from math import sqrt
from typing import Final
from unicodedata import combining

from core.export.blocks import Node, Run

# Deeper nesting is no writing any more, and the typesetter has an end to its patience.
_DEEPEST: Final = 6
_LONG: Final = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]{22,}")
_BREAK: Final = "\u200b"
_JOINED: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
_NARROW, _NARROW_TOGETHER, _WIDEST = 19, 48, 90


def on_paper(blocks: list[Node], depth: int = 0) -> list[Node]:
    """The same blocks with what the template needs to know beside them."""
    return [made for block in blocks for made in _block(block, depth)]


def spaced(text: str) -> str:
    """The text with places to break in words that are longer than a column is wide."""
    return _LONG.sub(lambda found: _broken(found[0]), text)


def words(runs: list[Run]) -> str:
    """The bare text of some runs, on one line."""
    return "".join(run if isinstance(run, str) else words(run.get("runs", [])) or " " for run in runs)


def _block(block: Node, depth: int) -> list[Node]:
    kind = block["is"]
    if kind in ("p", "h"):
        return [block | {"runs": _runs(block["runs"])}]
    if kind == "code":
        return [block | {"text": spaced(block["text"].rstrip("\n"))}]
    if kind == "quote":
        inside = on_paper(block["blocks"], depth + 1)
        return [{"is": "quote", "blocks": inside}] if depth < _DEEPEST else inside
    if kind == "list":
        items = [on_paper(item, depth + 1) for item in block["items"]]
        if depth >= _DEEPEST:
            return [inner for item in items for inner in item]
        return [{"is": "list", "start": block["start"], "items": items, "tight": all(len(i) < 2 for i in items)}]
    if kind == "table":
        head = [_runs(cell) for cell in block["head"]]
        rows = [[_runs(cell) for cell in row] for row in block["rows"]]
        return [{"is": "table", "head": head, "rows": rows, "columns": _widths(block["head"], block["rows"])}]
    return [block]


def _runs(runs: list[Run], depth: int = 0) -> list[Run]:
    return [made for run in runs for made in _run(run, depth)]


def _run(run: Run, depth: int) -> list[Run]:
    if isinstance(run, str):
        return [spaced(run)]
    if run["is"] == "code":
        text = words(run["runs"])
        # A box keeps a short piece of code together; a long one flows like other words.
        return [{"is": "code" if len(text) <= 40 else "raw", "text": spaced(text)}]
    if run["is"] == "br":
        return [run]
    inside = _runs(run["runs"], depth + 1)
    return [run | {"runs": inside}] if depth < _DEEPEST else inside


def _broken(word: str) -> str:
    """A break after every ten signs, never between a letter and its accents or within a joined emoji."""
    pieces: list[str] = []
    count = 0
    for sign in word:
        if count >= 10 and not combining(sign) and sign not in _JOINED and pieces[-1] != "\u200d":
            pieces.append(_BREAK)
            count = 0
        pieces.append(sign)
        count += 1
    return "".join(pieces)


def _widths(head: list[list[Run]], rows: list[list[list[Run]]]) -> list[float]:
    """A share of the page for each column; 0 for one that is as narrow as its words."""
    longest = [
        max((min(_WIDEST, len(words(row[place]))) for row in [head, *rows] if place < len(row)), default=1)
        for place in range(len(head))
    ]
    spent = 0
    shares: list[float] = []
    for length in longest:
        narrow = length <= _NARROW and spent + length <= _NARROW_TOGETHER
        spent += length if narrow else 0
        shares.append(0 if narrow else round(sqrt(length), 2))
    return shares
