"""A finding: one sentence that says something, the points of the chart that shows it, and the table behind.

Under ``FLOOR`` nothing is said, and each group that is compared has that floor of its own: a median of three incidents
is chance, and a group of one is a person's bad night.
"""

from dataclasses import dataclass
from typing import Final, Literal

FLOOR: Final = 5
"""From so many on something is said of them."""

TOO_FEW: Final = "Too few to say."

Shape = Literal["columns", "spread", "bars", "shares", "plan"]
"""How it is drawn: counts over time or by class; medians with their spread; counts by name; parts of a whole; used time
against planned time."""


@dataclass(frozen=True)
class Point:
    """``value`` is a count, or seconds for spread and plan. ``low`` to ``high``: the spread, or ``high`` the plan.

    ``shown``: the value in words. ``strong``: what the sentence is about. ``warm``: a reason to act.
    """

    label: str
    value: float
    shown: str
    group: str = ""
    low: float = 0
    high: float = 0
    strong: bool = False
    warm: bool = False


@dataclass(frozen=True)
class Finding:
    """``counted`` is what it rests on, ``basis`` says so. ``missing``: how many more it takes; 0 when it is enough.

    ``compared`` is a sentence on the period before, empty where none was asked for. The table is empty under the floor.
    """

    key: str
    title: str
    sentence: str
    basis: str
    shape: Shape
    counted: int
    missing: int = 0
    points: tuple[Point, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    compared: str = ""
    warm: bool = False


def too_few(key: str, title: str, shape: Shape, counted: int, noun: str, nouns: str) -> Finding:
    """Under the floor: how many there are of what is counted, and how many are missing."""
    missing = FLOOR - counted
    have = f"{counted} {noun if counted == 1 else nouns} so far" if counted else f"No {noun} so far"
    return Finding(key, title, TOO_FEW, f"{have}, {FLOOR} are needed: {missing} to go.", shape, counted, missing)


def several(number: int, noun: str, nouns: str = "") -> str:
    """``1 postmortem``, ``1,204 postmortems``."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
