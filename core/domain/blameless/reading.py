"""A text, read: its words as signs, where each stands, and where its sentences begin and end.

Here a capital letter is judged: a name, a product, or only the first word of a sentence. No rule is known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.blameless.lexicon import SHAPE, Lexicon, shape
from core.domain.blameless.tokens import Kind, Token, tokens

_KIND_SIGNS: Final = {
    Kind.NUMBER: SHAPE["NUMBER"],
    Kind.DATE: SHAPE["DATE"],
    Kind.TIME: SHAPE["TIME"],
    Kind.CODE: SHAPE["CODE"],
    Kind.QUOTE: SHAPE["QUOTE"],
    Kind.LINK: SHAPE["LINK"],
    Kind.LOG: SHAPE["LOG"],
    Kind.HANDLE: SHAPE["HANDLE"],
    Kind.TICKET: SHAPE["TICKET"],
    Kind.STOP: SHAPE["STOP"],
    Kind.ASK: SHAPE["ASK"],
    Kind.PAUSE: SHAPE["PAUSE"],
    Kind.COLON: SHAPE["COLON"],
}
_LONGEST: Final = 200  # words; what goes on longer is read in pieces, so that no rule works on a whole book
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
    "ings",
    "ers",
    "ors",
)
_LONG_ENDINGS: Final = ("ing", "ed", "ies", "ive", "ics")


@dataclass(frozen=True)
class Reading:
    """``signs[i]`` is the word at ``places[i]``; a sentence is a slice of both."""

    signs: str
    places: Sequence[tuple[int, int]]
    sentences: Sequence[tuple[int, int]]


def read(text: str, people: Iterable[str], lexicon: Lexicon) -> Reading:
    found = tokens(text)
    known = frozenset(part for name in people for part in name.lower().replace("’", "'").split() if len(part) > 1)
    small = {token.word for token in found if token.word and not token.case}
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    begin = -1  # where the sentence began; -1 between sentences
    lead = True  # only a time, a bullet or a number so far
    before = ""
    for token in found:
        if begin < 0:
            if token.kind is Kind.STOP:
                continue
            begin, lead, before = len(signs), True, ""
            _put(signs, places, SHAPE["START"], token.start)
        if token.kind is Kind.WORD:
            sign = _word_sign(token, before, lead, known, small, lexicon)
            before = token.word
        else:
            sign = _KIND_SIGNS[token.kind]
            if token.kind not in _LEADS:
                before = ""
        if lead and (token.kind not in _LEADS):
            if len(signs) > begin + 1 and signs[-1] != SHAPE["NUMBER"]:
                _put(signs, places, SHAPE["START"], token.start)
            lead = False
        signs.append(sign)
        places.append((token.start, token.end))
        if token.kind in _ENDS or len(signs) - begin > _LONGEST:
            sentences.append((begin, len(signs)))
            begin = -1
    if begin >= 0:
        _put(signs, places, SHAPE["STOP"], len(text))
        sentences.append((begin, len(signs)))
    return Reading("".join(signs), places, sentences)


def _put(signs: list[str], places: list[tuple[int, int]], sign: str, at: int) -> None:
    signs.append(sign)
    places.append((at, at))


def _word_sign(token: Token, before: str, first: bool, known: frozenset[str], small: set[str], lexicon: Lexicon) -> str:
    word = token.word
    sign = lexicon.sign.get(word)
    if word in known and (token.case or sign is None):
        return SHAPE["NAME"]
    if sign is not None:
        return sign
    if token.case:
        return SHAPE[_capital(token, before, first, small)]
    return SHAPE[shape(word)]


def _capital(token: Token, before: str, first: bool, small: set[str]) -> str:
    word = token.word
    if token.case == "AA" or len(word) == 1 or any(c.isdigit() for c in word):
        return "PRODUCT"
    if word in small:
        return shape(word)
    if first:
        noun = word.endswith(_NOUN_ENDINGS) or (len(word) > 5 and word.endswith(_LONG_ENDINGS))
        return shape(word) if noun else "NAME"
    return "PRODUCT" if before in ("the", "a", "an") else "NAME"
