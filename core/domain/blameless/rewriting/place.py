"""The words of a hint in their sentence, and what a template looks at around them.

Every pattern is linear: it is anchored, or what it may run over is bounded.
"""

import re
from typing import Final, NamedTuple

_NEAR: Final = 60  # code points before the words of a hint that are looked at
WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LAST: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+(?:['’][^\W\d_]+)?)[ \t]*\Z")
_END: Final = re.compile(r"\s*(?:[.;:!?)\]…\n]|\Z)")
_FACT: Final = re.compile(r"\d[\w.:%]*|`[^`\n]{1,200}`|\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|@\w+")


class Underlined(NamedTuple):
    """The words of a hint within their sentence.

    ``opens``: they open it, so a replacement has a capital letter. ``in_line``: the sentence stands behind others.
    """

    before: str
    text: str
    after: str
    opens: bool = False
    in_line: bool = False

    @property
    def first(self) -> str:
        """The first of the words, in small letters; empty when there is none."""
        found = WORD.match(self.text)
        return plain(found.group()) if found else ""

    @property
    def following(self) -> str:
        """The word behind them, whatever mark is between."""
        found = WORD.search(self.after[:_NEAR])
        return plain(found.group()) if found else ""

    @property
    def ends_here(self) -> bool:
        """Whether the sentence, or a part of it that stands alone, ends behind the words."""
        return _END.match(self.after) is not None

    def preceding(self, count: int = 1) -> list[str]:
        """The words right before them, the nearest first; none across a mark."""
        found: list[str] = []
        before = self.before[-_NEAR:]
        while len(found) < count and (last := _LAST.search(before)):
            found.append(plain(last.group(1)))
            before = before[: last.start()]
        return found

    def facts(self) -> list[str]:
        """Numbers, times, code, quotes and handles in the words: they are the writer's."""
        return _FACT.findall(self.text)


def plain(word: str) -> str:
    return word.lower().replace("’", "'")


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as one line."""
    return frozenset(text.split())
