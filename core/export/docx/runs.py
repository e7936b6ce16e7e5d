"""The words of a paragraph as runs of a Word document: marks, links, boxes, and the direction of each run.

They are written when the whole paragraph is known, because the direction of a sign is that of the letters around it.
Not here: paragraphs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from core.export.docx.run_direction import directed
from core.export.docx.xml import checkbox, run
from core.export.markdown.direction import has_right_to_left

_BOX: Final = re.compile("([☐☑])")
_BOXES: Final = {"☐": checkbox(False), "☑": checkbox(True)}
_LINKED: Final = '<w:rStyle w:val="Hyperlink"/>'
_FROM_THE_RIGHT: Final = "<w:rtl/>"


class StyledText(NamedTuple):
    """Text with one look; a line end in it is a line break. ``style`` is what stands in the properties of its runs.

    ``to`` is an address that Word accepts. A box in code (``literal``) is a letter.
    """

    text: str
    style: str = ""
    to: str = ""
    literal: bool = False


def runs(paragraph: Sequence[StyledText], link: Callable[[str], str] = str, *, right_to_left: bool) -> str:
    """``link`` gives the relation id of an address; ``right_to_left`` is the direction of the paragraph."""
    whole = "".join(part.text for part in paragraph)
    shown = _directed(paragraph, whole, right_to_left) if has_right_to_left(whole) else paragraph
    return "".join(_written(part, link) for part in shown)


def _directed(paragraph: Iterable[StyledText], whole: str, right_to_left: bool) -> Iterator[StyledText]:
    """The same text, parted where the direction changes."""
    spans = directed(whole, right_to_left)
    end, from_right, place = 0, right_to_left, 0
    for part in paragraph:
        begin, stop = place, place + len(part.text)
        while place < stop:
            if place >= end:
                _, end, from_right = next(spans)
            until = min(end, stop)
            style = part.style + _FROM_THE_RIGHT if from_right else part.style
            yield part._replace(text=part.text[place - begin : until - begin], style=style)
            place = until


def _written(part: StyledText, link: Callable[[str], str]) -> str:
    if part.to:
        return f'<w:hyperlink r:id="{link(part.to)}">{run(part.text, _LINKED + part.style)}</w:hyperlink>'
    if part.literal or ("☐" not in part.text and "☑" not in part.text):
        return run(part.text, part.style)
    return "".join(_BOXES.get(piece) or run(piece, part.style) for piece in _BOX.split(part.text) if piece)
