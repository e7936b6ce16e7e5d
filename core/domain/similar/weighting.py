"""What a term is worth whatever the team: nothing for words of the language, little for words of every report."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from core.domain.terms import is_unspaced, terms_of

_LITTLE: Final = 0.45
_PAIR: Final = 0.6  # a pair of signs is half a word
_BORROWED_PAIR: Final = 0.45  # of a borrowed word, which counts as a whole, too
_CODE: Final = 0.6

_NUMBER: Final = re.compile(r"[0-9]+")
_MOMENT: Final = re.compile(r"[0-9]{1,4}(?:am|pm|st|nd|rd|th|h|m|s|ms|min|utc)|[0-9]{6,}(?:t[0-9]*)?")
_KATAKANA_PAIR: Final = re.compile("[\u30a1-\u30fa\u30fc]{2}")
_ALL_HIRAGANA: Final = re.compile("[\u3041-\u309f\u30fc]+")


@lru_cache(maxsize=50_000)
def general_weight(term: str) -> float:
    """From 0 to 1. A number counts only when it looks like a status code."""
    if len(term) < 2 or term in _terms_listed("never") or _MOMENT.fullmatch(term) or _ALL_HIRAGANA.fullmatch(term):
        return 0.0
    if _NUMBER.fullmatch(term):
        return _CODE if len(term) == 3 and term[0] in "45" else 0.0
    weight = 1.0
    if is_unspaced(term):
        weight = _weight_of_signs(term)
    return weight * _LITTLE if term in _terms_listed("little") else weight


def _weight_of_signs(term: str) -> float:
    if _KATAKANA_PAIR.fullmatch(term):
        return _BORROWED_PAIR
    return _PAIR if len(term) == 2 else 1.0


@cache
def _terms_listed(of: str) -> frozenset[str]:
    with (files("core.domain.similar") / "words.toml").open("rb") as file:
        lists = tomllib.load(file)
    return frozenset(term for name, texts in lists.items() if name.startswith(of) for term in terms_of(texts))
