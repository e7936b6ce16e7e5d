"""Text of people on a terminal, and how far long work is."""

import sys
import time
from typing import Final

_SECONDS: Final = 2.0
"""Between two lines: work that is done sooner says nothing."""


class Progress:
    """Says beside the output how far work on postmortems is. Call it with what was done, how many, and of how many."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def __call__(self, what: str, done: int, of: int) -> None:
        if time.monotonic() - self._told_at >= _SECONDS:
            self._told_at = time.monotonic()
            sys.stderr.write(f"{done:,} of {of:,} postmortems {what}\n")


def one_line(text: str) -> str:
    """On one line, and without the control characters that a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
