"""How much room words take in a picture, before anybody knows the font: a little more than they will need.

Widths are in the units of the picture, for a font of ``size``. Not here: where the words stand.
"""

from typing import Final
from unicodedata import combining, east_asian_width

# In ems, for wide sans-serif letters; a narrower font only leaves more air between two labels.
_SLIM: Final = frozenset("ijltfrI.,:;'|!()[]{}/\\-` ·")
_BROAD: Final = frozenset("mwMW@%&—…★")
_SLIM_EM, _USUAL_EM, _CAPITAL_EM, _BROAD_EM = 0.40, 0.62, 0.75, 1.0
BOLD: Final = 1.08

# A label shows less than this of any text, and a text may have a hundred thousand signs.
_LOOKED_AT: Final = 400


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


def shortened(text: str, size: float, at_most: float) -> str:
    """The text on one line, cut with an ellipsis where it would be wider than ``at_most``; perhaps nothing."""
    line = " ".join(text[:_LOOKED_AT].split())
    if len(text) <= _LOOKED_AT and width_of(line, size) <= at_most:
        return line
    room = at_most - _em("…") * size
    kept = []
    for sign in line:
        room -= _em(sign) * size
        if room < 0:
            break
        kept.append(sign)
    short = "".join(kept)
    # Whole words, unless that would give up a third of the room.
    whole = short.rpartition(" ")[0]
    short = (whole if len(whole) * 3 > len(short) * 2 else short).rstrip(" ,.;:-")
    return f"{short}…" if short else ""


def _em(sign: str) -> float:
    if combining(sign):
        return 0.0
    if sign in _SLIM:
        return _SLIM_EM
    if sign in _BROAD or east_asian_width(sign) in "WF" or ord(sign) > 0xFFFF:
        return _BROAD_EM
    return _CAPITAL_EM if sign.isupper() else _USUAL_EM
