"""Text cut into terms: folded, stemmed, compounds as a whole and in parts, scripts without spaces in pairs.

``node-pool``, ``node_pool`` and ``NodePool`` are all ``nodepool``, ``node`` and ``pool``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.domain.terms.folding import fold_letters
from core.domain.terms.scripts import is_unspaced, pairs_of, runs_of
from core.domain.terms.stems import stem_of

LONGEST_WORD: Final = 64
"""Characters. What is longer is a key, a checksum or noise, and is cut, except in scripts without spaces."""
PIECE: Final = 400
"""Characters of a line, and the rest of a word, of which the terms are remembered together."""
LONGEST_PIECE: Final = 2 * PIECE
"""What is longer has a word beyond all measure, or is in a script without spaces, and is not kept in memory."""
_MOST_PARTS: Final = 6

# Letters and digits, joined by single hyphens, underscores or apostrophes.
_WORD: Final = re.compile(r"[^\W_]+(?:['’_-][^\W_]+)*")
_JOINT: Final = re.compile(r"['’_-]")
# Where a capital begins a part: NodePool, HTTPServer, but not Node or NODE.
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDINGS: Final = frozenset(["s", "t", "re", "ve", "ll", "d", "m"])


@dataclass(frozen=True, slots=True)
class Token:
    """``written``: the word as it stands in the text. ``terms``: the whole first, then its parts."""

    written: str
    terms: tuple[str, ...]


def terms_of(text: str) -> list[str]:
    """All terms in the order of the text; a compound gives the whole and its parts."""
    return [
        term
        for piece in pieces_of(text)
        for term in (_remembered_terms(piece).splitlines() if len(piece) <= LONGEST_PIECE else _terms_in(piece))
    ]


def pieces_of(text: str) -> Iterator[str]:
    """The text cut where no word is cut, so that most pieces stay the same while somebody types in one of them."""
    for line in text.split("\n"):
        begin = 0
        while len(line) - begin > PIECE and (end := line.find(" ", begin + PIECE)) >= 0:
            yield line[begin:end]
            begin = end
        yield line[begin:]


def _terms_in(piece: str) -> Iterator[str]:
    return (term for token in tokens_of(piece) for term in token.terms)


@lru_cache(maxsize=4_000)
def _remembered_terms(piece: str) -> str:
    """A record is made again and again of a text that changes in one place.

    One text, a line a term: as objects of their own they take several times as much memory.
    """
    return "\n".join(_terms_in(piece))


def tokens_of(text: str) -> Iterator[Token]:
    """Each word of the text with its terms."""
    for found in _WORD.finditer(text):
        written = found[0]
        terms = _terms(written) if len(written) <= LONGEST_WORD else _long_terms(written)
        if terms:
            yield Token(written, terms)


def _long_terms(written: str) -> tuple[str, ...]:
    """A sentence in a script without spaces is one run, read in pieces, each with the last sign of the one before."""
    if not is_unspaced(written):
        return _terms(written[:LONGEST_WORD])
    step = LONGEST_WORD - 1
    pieces = (written[at : at + LONGEST_WORD] for at in range(0, len(written) - 1, step))
    return tuple(term for piece in pieces for term in _terms(piece))


@lru_cache(maxsize=20_000)
def _terms(written: str) -> tuple[str, ...]:
    if is_unspaced(written):
        return tuple(term for run in runs_of(fold_letters(written)) for term in _of_run(run))
    parts = [fold_letters(part) for part in _parts(written)]
    if len(parts) > 1 and parts[-1] in _ENDINGS and ("'" in written or "’" in written):
        parts = parts[:-1]  # the team's, they're
    if len(parts) == 1:
        return (stem_of(parts[0]),) if parts[0] else ()
    whole = stem_of("".join(parts))
    return (whole, *(stem_of(part) for part in parts[:_MOST_PARTS] if len(part) > 1))


def _of_run(run: str) -> Iterator[str]:
    if is_unspaced(run):
        yield from pairs_of(run)
    else:
        yield from (term for found in _WORD.findall(run) for term in _terms(found))


def _parts(written: str) -> list[str]:
    joined = _JOINT.split(written)
    return [part for piece in joined for part in _at_capitals(piece) if part]


def _at_capitals(piece: str) -> list[str]:
    if piece.islower() or piece.isupper():
        return [piece]
    parts = _CAPITAL.split(piece)
    return parts if min(map(len, parts)) > 1 else [piece]  # IPv4 is one word
