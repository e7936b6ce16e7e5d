"""Tables of a Word document: the first row repeated on every page, columns as wide as their words need.

Word measures a table by itself, other programs believe the widths that stand in the file; both get sensible ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

TEXT_WIDTH: Final = 9638  # twentieths of a point: A4 with margins of two centimetres
_CHARACTER: Final = 112  # what a character of a table takes, on average
_BROAD: Final = 1.3  # a word of its own, in bold, in the wider font of a computer without ours
_LABEL: Final = 12  # letters: what is not longer is never broken, even where little room is left
_PADDING: Final = 190
_WIDEST: Final = 46  # characters; what is longer wraps
_LONGEST_WORD: Final = 18  # what is longer is broken
_BORDER: Final = 'w:val="single" w:sz="4" w:space="0" w:color="D0D6DE"'
_PROPERTIES: Final = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    f'<w:top {_BORDER}/><w:left w:val="nil"/><w:bottom {_BORDER}/><w:right w:val="nil"/>'
    f'<w:insideH {_BORDER}/><w:insideV w:val="nil"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/></w:tblPr>'
)
_EMPTY: Final = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'
_AFTER: Final = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'


@dataclass
class Cell:
    """``paragraphs`` is XML; ``longest`` and ``word`` are how many characters its widest line and word have."""

    heading: bool
    paragraphs: list[str] = field(default_factory=list)
    longest: int = 0
    word: int = 0

    def add(self, paragraph: str, text: str) -> None:
        self.paragraphs.append(paragraph)
        self.longest = max(self.longest, *(len(line) for line in text.split("\n")))
        self.word = max(self.word, *(len(word) for word in text.split() or ("",)))


def table(rows: Sequence[Sequence[Cell]]) -> str:
    """The whole table and a small paragraph behind it, so that two tables never grow together."""
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return ""
    widths = _widths(rows, columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths) for row in rows)
    return f"<w:tbl>{_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{_AFTER}"


def _row(row: Sequence[Cell], widths: Sequence[int]) -> str:
    heading = bool(row) and all(cell.heading for cell in row)
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>"
    cells = [*row, *(Cell(heading) for _ in range(len(widths) - len(row)))]
    return f"<w:tr>{properties}{''.join(_cell(*item) for item in zip(cells, widths, strict=False))}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/>' if cell.heading else ""
    inner = "".join(cell.paragraphs) or _EMPTY
    if cell.heading:
        inner = inner.replace('<w:pStyle w:val="TableText"/>', '<w:pStyle w:val="TableHeading"/>')
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inner}</w:tc>'


def _widths(rows: Sequence[Sequence[Cell]], columns: int) -> list[int]:
    """Each column gets room for its longest word of an ordinary length; what is left goes where the long lines are."""
    needed, least, wanted = [], [], []
    for place in range(columns):
        cells = [row[place] for row in rows if place < len(row)]
        whole = [cell.word for cell in cells if cell.heading or cell.word <= _LABEL]
        needed.append(_room(_BROAD * min(max(whole, default=1), _LONGEST_WORD)))
        least.append(max(needed[-1], _room(min(max(cell.word for cell in cells), _LONGEST_WORD))))
        wanted.append(max(least[-1], _room(min(max(cell.longest for cell in cells), _WIDEST))))
    if sum(needed) >= TEXT_WIDTH:
        return _shared([0] * columns, needed)
    if sum(least) > TEXT_WIDTH:
        return _shared(needed, [most - few for most, few in zip(least, needed, strict=True)])
    if sum(wanted) <= TEXT_WIDTH:
        return _shared(wanted, wanted)
    return _shared(least, [most - few for most, few in zip(wanted, least, strict=True)])


def _room(characters: float) -> int:
    return round(characters * _CHARACTER) + _PADDING


def _shared(base: Sequence[int], by: Sequence[int]) -> list[int]:
    """The whole width of the text: ``base``, and what is left by shares. No share is all zero."""
    spare, whole = TEXT_WIDTH - sum(base), sum(by)
    widths = [width + spare * share // whole for width, share in zip(base, by, strict=True)]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths
