"""A text, read: its words as the lexicon knows them, where each stands, and where its sentences begin and end.

Here a capital letter is judged: a name, a product, or only the first word of a sentence. No rule is known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.blameless.lexicon import Known, Lexicon, looks
from core.domain.blameless.tokens import Kind, Token, tokens

_SHAPE_OF: Final = {kind: kind.name for kind in Kind}
_LONGEST: Final = 200  # words; what goes on longer is read in pieces, so that no rule works on a whole book
_LABEL: Final = 6  # words; behind so short a label with its colon a sentence begins anew
_ENDS: Final = (Kind.STOP, Kind.ASK)
_LEADS: Final = (Kind.TIME, Kind.DATE, Kind.NUMBER, Kind.PAUSE, Kind.COLON, Kind.TICKET)
# A capital word with one of these endings at the start of a sentence is a noun or an adverb, hardly a name.
_NOUN_ENDINGS: Final = (
    "tion",
    "tions",
    "sion",
    "ments",
    "ment",
    "ness",
    "ity",
    "ities",
    "ance",
    "ence",
    "ism",
    "ship",
    "age",
    "ware",
    "base",
    "ly",
    "ful",
    "less",
    "ous",
    "able",
    "ible",
    "ings",
    "ures",
    "ences",
    "ances",
    "ers",
    "ors",
)
_LONG_ENDINGS: Final = ("ing", "ed", "ies", "ive", "ics")


@dataclass(frozen=True)
class Reading:
    """``words[i]`` stands at ``places[i]``; a sentence is a slice of both."""

    words: Sequence[Known]
    places: Sequence[tuple[int, int]]
    sentences: Sequence[tuple[int, int]]


def read(text: str, people: Iterable[str], lexicon: Lexicon) -> Reading:
    found = tokens(text)
    known = frozenset(part for name in people for part in name.lower().replace("’", "'").split() if len(part) > 1)
    small = {token.word for token in found if token.word and not token.case}
    shapes, listed = lexicon.shapes, lexicon.word
    opening = shapes["START"]
    words: list[Known] = []
    places: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    begin = -1  # where the sentence began; -1 between sentences
    lead = True  # only a time, a bullet or a number so far
    before = ""
    for token in found:
        start, end, kind, written, case = token
        if begin < 0:
            if kind is Kind.STOP:
                continue
            begin, lead, before = len(words), True, ""
            words.append(opening)
            places.append((start, start))
        if kind is Kind.WORD:
            if case or written in known:
                word = _known_word(token, before, lead, known, small, lexicon)
            else:
                word = listed.get(written) or shapes[looks(written)]
            before, leads, ends = written, False, False
        else:
            word = shapes[_SHAPE_OF[kind]]
            if kind is Kind.COLON and len(words) - begin < _LABEL:
                word = lexicon.label
            leads, ends = kind in _LEADS, kind in _ENDS
            before = before if leads else ""
        if lead and not leads:
            if len(words) > begin + 1 and words[-1] is not shapes["NUMBER"]:
                words.append(opening)
                places.append((start, start))
            lead = False
        words.append(word)
        places.append((start, end))
        if ends or len(words) - begin > _LONGEST:
            sentences.append((begin, len(words)))
            begin = -1
    if begin >= 0:
        words.append(shapes["STOP"])
        places.append((len(text), len(text)))
        sentences.append((begin, len(words)))
    return Reading(words, places, sentences)


def _known_word(
    token: Token, before: str, first: bool, known: frozenset[str], small: set[str], lexicon: Lexicon
) -> Known:
    word = token.word
    found = lexicon.word.get(word)
    if word in known and (token.case or found is None):
        return lexicon.shapes["NAME"]
    if found is not None:
        return found
    if token.case:
        return lexicon.shapes[_capital(token, before, first, small)]
    return lexicon.shapes[looks(word)]


def _capital(token: Token, before: str, first: bool, small: set[str]) -> str:
    word = token.word
    if token.case == "AA" or len(word) == 1 or any(c.isdigit() for c in word):
        return "PRODUCT"
    if word in small:
        return looks(word)
    if first:
        noun = word.endswith(_NOUN_ENDINGS) or (len(word) > 5 and word.endswith(_LONG_ENDINGS))
        return looks(word) if noun else "NAME"
    return "PRODUCT" if before in ("the", "a", "an") else "NAME"
