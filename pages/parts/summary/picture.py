"""The incident picture on a page: the geometry of ``core.domain.picture.incident_picture`` as positioned HTML boxes.

Streamlit's sanitiser removes SVG, and an image file would not follow the theme; boxes take the page's font and colours.
Each width has its own picture, and a container query shows the one that fits. All positions come from the domain.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import streamlit as st

from core.domain.picture import incident_picture as geometry
from core.domain.picture.incident_picture import Mark, Picture, Span
from core.domain.postmortem import Postmortem
from pages.parts.frame import html

# px; a picture is shown from its width up to the next. picture.css has the same list.
WIDTHS: Final = (330, 460, 620, 860)

_CSS: Final = Path(__file__).parent / "picture.css"
_RISE: Final = 13  # px from the top of a line of text to its baseline


def incident_picture(pm: Postmortem) -> None:
    """Nothing while the timeline has no two different times."""
    shapes = [shape for width in WIDTHS if (shape := geometry.incident_picture(pm, width))]
    if shapes:
        st.html(_CSS)
        html.block("".join(map(_picture, shapes)), "pictures")


def _picture(shape: Picture) -> str:
    size = f"height:{shape.height:g}px"
    return (
        f'<div class="picture at{shape.width:g}" role="img" aria-label="{html.esc(shape.says)}" style="{size}">'
        f'<div aria-hidden="true">{"".join(_parts(shape))}</div></div>'
    )


def _parts(shape: Picture) -> Iterator[str]:
    across = shape.width
    yield _box("axis", shape.left, shape.axis_y, across, width=shape.right - shape.left)
    for mark in shape.marks:
        yield _box("pole", mark.x, mark.top, across, height=shape.axis_y - mark.top)
    for tick in shape.ticks:
        yield _box("tick", tick.x, shape.axis_y + 7, across)
        yield _text("middle", tick.label_x, shape.axis_y + 26, across, f'<span class="quiet">{tick.label}</span>')
    for phase in shape.phases:
        yield _box(f"phase {phase.kind}", phase.x1, shape.axis_y, across, width=phase.x2 - phase.x1)
    for silence in shape.silences:
        yield _box("silence", silence.x1, silence.y, across, width=silence.x2 - silence.x1)
    for x in shape.dots:
        yield _box("dot", x, shape.axis_y, across)
    for mark in shape.marks:
        yield _box(f"point {mark.kind}", mark.x, shape.axis_y, across)
        yield from _label(mark, across)
    for span in shape.spans:
        yield from _span(span, across)
    caption = f'<span class="quiet">{html.esc(shape.caption)}</span>'
    yield _text("end", across, shape.height - 5, across, caption)


def _label(mark: Mark, across: float) -> Iterator[str]:
    label = mark.label
    side, x = ("end", label.right) if label.at_end else ("start", label.left)
    yield _text(side, x, label.head_y, across, f"<b>{html.esc(label.head)}</b>")
    if label.text:
        yield _text(side, x, label.words_y, across, f'<span class="quiet">{html.esc(label.text)}</span>')


def _span(span: Span, across: float) -> Iterator[str]:
    name = span.name.replace(" ", "-")
    yield _box(f"span {name}", span.x1, span.bar_y, across, width=span.x2 - span.x1)
    x = {"start": span.left, "middle": (span.left + span.right) / 2, "end": span.right}[span.at]
    yield _text(span.at, x, span.words_y, across, f"{html.esc(span.name)} <b>{html.esc(span.length)}</b>")


def _box(kind: str, x: float, y: float, across: float, *, width: float = 0, height: float = 0) -> str:
    """Horizontally in percent of the picture, which may be shown wider than its geometry; vertically in pixels."""
    style = f"left:{_share(x, across)};top:{y:g}px"
    style += f";width:{_share(width, across)}" if width else ""
    style += f";height:{height:g}px" if height else ""
    return f'<i class="{kind}" style="{style}"></i>'


def _text(side: str, x: float, y: float, across: float, content: str) -> str:
    edge = f"right:{_share(across - x, across)}" if side == "end" else f"left:{_share(x, across)}"
    return f'<span class="words {side}" style="{edge};top:{y - _RISE:g}px">{content}</span>'


def _share(part: float, across: float) -> str:
    return f"{100 * part / across:.2f}%"
