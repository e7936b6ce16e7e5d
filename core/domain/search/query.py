"""A search as it is typed: words, “phrases in quotes”, and -words that must not be there.

There is no other syntax: whatever else is typed is a word to look for, and nothing is an error.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST_QUERY: Final = 200
"""Characters; the rest is not looked at."""
MOST_WORDS: Final = 16

_QUOTES: Final = '"“”„‟«»'
_MINUS: Final = "-−–"
# An optional minus, then a phrase up to the next quote, or signs up to the next space.
_PIECE: Final = re.compile(f"([{_MINUS}]?)[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|(\\S+)")


@dataclass(frozen=True)
class Query:
    """``words`` and ``phrases`` must all be there, ``without`` must not (a phrase has a space in it).

    ``open``: the last word may still be being typed, so that it may be the beginning of one; ``C++`` and ``50%`` are
    not, as they end in a sign.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    open: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.without)


def parse_query(text: str) -> Query:
    """Never fails. A quote without its other half, or a minus without a word, is not a sign of the syntax."""
    text = text[:LONGEST_QUERY]
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    last_is_word = False
    for found in list(_PIECE.finditer(text)):
        minus, phrase, piece = found[1], found[2], found[3]
        last_is_word = False
        if phrase is not None:
            phrase = " ".join(phrase.split())
            if phrase:
                (without if minus else phrases).append(phrase)
            continue
        excluded = _excluded(piece)
        if excluded:
            without.append(excluded)
            continue
        word = piece.strip(_QUOTES)
        if word:
            words.append(word)
            last_is_word = True
    is_open = last_is_word and len(words) <= MOST_WORDS and unicodedata.category(text[-1])[0] in "LMN"
    return Query(tuple(words[:MOST_WORDS]), tuple(phrases[:MOST_WORDS]), tuple(without[:MOST_WORDS]), is_open)


def _excluded(piece: str) -> str:
    """``-staging`` excludes ``staging``; ``--dry-run`` is an option's name, and ``-1`` a number."""
    if len(piece) < 2 or piece[0] not in _MINUS or not piece[1].isalpha():
        return ""
    return piece[1:].strip(_QUOTES)
