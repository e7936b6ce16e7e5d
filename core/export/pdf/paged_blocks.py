"""Blocks made ready for paper: columns that fit, and breaks where no line would end by itself.

In and out are the blocks of ``core.export.markdown.blocks``, and nothing is left out. Not here: how anything looks; the
template in ``typeset`` does that.
"""

import re
from itertools import groupby
from math import sqrt
from typing import Final
from unicodedata import combining

from core.export.markdown.blocks import Node, Run
from core.export.markdown.direction import is_right_to_left

# Signs of a word; those of scripts that break anywhere are none.
_SIGN: Final = "[^\\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]"
# Behind these a line may end within a word. It must not: who searches for 2026-12-01 finds it only on one line.
_BREAKS: Final = "[-\u2010\u2013\u2014/|?!}\u2026]"
_TORN: Final = f"(?<!{_SIGN}){_SIGN}*?{_BREAKS}{_SIGN}+"
# What is longer does not fit: into a line of text, into a heading, into a column.
PROSE, HEADING, CELL = 60, 28, 21
_WORDS: Final = {
    room: re.compile(f"(?P<long>{_SIGN}{{{room + 1},}})|(?P<torn>{_TORN})") for room in (PROSE, HEADING, CELL)
}
_BREAK: Final = re.compile(_BREAKS + _SIGN)
# Behind one of these alone a word may be torn.
_TEARING: Final = re.compile(_BREAKS)
_GAP: Final[Node] = {"is": "gap"}
# Signs that would turn the rest of a line around stay visible, and without their power. A hyphen that nobody sees
# is left out: broken at one, a word is not found any more, nor is any other hyphen of the document.
_TURNING: Final = {0x202D: 0xFFFD, 0x202E: 0xFFFD, 0x00AD: None}
_TURNED: Final = re.compile("[\u202d\u202e\u00ad]")
_JOINED: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
# After so much data (some ten pages) a section begins on a page of its own: such pages are laid out side by side.
_LONG_WAY: Final = 32_000
_NARROW, _NARROW_TOGETHER, _WIDEST = 19, 48, 90
# More signs of code than stand in a line.
_CODE_LINE: Final = 70
_TICK: Final = re.compile("([☐☑])")


def blocks_for_paper(blocks: list[Node]) -> list[Node]:
    """The same blocks with what the template needs to know beside them."""
    return [_block(block) for block in blocks]


def paged(blocks: list[Node]) -> list[Node]:
    """Blocks made ready for paper whose headings know whether they begin a new page (``turn``)."""
    made: list[Node] = []
    way = 0
    for block in blocks:
        turn = block["is"] == "h" and way > _LONG_WAY
        way = 0 if turn else way + len(repr(block))  # walking through a megabyte of runs takes a tenth of a second
        made.append(block | {"turn": turn} if block["is"] == "h" else block)
    return made


def spaced(text: str, room: int = PROSE) -> list[Run]:
    """The text as runs, so that no line ends within a word that fits into one of ``room`` signs.

    ``keep`` is a word that is not torn; gaps of no width stand in one that is too long. Not a space without width in
    the text: that would be found, and copied, in every other word too.
    """
    text = text.translate(_TURNING) if _TURNED.search(text) else text
    if not _TEARING.search(text) and max(map(len, text.split()), default=0) <= room:
        return [text]  # most of what people write; the patterns below try each letter of it
    runs: list[Run] = []
    end = 0
    for found in _WORDS[room].finditer(text):
        before = text[end : found.start()]
        first, *more = [found["torn"]] if found["torn"] else _broken(found[0])
        if not _BREAK.search(first):
            runs.append(before + first)
        else:
            runs += [before, _whole(first)] if before else [_whole(first)]
        for piece in more:
            runs += [_GAP, _whole(piece)]
        end = found.end()
    if end < len(text) or not runs:
        runs.append(text[end:])
    return runs


def _whole(word: str) -> Run:
    return {"is": "keep", "text": word} if _BREAK.search(word) else word


def rotated(runs: list[Run]) -> bool:
    """Whether a line with these words begins on the right."""
    return is_right_to_left(plain_text(runs))


def plain_text(runs: list[Run]) -> str:
    """The bare text of some runs, on one line; what is drawn between them is a space."""
    return "".join(run if isinstance(run, str) else _bare(run) or " " for run in runs)


def _bare(run: Node) -> str:
    return str(run["text"]) if "text" in run else plain_text(run.get("runs", []))


def _block(block: Node, room: int = PROSE) -> Node:
    kind = block["is"]
    if kind in ("p", "h"):
        room = HEADING if kind == "h" else room
        return block | {"runs": _runs(block["runs"], room), "rtl": rotated(block["runs"])}
    if kind == "code":
        text = block["text"].rstrip("\n")
        long = any(len(line) > _CODE_LINE for line in text.split("\n"))
        return block | {"text": text, "lines": [_line(line) for line in text.split("\n")] if long else []}
    if kind == "quote":
        inner = blocks_for_paper(block["blocks"])
        return block | {"blocks": inner, "rtl": bool(inner) and inner[0].get("rtl", False)}
    if kind == "list":
        return _list(block)
    if kind == "table":
        head, rows = block["head"], block["rows"]
        return block | {
            "head": [_cell(cell) for cell in head],
            "rows": [[_cell(cell) for cell in row] for row in rows],
            "columns": _widths(head, rows),
        }
    return block


def _list(block: Node) -> Node:
    """Items that begin on the same side stand together; ``start`` is the number of the first of them."""
    groups: list[Node] = []
    start = block["start"]
    for rtl, same in groupby(map(_item, block["items"]), key=lambda item: item["rtl"]):
        together = list(same)
        groups.append({"rtl": rtl, "start": start, "items": together})
        start += len(together)
    return {"is": "list", "ordered": block["ordered"], "tight": block["tight"], "groups": groups}


def _item(blocks: list[Node]) -> Node:
    """The blocks of one item and the side that its first words begin on."""
    first = blocks[0] if blocks and blocks[0]["is"] == "p" else None
    return {"rtl": bool(first) and rotated(blocks[0]["runs"]), "blocks": blocks_for_paper(blocks)}


def _cell(runs: list[Run]) -> Node:
    return {"runs": _runs(runs, CELL), "rtl": rotated(runs)}


def _runs(runs: list[Run], room: int) -> list[Run]:
    return [made for run in runs for made in _run(run, room)]


def _run(run: Run, room: int) -> list[Run]:
    if isinstance(run, str):
        return _ticked(run, room)
    if run["is"] == "code":
        text = plain_text(run["runs"])
        # A box keeps a short piece of code together; a long one flows like other words.
        return [{"is": "code", "text": text}] if len(text) <= min(40, 2 * room) else _code(text, room)
    return [run if run["is"] == "br" else run | {"runs": _runs(run["runs"], room)}]


def _ticked(text: str, room: int) -> list[Run]:
    """The boxes of a checklist are drawn: not every computer has a letter for them."""
    made: list[Run] = []
    for piece in _TICK.split(text):
        made += [{"is": "tick", "done": piece == "☑"}] if piece in ("☐", "☑") else spaced(piece, room) if piece else []
    return made


def _code(text: str, room: int) -> list[Run]:
    return [_raw(piece) for piece in spaced(text, room)]


def _raw(piece: Run) -> Run:
    if isinstance(piece, str):
        return {"is": "raw", "text": piece}
    return piece | {"is": "keep-raw"} if piece["is"] == "keep" else piece


def _line(line: str) -> list[Run]:
    """A line of code whose first blanks do not fall away."""
    bare = line.lstrip(" ")
    return _code("\u00a0" * (len(line) - len(bare)) + bare, PROSE)


def _broken(word: str) -> list[str]:
    """Pieces of ten signs, never cut between a letter and its accents or within a joined emoji."""
    pieces: list[str] = []
    begin = 0
    for place, sign in enumerate(word):
        joined = combining(sign) or sign in _JOINED or word[place - 1] == "\u200d"
        # No piece ends in a hyphen: at the end of a line it would be taken for one of ours.
        if place - begin >= (10 if word[place - 1] != "-" else 16) and not joined:
            pieces.append(word[begin:place])
            begin = place
    return [*pieces, word[begin:]]


def _widths(head: list[list[Run]], rows: list[list[list[Run]]]) -> list[float]:
    """A share of the page for each column; 0 for one that is as narrow as its words."""
    longest = [
        max((min(_WIDEST, len(plain_text(row[place]))) for row in [head, *rows] if place < len(row)), default=1)
        for place in range(len(head))
    ]
    spent = 0
    shares: list[float] = []
    for length in longest:
        narrow = length <= _NARROW and spent + length <= _NARROW_TOGETHER
        spent += length if narrow else 0
        shares.append(0 if narrow else round(sqrt(length), 2))
    return shares
