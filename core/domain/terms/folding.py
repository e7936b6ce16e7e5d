"""Letters without case and accents. A place in the folded text is not a place in the original."""

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart, as people type them who do not have them.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
# Accents of Latin, Greek and Cyrillic letters. The marks of other scripts are letters of their own.
_ACCENTS: Final = re.compile("[\u0300-\u036f]")


def fold_letters(text: str) -> str:
    """Without case and accents; full-width and half-width forms become the plain ones."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain))
