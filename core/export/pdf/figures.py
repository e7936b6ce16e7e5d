"""A picture of the timeline as a block for paper: how large it is set, and what stands under it.

The bytes go to the template apart from the blocks (``pictures``, by id). Not here: how it looks.
"""

from typing import Final

from core.domain.content.evidence import Figure
from core.export.markdown.blocks import Node
from core.export.markdown.direction import is_right_to_left
from core.export.markdown.inline_text import visible
from core.export.meta import NOT_KEPT, PictureFile
from core.export.pdf.paged_blocks import spaced

_WIDEST: Final = 476.0
"""Points: the width of the text on the page."""
_HIGHEST: Final = 340.0
"""Points: two pictures fit on a page."""
_POINTS_A_PIXEL: Final = 0.6


def figure_for_paper(item: Figure, picture: PictureFile | None) -> Node:
    """``{"is": "figure", "id", "format", "width", "height", "alt", "title", "runs", "rtl"}``, sizes in points.

    ``id`` is empty for one that is not kept.
    """
    text = visible(item.text)
    shown = text if picture is not None else f"{text} ({NOT_KEPT})"
    width, height = _size(picture) if picture is not None else (0.0, 0.0)
    return {
        "is": "figure",
        "id": picture.id if picture is not None else "",
        "format": "jpg" if picture is not None and picture.mime == "image/jpeg" else "png",
        "width": width,
        "height": height,
        "alt": text,
        "title": f"{item.title}: ",
        "runs": spaced(shown),
        "rtl": is_right_to_left(text),
    }


def _size(picture: PictureFile) -> tuple[float, float]:
    scale = min(_POINTS_A_PIXEL, _WIDEST / picture.width, _HIGHEST / picture.height)
    return round(picture.width * scale, 1), round(picture.height * scale, 1)
