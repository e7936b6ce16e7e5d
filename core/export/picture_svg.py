"""The incident picture as SVG: for the HTML file, for the pages of the PDF, and to put anywhere else.

The geometry comes from ``core.domain.picture.incident_picture``; here are only shapes, colours and letters. Text takes
the colour around it (``currentColor``), and the other colours are readable on white and on black. No script,
no style sheet, no link, nothing loaded; every word is escaped. Not here: where anything stands.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from core.domain.picture.axis import TICK_SIZE
from core.domain.picture.incident_picture import HEAD, WORDS, Mark, Picture, Span, incident_picture
from core.domain.postmortem import Postmortem, TimelineKind
from core.export.markdown.inline_text import visible

WIDE, NARROW = 880.0, 350.0
FONT: Final = "system-ui, sans-serif"

COLOURS: Final = {
    TimelineKind.STARTED: "#c8475c",
    TimelineKind.DETECTED: "#c27a1e",
    TimelineKind.RESPONDED: "#1f8f86",
    TimelineKind.MITIGATED: "#5f9fc9",
    TimelineKind.RESOLVED: "#4a985c",
    TimelineKind.OTHER: "currentColor",
}
_SPAN_COLOURS: Final = {"to detect": "#c8475c", "to respond": "#c27a1e", "to resolve": "currentColor"}


def picture_svg(pm: Postmortem, width: float = WIDE, ink: str = "currentColor", font: str = FONT) -> str:
    """An ``<svg>`` element that is readable at ``width`` pixels, or nothing while there is nothing to draw.

    ``ink`` is the colour of the words, ``font`` a CSS list of families.
    """
    shape = incident_picture(pm, width)
    return svg_markup(shape, ink, font) if shape else ""


def svg_markup(shape: Picture, ink: str = "currentColor", font: str = FONT) -> str:
    """The same for a picture whose places are known already."""
    width = shape.width
    name = f"incident-picture-{width:g}"
    size = f'viewBox="0 0 {width:g} {shape.height:g}" width="{width:g}" height="{shape.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{name}-title {name}-desc" '
        f'color="{ink}" fill="currentColor" font-family="{font}" font-size="{WORDS:g}">'
        f'<title id="{name}-title">The incident to scale</title>'
        f'<desc id="{name}-desc">{_esc(shape.says)}</desc>'
        f"{''.join(_parts(shape))}</svg>"
    )


def _parts(shape: Picture) -> Iterator[str]:
    yield from (_pole(mark, shape.axis_y) for mark in shape.marks)
    yield _line(shape.left, shape.axis_y, shape.right, shape.axis_y, 'stroke-opacity=".25" stroke-width="2"')
    for tick in shape.ticks:
        yield _line(tick.x, shape.axis_y + 7, tick.x, shape.axis_y + 12, 'stroke-opacity=".45"')
        yield _text(tick.label_x, shape.axis_y + 26, tick.label, TICK_SIZE, "middle", quiet=True)
    for phase in shape.phases:
        stroke = f'stroke="{COLOURS[phase.kind]}" stroke-width="7"'
        yield _line(phase.x1, shape.axis_y, phase.x2, shape.axis_y, stroke)
    for silence in shape.silences:
        dotted = 'stroke-opacity=".7" stroke-width="2" stroke-dasharray="1 5" stroke-linecap="round"'
        yield (
            _line(silence.x1 + 8, silence.y, silence.x2 - 8, silence.y, dotted) if silence.x2 - silence.x1 > 24 else ""
        )
    for x in shape.dots:
        yield f'<circle cx="{x:g}" cy="{shape.axis_y:g}" r="2.2" fill-opacity=".6"/>'
    for mark in shape.marks:
        yield _point(mark, shape.axis_y)
        yield from _label(mark)
    for span in shape.spans:
        yield from _span(span)
    yield _text(shape.width, shape.height - 5, shape.caption, 11, "end", quiet=True)


def _pole(mark: Mark, axis_y: float) -> str:
    return _line(mark.x, mark.top, mark.x, axis_y, 'stroke-opacity=".35"')


def _point(mark: Mark, y: float) -> str:
    """A round for what the times are counted from, a square on its corner for another key moment."""
    colour = COLOURS[mark.kind]
    if mark.kind is TimelineKind.OTHER:
        return f'<path d="M{mark.x:g} {y - 6:g}l6 6l-6 6l-6 -6z" fill="{colour}"/>'
    return f'<circle cx="{mark.x:g}" cy="{y:g}" r="6" fill="{colour}"/>'


def _label(mark: Mark) -> Iterator[str]:
    label = mark.label
    x, anchor = (label.right, "end") if label.at_end else (label.left, "start")
    yield _text(x, label.head_y, label.head, HEAD, anchor, bold=True)
    yield _text(x, label.words_y, label.text, WORDS, anchor, quiet=True)


def _span(span: Span) -> Iterator[str]:
    stroke = f'stroke="{_SPAN_COLOURS[span.name]}"'
    yield _line(span.x1, span.bar_y, span.x2, span.bar_y, f'{stroke} stroke-width="2.5"')
    for x in (span.x1, span.x2):
        yield _line(x, span.bar_y - 4, x, span.bar_y + 4, f'{stroke} stroke-width="1.5"')
    x = {"start": span.left, "middle": (span.left + span.right) / 2, "end": span.right}[span.at]
    text = f'{_esc(span.name)} <tspan font-weight="600">{_esc(span.length)}</tspan>'
    yield f'<text x="{x:g}" y="{span.words_y:g}" text-anchor="{span.at}">{text}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, more: str) -> str:
    colour = "" if "stroke=" in more else 'stroke="currentColor" '
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {colour}{more}/>'


def _text(x: float, y: float, text: str, size: float, anchor: str, *, bold: bool = False, quiet: bool = False) -> str:
    if not text:
        return ""
    look = f' font-size="{size:g}"' + (' font-weight="600"' if bold else "") + (' fill-opacity=".78"' if quiet else "")
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{look}>{_esc(text)}</text>'


def _esc(text: str) -> str:
    """As text, without the few signs that XML has no place for."""
    return escape("".join("\ufffd" if ord(sign) & 0xFFFE == 0xFFFE else sign for sign in visible(text)))
