"""Blocks made ready for paper: columns that fit, and breaks where no line would end by itself.

In and out are the blocks of ``core.export.blocks``, and nothing is left out. Not here: how anything looks; the
template in ``typeset`` does that.
"""

import re
from math import sqrt
from typing import Any, Final
from unicodedata import combining

from core.export.blocks import Node, Run

_LONG: Final = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]{22,}")
_GAP: Final[Node] = {"is": "gap"}
# Signs that would turn the rest of a line around stay visible, and without their power.
_TURNING: Final = {0x202D: 0xFFFD, 0x202E: 0xFFFD}
_JOINED: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
# After so many signs (some ten pages) a section begins on a page of its own: such pages are laid out side by side.
_LONG_WAY: Final = 30_000
_NARROW, _NARROW_TOGETHER, _WIDEST = 19, 48, 90


def on_paper(blocks: list[Node]) -> list[Node]:
    """The same blocks with what the template needs to know beside them."""
    return [_block(block) for block in blocks]


def paged(blocks: list[Node]) -> list[Node]:
    """Blocks made ready for paper whose headings know whether they begin a new page (``turn``)."""
    made: list[Node] = []
    way = 0
    for block in blocks:
        turn = block["is"] == "h" and way > _LONG_WAY
        way = 0 if turn else way + _length(block)
        made.append(block | {"turn": turn} if block["is"] == "h" else block)
    return made


def _length(part: Node | Run | list[Any]) -> int:
    """About as many signs as stand in it."""
    if isinstance(part, str):
        return len(part)
    if isinstance(part, list):
        return sum(map(_length, part))
    return sum(_length(part[key]) for key in ("runs", "text", "blocks", "items", "rows") if key in part)


def spaced(text: str) -> list[Run]:
    """The text as runs, with gaps of no width in words that are longer than a column is wide.

    Not a space without width in the text: that would be found, and copied, in every other word too.
    """
    text = text.translate(_TURNING) if "\u202d" in text or "\u202e" in text else text
    runs: list[Run] = []
    end = 0
    for found in _LONG.finditer(text):
        for place, piece in enumerate(_broken(found[0])):
            if place:
                runs += [_GAP, piece]
            else:
                runs.append(text[end : found.start()] + piece)
        end = found.end()
    if end < len(text) or not runs:
        runs.append(text[end:])
    return runs


def words(runs: list[Run]) -> str:
    """The bare text of some runs, on one line; what is drawn between them is a space."""
    return "".join(run if isinstance(run, str) else words(run.get("runs", [])) or " " for run in runs)


def _block(block: Node) -> Node:
    kind = block["is"]
    if kind in ("p", "h"):
        return block | {"runs": _runs(block["runs"])}
    if kind == "code":
        text = block["text"].rstrip("\n")
        return block | {"text": text, "lines": [_line(line) for line in text.split("\n")] if _LONG.search(text) else []}
    if kind == "quote":
        return block | {"blocks": on_paper(block["blocks"])}
    if kind == "list":
        tight = all(len(item) < 2 for item in block["items"])
        return block | {"items": [on_paper(item) for item in block["items"]], "tight": tight}
    if kind == "table":
        head, rows = block["head"], block["rows"]
        set_rows = [[_runs(cell) for cell in row] for row in rows]
        return block | {"head": [_runs(cell) for cell in head], "rows": set_rows, "columns": _widths(head, rows)}
    return block


def _runs(runs: list[Run]) -> list[Run]:
    return [made for run in runs for made in _run(run)]


def _run(run: Run) -> list[Run]:
    if isinstance(run, str):
        return spaced(run)
    if run["is"] == "code":
        text = words(run["runs"])
        # A box keeps a short piece of code together; a long one flows like other words.
        return [{"is": "code", "text": text}] if len(text) <= 40 and not _LONG.search(text) else _code(text)
    return [run if run["is"] == "br" else run | {"runs": _runs(run["runs"])}]


def _code(text: str) -> list[Run]:
    return [{"is": "raw", "text": piece} if isinstance(piece, str) else piece for piece in spaced(text)]


def _line(line: str) -> list[Run]:
    """A line of code whose first blanks do not fall away."""
    bare = line.lstrip(" ")
    return _code("\u00a0" * (len(line) - len(bare)) + bare)


def _broken(word: str) -> list[str]:
    """Pieces of ten signs, never cut between a letter and its accents or within a joined emoji."""
    pieces: list[str] = []
    begin = 0
    for place, sign in enumerate(word):
        joined = combining(sign) or sign in _JOINED or word[place - 1] == "\u200d"
        if place - begin >= 10 and not joined:
            pieces.append(word[begin:place])
            begin = place
    return [*pieces, word[begin:]]


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
