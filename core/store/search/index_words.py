"""What the full-text indexes hold of a text: its words as they stand, and their terms, marked, so that neither is
taken for the other. A word finds itself; a term finds other forms: ``certificates``, ``NodePool``, a part of 障害報告.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.domain.terms import LONGEST_PIECE, pieces_of, terms_of
from core.store.search.folding import fold, split_words

MARK: Final = "\ua66e"
"""Before a term. A letter to both databases, in no living script, and no beginning of any word."""


def marked(terms: Iterable[str]) -> list[str]:
    """Terms as they stand in the index."""
    return [f"{MARK}{term}" for term in terms if term.isalnum()]


def index_words(text: str) -> list[str]:
    """The words first, since a phrase is a sequence of them, then the terms."""
    text = without_mark(text)
    pieces = [
        _remembered_words(piece) if len(piece) <= LONGEST_PIECE else _words_in(piece) for piece in pieces_of(text)
    ]
    return [word for in_piece, _ in pieces for word in in_piece.splitlines()] + [
        term for _, in_piece in pieces for term in in_piece.splitlines()
    ]


def _words_in(piece: str) -> tuple[str, str]:
    """Its words and its terms, a line each: as objects of their own they take seven times as much memory."""
    return "\n".join(split_words(fold(piece))), "\n".join(marked(terms_of(piece)))


# A text that is indexed again has changed in one place.
_remembered_words = lru_cache(maxsize=4_000)(_words_in)


def without_mark(text: str) -> str:
    """So that no text and no query can be taken for a term."""
    return text.replace(MARK, " ")
