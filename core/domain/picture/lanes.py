"""Where labels stand above an axis: each at its mark, in lanes, and none over another or over its line.

A label is a flag: its line goes up from the mark, and its words begin right of the line or end left of it.
Near the sides of the picture, where neither fits, the words stand on top of the line, as far out as they can.
Lane 0 is the one next to the axis. Pure geometry on numbers; what the words say is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

# Between two labels of one lane, and between a line and the words beside it.
GAP: Final = 10.0
BESIDE: Final = 5.0
_TRIES: Final = 3_000
# The fields of a flag; thousands are tried for one picture.
_Way: TypeAlias = tuple[float, float, float, int]


@dataclass(frozen=True, slots=True)
class Flag:
    """The label of one mark: its line stands at ``x``, its words reach from ``left`` to ``right``."""

    x: float
    left: float
    right: float
    lane: int

    @property
    def on_top(self) -> bool:
        return self.left < self.x < self.right


def flags(marks: Sequence[tuple[float, float]], width: float) -> tuple[Flag, ...] | None:
    """A flag for each ``(x, room for words)``, in as few lanes as it takes; None if there is no way.

    ``marks`` are ordered by ``x``. Looks at a bounded number of ways only.
    """
    if not marks:
        return ()
    for lanes in range(1, len(marks) + 1):
        search = _Search(marks, width, lanes)
        if search.place(len(marks) - 1):
            return tuple(Flag(*way) for way in reversed(search.placed))
    return None


class _Search:
    """Tries the rightmost mark first, low lanes before high ones, and goes back where nothing fits."""

    def __init__(self, marks: Sequence[tuple[float, float]], width: float, lanes: int) -> None:
        self.marks = marks
        self.width = width
        self.lanes = lanes
        self.placed: list[_Way] = []
        self.tries = _TRIES

    def place(self, index: int) -> bool:
        if index < 0:
            return True
        for way in self._ways(*self.marks[index]):
            self.tries -= 1
            if self.tries < 0:
                return False
            if _is_free(*way, self.placed):
                self.placed.append(way)
                if self.place(index - 1):
                    return True
                self.placed.pop()
        return False

    def _ways(self, x: float, room: float) -> list[_Way]:
        wanted = [(x + BESIDE, x + BESIDE + room), (x - BESIDE - room, x - BESIDE)]
        sides = [(left, right) for left, right in wanted if left >= 0 and right <= self.width]
        if len(sides) < 2:
            left = min(max(0.0, x - room / 2), self.width - room)
            sides.append((left, left + room))
        return [(x, left, right, lane) for lane in range(self.lanes) for left, right in sides]


def _is_free(x: float, left: float, right: float, lane: int, placed: Sequence[_Way]) -> bool:
    """Whether a flag may stand there beside those that are placed; asked fifty thousand times for a crowded picture."""
    for other_x, other_left, other_right, other_lane in placed:
        if lane == other_lane:
            if left < other_right + GAP and other_left < right + GAP:
                return False
        elif lane > other_lane:  # its line passes the words of the lower one
            if other_left - BESIDE / 2 < x < other_right + BESIDE / 2:
                return False
        elif left - BESIDE / 2 < other_x < right + BESIDE / 2:
            return False
    return True
