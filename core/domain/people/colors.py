"""The colours of people in a meeting: carets, avatars and dots. Nobody shares one as long as there are enough.

On all of them white text is easy to read (WCAG AA), and no meaning is attached to any. A visitor has a colour of
their own, which they keep wherever it is free; in a meeting where somebody who came earlier has it, they get another.
"""

from collections.abc import Iterable
from typing import Final

COLORS: Final[tuple[str, ...]] = (
    "#b3261e",
    "#ad1457",
    "#7b1fa2",
    "#4527a0",
    "#283593",
    "#1565c0",
    "#00697a",
    "#00695c",
    "#2e6b32",
    "#7a5b00",
    "#a8420a",
    "#5d4037",
    "#c2185b",
    "#9c27b0",
    "#5e35b1",
    "#3949ab",
    "#0277bd",
    "#00796b",
    "#558000",
    "#8d6e00",
    "#bf360c",
    "#795548",
    "#546e7a",
    "#37474f",
)

_STEP: Final = 5


def distinct_colors(own: Iterable[str]) -> list[str]:
    """A colour for each, in the order of coming: the own one, or another that is free.

    Who comes later never changes the colour of who was there. With more people than colours some share one.
    """
    taken: set[str] = set()
    found: list[str] = []
    for color in own:
        given = color if color not in taken else _next_free(color, taken)
        taken.add(given)
        found.append(given)
    return found


def _next_free(color: str, taken: set[str]) -> str:
    start = COLORS.index(color) if color in COLORS else 0
    # Steps that reach every colour and do not begin with the next hue, which looks much the same.
    around = (COLORS[(start + _STEP * turn) % len(COLORS)] for turn in range(len(COLORS)))
    return next((item for item in around if item not in taken), color)
