"""Ranks for many rows at once, evenly spread, so that rows put between them later stay short.

The rule of a rank itself (what sorts between what) is in ``core.domain.rank``; this only makes a first series.
"""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def series(count: int) -> list[str]:
    """``count`` ranks in ascending order, all of one length, none ending in ``0``."""
    base, width = len(ALPHABET), 1
    while base**width <= count:
        width += 1
    return [_digits(number + 1, width) + "V" for number in range(count)]


def _digits(number: int, width: int) -> str:
    out = ""
    for _ in range(width):
        number, rest = divmod(number, len(ALPHABET))
        out = ALPHABET[rest] + out
    return out
