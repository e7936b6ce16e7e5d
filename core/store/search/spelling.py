"""Words that no postmortem has, and the ones that are spelled nearest: ``kubernets``, ``certficate``."""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA
from sqlalchemy import select

from core.domain.terms import stem_of
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.ranking import is_known
from core.store.search.snippets import LONGEST_ENDING
from core.store.search.sought import Sought, Unit, by_term, numbers_with
from core.store.similar.vocabulary import terms_like

SHORTEST: Final = 4
"""Letters; shorter words have too many neighbours."""
_TWO_MISTAKES_FROM: Final = 8
_READ: Final = 3
"""Texts that are read to see how a term is written."""

_T = tables.search_text.c


@dataclass(frozen=True)
class Respelling:
    """``typed``: as it was looked for, folded. ``term``: what is looked for instead, and a ``word`` that has it."""

    typed: str
    term: str
    word: str


def near_spellings(tx: Transaction, looked: Sought) -> list[Respelling]:
    """One for each word that is in no text and is near one that is; the fewest mistakes, then the commonest word."""
    found = []
    for unit in looked.units:
        if unit.by_signs or not _is_word(unit) or is_known(tx, unit):
            continue
        near = _nearest(tx, unit.written)
        if near:
            found.append(Respelling(unit.written, near, _word_of(tx, near, unit.written)))
    return found


def _is_word(unit: Unit) -> bool:
    return len(unit.words) == 1 and len(unit.written) >= SHORTEST and unit.written.isalpha()


def _nearest(tx: Transaction, word: str) -> str:
    """A term that is the word's own beginning with few mistakes: what stands behind it is an ending."""
    mistakes = 2 if len(word) >= _TWO_MISTAKES_FROM else 1
    for letters in (2, 1):  # a mistake in the first two letters is rare, and there are fewer words that share them
        near: list[tuple[int, int, str]] = []
        shortest = max(SHORTEST - 1, len(word) - LONGEST_ENDING)
        for other, number in terms_like(tx, word[:letters], shortest, len(word) + mistakes).items():
            distance = min(OSA.distance(form, other, score_cutoff=mistakes) for form in _beginnings(word, len(other)))
            if distance <= mistakes:
                near.append((distance, -number, other))
        for _, _, other in sorted(near)[:5]:
            if is_known(tx, by_term(other)):
                return other
    return ""


def _beginnings(word: str, length: int) -> set[str]:
    return {
        stem_of(word),
        *(word[:end] for end in (length - 1, length, length + 1) if len(word) - end <= LONGEST_ENDING),
    }


def _word_of(tx: Transaction, term: str, typed: str) -> str:
    """The nearest word as it stands in some text; the term itself where it is written quite differently."""
    numbers = list(tx.execute(numbers_with(tx, by_term(term)).limit(_READ)).scalars())
    texts = tx.execute(select(_T.folded).where(_T.id.in_(numbers))).scalars()
    form = re.compile(rf"(?<![^\W_]){re.escape(term)}[^\W_]{{0,{LONGEST_ENDING}}}(?![^\W_])")
    words = {word for text in texts for word in form.findall(text)}
    return min(sorted(words), key=lambda word: OSA.distance(word, typed), default=term)
