"""How search sees text: without case and accents, and cut into words the same way on both databases.

Folding keeps the length, so that a place found in the folded text is the same place in the original.
"""

import re
import unicodedata

from core.store.types import storable

LONGEST_WORD = 200

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words, from Thai to the ideographs: a part of a run must be found, too.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


class _Folds(dict[int, int]):
    """One sign for one sign, worked out when it is first seen."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        base = unicodedata.normalize("NFKD", sign)
        plain = "".join(part for part in base if not unicodedata.combining(part)).casefold()
        folded = ord(plain) if len(plain) == 1 else ord(low) if len(low := sign.lower()) == 1 else code
        self[code] = folded
        return folded


_FOLDS = _Folds()


def composed(text: str) -> str:
    """As it is stored: an accent typed as a sign of its own joins its letter."""
    return unicodedata.normalize("NFC", storable(text))


def fold(text: str) -> str:
    """Give it composed text."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def words(folded: str) -> list[str]:
    """Letters and digits only. A word beyond all measure is cut, in the index and in a query alike."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def is_unspaced(word: str) -> bool:
    return _UNSPACED.search(word) is not None
