"""Which words of a match are underlined: those that say something, and whole ones.

A pattern may see by “next time” or “with hindsight” what a sentence is; what is wrong with it stands behind. It may
also see enough of it at a “to” or a “have been”: a reader wants the word that this is about, too.
"""

from collections.abc import Sequence
from typing import Final

from core.domain.blameless.lexicon import Known

_THINGS: Final = ("system", "generic", "airy")
USED: Final = frozenset({"lead-in", "joined", "unfinished", "trailing", "adv", "infinitive", "particle", *_THINGS})
_ENDS: Final = frozenset({"STOP", "ASK", "PAUSE", "COLON"})
_EDGES: Final = _ENDS | {"START"}
_MOST: Final = 12  # words
_NEAR: Final = 4  # words to the one that an unfinished underline is about
_DEGREES: Final = frozenset({"more", "less", "fewer", "better"})


def widened(sentence: Sequence[Known], start: int, end: int) -> tuple[int, int]:
    """The places to underline for a match at these: the first, and the one behind the last."""
    if all("lead-in" in word.keys for word in sentence[start:end]):
        return start, _clause_led_to(sentence, end)
    while start < end - 1 and "joined" in sentence[start].keys:  # “and failed to”
        start += 1
    while end > start + 1 and _trails(sentence, end):
        end -= 1
    if sentence[start].text.startswith(("n't", "'")) and _EDGES.isdisjoint(sentence[start - 1].keys):
        start -= 1  # “haven't” is one word to whoever wrote it
    return start, _whole(sentence, _finished(sentence, end))


def _clause_led_to(sentence: Sequence[Known], end: int) -> int:
    """The end of the clause that a lead-in leads to."""
    last = end
    if last < len(sentence) and "PAUSE" in sentence[last].keys:  # “Next time, …”
        last += 1
    first = last
    while last < min(len(sentence), first + _MOST) and _ENDS.isdisjoint(sentence[last].keys):
        last += 1
    return last if last > first else end


def _trails(sentence: Sequence[Known], end: int) -> bool:
    """Whether the word before this place is only the joint to what follows: “… even though”, “a better system to …”."""
    last, before = sentence[end - 1].keys, sentence[end - 2].keys
    return "trailing" in last or ("infinitive" in last and not frozenset(_THINGS).isdisjoint(before))


def _finished(sentence: Sequence[Known], end: int) -> int:
    """Behind the word that the last one leads to: the verb of “to”, what somebody “could have been”."""
    last = end
    while last < min(len(sentence), end + _NEAR) and _leads_on(sentence, last, last > end):
        if not _EDGES.isdisjoint(sentence[last].keys) or "joined" in sentence[last].keys:
            return end
        last += 1
    return end if _leads_on(sentence, last, last > end) else last


def _whole(sentence: Sequence[Known], end: int) -> int:
    """Behind what belongs to the last word: “could have come up”, “more short meetings”."""
    size = len(sentence)
    last = end
    if 1 < end < size and sentence[end - 2].text in _DEGREES and "PLURAL" not in sentence[end - 1].keys:
        last += "PLURAL" in sentence[end].keys
    while last < min(size, end + _NEAR) and "particle" in sentence[last].keys:
        last += 1
    return last


def _leads_on(sentence: Sequence[Known], end: int, on_the_way: bool) -> bool:
    """Whether the word before this place cannot be the last of an underline."""
    keys = sentence[end - 1].keys
    return "unfinished" in keys or (on_the_way and ("adv" in keys or "LY" in keys))
