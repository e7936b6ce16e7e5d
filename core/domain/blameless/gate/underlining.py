"""Which words of a match are underlined: those that say something.

A pattern may see by “next time” or “with hindsight” what a sentence is; what is wrong with it stands behind.
"""

from collections.abc import Sequence
from typing import Final

from core.domain.blameless.lexicon import Known

USED: Final = frozenset({"lead-in"})
_ENDS: Final = frozenset({"STOP", "ASK", "PAUSE", "COLON"})
_MOST: Final = 12  # words


def widened(sentence: Sequence[Known], start: int, end: int) -> int:
    """The end of the words to underline: of a lead-in alone, the end of the clause that it leads to."""
    if not all("lead-in" in word.keys for word in sentence[start:end]):
        return end
    last = end
    if last < len(sentence) and "PAUSE" in sentence[last].keys:  # “Next time, …”
        last += 1
    first = last
    while last < min(len(sentence), first + _MOST) and _ENDS.isdisjoint(sentence[last].keys):
        last += 1
    return last if last > first else end
