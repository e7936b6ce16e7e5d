"""How search sees text: without case and accents, in plain letters, and cut into words the same way on both databases.

A letter that is written with two (``ß``, ``æ``, the ligature ``ﬁ``) becomes two, so that it is found as people type it;
``Places`` leads from a place in the folded text back to the one in the original.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import Final

from core.store.database.column_types import storable

LONGEST_WORD = 200

# An index that was filled under another name is filled again. Python's own tables decide on case and accents.
FOLDING: Final = f"3/{unicodedata.unidata_version}"

# Letters that Unicode does not take apart, as people type them who do not have them.
_LETTERS: Final = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "n",
    "ƒ": "f",
    "ɨ": "i",
    "ƶ": "z",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
_HANGUL: Final = range(0xAC00, 0xD7A4)

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words, from Thai to the ideographs: a part of a run must be found, too.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


class _Folds(dict[int, str]):
    """What a sign becomes, worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = sign
        for _ in range(3):  # taking apart may bring up a letter of the table, or a capital
            folded = "".join(_LETTERS.get(low, low) for part in folded for low in _without_accents(part))
        item = len(folded) == 1
        written_with_more = len(folded) > 1 and sign.isalpha() and folded.isalnum() and code not in _HANGUL
        self[code] = folded if item or written_with_more else sign.lower() if len(sign.lower()) == 1 else sign
        return self[code]


def _without_accents(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


_FOLDS = _Folds()


class Places:
    """From a folded text back to the text that it came from."""

    def __init__(self, text: str, folded_length: int) -> None:
        self._folded: list[int] = []  # behind each letter that became more: how much was folded,
        self._text: list[int] = []  # and how much of the text that was
        if folded_length == len(text):
            return
        wide = {sign: len(_FOLDS[ord(sign)]) for sign in set(text) if len(_FOLDS[ord(sign)]) > 1}
        ahead = 0
        for found in re.finditer(f"[{re.escape(''.join(wide))}]", text) if wide else ():
            ahead += wide[found[0]] - 1
            self._folded.append(found.end() + ahead)
            self._text.append(found.end())

    def begin(self, place: int) -> int:
        """Where in the text the sign stands that has this place in the folded text, or is a part of what has it."""
        at = bisect_right(self._folded, place)
        place -= self._folded[at - 1] - self._text[at - 1] if at else 0
        if at < len(self._text) and place >= self._text[at] - 1:
            return self._text[at] - 1
        return place

    def end(self, place: int) -> int:
        """Where in the text that ends which ends at this place of the folded text."""
        return self.begin(place - 1) + 1 if place else 0


def composed(text: str) -> str:
    """As it is stored: an accent typed as a sign of its own joins its letter."""
    return unicodedata.normalize("NFC", storable(text))


def name_key(name: str) -> str:
    """Two names are the same when their keys are equal: case and spaces do not matter."""
    return " ".join(composed(name).split()).casefold()


def fold(text: str) -> str:
    """Give it composed text."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def split_words(folded: str) -> list[str]:
    """Letters and digits only. A word beyond all measure is cut, in the index and in a query alike."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def is_unspaced(word: str) -> bool:
    return _UNSPACED.search(word) is not None
