"""Tells English from other languages by its letters and its function words, line by line, in linear time.

The hints guess nothing about a text in another language: it gets none. In doubt a text counts as English, because a
team that writes English would miss its hints, and most short lines name things more than they say something. Which
language a text is in is not known here.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.domain.blameless.language.function_words import ACCENTED, ENGLISH, OTHERS

LONGEST_LOOK: Final = 4_000
"""Characters of a line that are looked at; a language shows in fewer."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STRANGE: Final = re.compile(  # a letter that is not Latin
    "[^\\W\\d_A-Za-z\U0001d400-\U0001d7ff\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\ufb00-\ufb06"
    "\uff21-\uff3a\uff41-\uff5a]"
)
_QUOTED: Final = re.compile(  # somebody else's words; the rules do not read them either
    r'"[^"\n]{1,400}"|“[^“”\n]{1,400}”|„[^„“”\n]{1,400}[“”]|«[^«»\n]{1,400}»|`[^`\n]{1,300}`'
)
_WEIGHT: Final = 3  # a Chinese or Arabic letter stands for about three Latin ones
_SENTENCE: Final = 4  # words; fewer name something
_LANGUAGES: Final = tuple(OTHERS)
_HOLDS: Final[dict[str, tuple[int, ...]]] = {
    word: tuple(place for place, language in enumerate(_LANGUAGES) if word in OTHERS[language])
    for language in _LANGUAGES
    for word in OTHERS[language]
}


def is_english(text: str) -> bool:
    """Whether a hint may be looked for in this text: English, or too short to tell."""
    return _english(text[:LONGEST_LOOK]) is not False


def foreign_lines(text: str, around: str = "") -> list[tuple[int, int]]:
    """Where the lines that are not English begin and end, as code points.

    A line that does not tell by itself is taken for what the whole text is, or what is ``around`` it.
    """
    if "\n" not in text and not around:
        return [] if is_english(text) else [(0, len(text))]
    lines = [(start, end, _english(text[start : min(end, start + LONGEST_LOOK)])) for start, end in _lines(text)]
    in_doubt = any(own is None for _, _, own in lines)
    whole = is_english(around or text) if in_doubt else True
    return [(start, end) for start, end, own in lines if own is False or (own is None and not whole)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _english(text: str) -> bool | None:
    """Yes, no, or None for a text that does not tell."""
    text = _QUOTED.sub(" ", text)
    found = _WORD.findall(text)
    strange = latin = 0
    if not text.isascii():
        strange = len(_STRANGE.findall(text))
        latin = sum(map(len, found)) - strange
        if strange > latin:
            return False
    english, other = _function_words(found)
    if english == 0 and _WEIGHT * strange > latin:
        return False
    other += _accented(found)
    if other > english and (other >= 2 or (other == 1 and english == 0 and len(found) >= _SENTENCE)):
        return False
    return True if english else None


def _function_words(found: list[str]) -> tuple[int, int]:
    """How many are English, and how many are of the one other language that has most of them."""
    english = 0
    others = [0] * len(_LANGUAGES)
    for written in found:
        word = written.lower().replace("’", "'")
        if word in ENGLISH:
            english += 1
        for place in _HOLDS.get(word, ()):
            others[place] += 1
    return english, max(others)


def _accented(found: list[str]) -> int:
    """Words with an accent that no English word has; a capital one may be somebody's name."""
    return sum(1 for word in found if not word.isascii() and word.islower() and word.replace("’", "'") not in ACCENTED)
