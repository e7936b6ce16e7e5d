"""Where code spans stand in a piece of text: runs of backticks, paired as every Markdown does it."""

import re
from bisect import bisect_left
from collections import defaultdict
from typing import Final

_TICKS: Final = re.compile(r"`+")


class Ticks:
    """The runs of backticks of one text. Finding the end of a span takes no longer in a text full of them."""

    def __init__(self, text: str) -> None:
        self.by_length: dict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text):
            self.by_length[len(run[0])].append(run.start())

    def end(self, start: int, length: int) -> int | None:
        """Where the span ends that a run of ``length`` backticks at ``start`` opens: with the next run as long."""
        same = self.by_length.get(length, [])
        after = bisect_left(same, start + length)
        return same[after] + length if after < len(same) else None
