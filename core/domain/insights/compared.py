"""How a figure compares with the one of the period before, in words. Both sides need ``FLOOR`` of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from core.domain.insights.finding import FLOOR, several
from core.domain.insights.periods import Period

_ALIKE: Final = 0.2
"""A change of less than a fifth is no change: medians of a handful of incidents move by as much."""


@dataclass(frozen=True)
class Spread:
    """The middle of some values and where the middle half of them lies."""

    middle: float
    low: float
    high: float
    counted: int


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0], 1)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high, len(values))


def before_words(period: Period, number: int, noun: str) -> str:
    """Why the period before is not compared: too few of what is counted, and how many are missing."""
    missing = FLOOR - number
    return f"Too few to compare: {period.before} had {several(number, noun)}, {missing} short of {FLOOR}."


def change_words(now: float, then: float, shown_then: str, period: Period) -> str:
    """``Up from 24 min in the quarter before.``"""
    if abs(now - then) <= _ALIKE * max(now, then):
        return f"About as in {period.before} ({shown_then})."
    return f"{'Up' if now > then else 'Down'} from {shown_then} in {period.before}."
