"""Scripts that put no space between words, cut into pairs of signs: the parts that two texts can share."""

import re
from collections.abc import Iterator
from typing import Final

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_RUN: Final = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_FIRST: Final = re.compile(f"[{_UNSPACED}]")
# Borrowed words of Japanese are written in letters of their own, so that their ends are known.
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]+|[^\u30a1-\u30fa\u30fc]+")
_IS_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]")
_LONGEST_RUN = 24


def is_unspaced(word: str) -> bool:
    return _FIRST.search(word) is not None


def runs_of(word: str) -> list[str]:
    """A word cut where its script changes between one with spaces and one without."""
    return _RUN.findall(word)


def pairs_of(run: str) -> Iterator[str]:
    """The pairs of neighbours in a run without spaces, and a borrowed Japanese word as a whole as well."""
    if len(run) == 1:
        yield run
        return
    for part in _KATAKANA.findall(run):
        if 2 < len(part) <= _LONGEST_RUN and _IS_KATAKANA.match(part):
            yield part
    for at in range(len(run) - 1):
        yield run[at : at + 2]
