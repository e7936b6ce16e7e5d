"""Words that two texts share, and a text cut into runs with these words marked.

A word is compared whole, without case, and without an English plural's last letter. Words that say nothing about an
incident are never marked. Not here: which incidents are alike, which ``core.services.memory`` ranks.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

# Letters and digits of any script; inside a word also what joins the parts of a name such as ``print-gateway``.
_WORD: Final = re.compile(r"[^\W_]+(?:[-_./:@’'][^\W_]+)*")
_SHORTEST: Final = 3
_SAYING_NOTHING: Final = """
about after again all also and any are because been before being between but came can could did does down during
each for from further got had has have having her here him his how into its itself just may more most not now off
once one only other our out over own same she should some such than that the their them then there these they this
those through too two under until very was were what when where which while who why will with would yet you your
first last next new old made make many much without still every both due per via min hour hours minutes day days
went goes
incident incidents postmortem outage problem issue team people
"""
_UNMARKED: Final = frozenset(_SAYING_NOTHING.split())


class Run(NamedTuple):
    """A piece of a text; ``marked``: it is one of the shared words."""

    text: str
    marked: bool


def words_of(text: str) -> frozenset[str]:
    """The words that may say something, as they are compared."""
    found = (_compared(match.group()) for match in _WORD.finditer(text))
    return frozenset(word for word in found if len(word) >= _SHORTEST and word not in _UNMARKED)


def shared_words(first: str, second: str) -> frozenset[str]:
    return words_of(first) & words_of(second)


def marked(text: str, terms: Collection[str]) -> tuple[Run, ...]:
    """The whole text in pieces, of which those are marked that are one of ``terms``, as ``words_of`` gives them.

    The runs put together are the text.
    """
    runs: list[Run] = []
    start = 0
    for match in _WORD.finditer(text):
        if _compared(match.group()) not in terms:
            continue
        if match.start() > start:
            runs.append(Run(text[start : match.start()], marked=False))
        runs.append(Run(match.group(), marked=True))
        start = match.end()
    if start < len(text):
        runs.append(Run(text[start:], marked=False))
    return tuple(runs)


def words_in(phrases: Iterable[str]) -> frozenset[str]:
    """The words of phrases, to be marked wherever they stand."""
    return frozenset[str]().union(*(words_of(phrase) for phrase in phrases))


def _compared(word: str) -> str:
    low = word.casefold()
    return low[:-1] if len(low) > _SHORTEST and low.endswith("s") and not low.endswith("ss") else low
