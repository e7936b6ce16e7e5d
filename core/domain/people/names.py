"""Names of people and titles of postmortems: what may stand in a list, a banner or a file name.

Any script is welcome. Refused is what makes a line lie about itself: control characters and characters
that turn the direction of text around. Not here: what people write in the document, which stays as it is.
"""

import unicodedata

from core.errors import BadInput

NAME_AT_MOST = 40
TITLE_AT_MOST = 120

# Bidirectional embeddings, overrides, isolates and marks: they reorder what stands around a name.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_LONGEST_FILE_NAME = 60
_LONGEST_IN_BYTES = 180
"""Of 255 that most systems have, for the prefix and the ending too."""
_OF_WORDS = frozenset(("Ll", "Lu", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc"))


def clean_name(text: str) -> str:
    """A display name as it is shown; BadInput with a sentence if it cannot be one."""
    return _clean(text, NAME_AT_MOST, "name")


def clean_title(text: str) -> str:
    return _clean(text, TITLE_AT_MOST, "title")


def file_stem(title: str, fallback: str = "postmortem") -> str:
    """A file name's beginning that is safe on every system: letters, digits and dashes, never a path.

    Latin letters lose their accents, those of other scripts stay: a title in Chinese has to tell files apart too.
    """
    kept = "".join(_for_a_file(symbol) for symbol in unicodedata.normalize("NFC", title))
    stem = "-".join(kept.split())[:_LONGEST_FILE_NAME]
    stem = stem.encode()[:_LONGEST_IN_BYTES].decode("utf-8", "ignore").strip("-")
    # A prefix, because Windows keeps names such as CON and NUL for itself, whatever the ending.
    return f"{fallback}-{stem}" if stem else fallback


def _for_a_file(symbol: str) -> str:
    folded = unicodedata.normalize("NFKD", symbol).casefold()
    plain = "".join(part for part in folded if not unicodedata.combining(part))
    if plain.isascii() and (plain or "\u0300" <= symbol <= "\u036f"):
        return "".join(part if part.isalnum() else " " for part in plain)
    # Letters, digits, and the marks that belong to letters of India or Thailand.
    return symbol if unicodedata.category(symbol) in _OF_WORDS else " "


def _clean(text: str, at_most: int, what: str) -> str:
    if len(text) > 20 * at_most:
        raise BadInput(f"This {what} is too long. {at_most} characters are the most that fit.")
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if any(_is_refused(symbol) for symbol in name):
        raise BadInput(f"This {what} holds an invisible control character. Type it again instead of pasting it.")
    if not any(_is_visible(symbol) for symbol in name):
        raise BadInput(f"The {what} is empty. Type at least one letter.")
    if len(name) > at_most:
        raise BadInput(f"This {what} is too long. {at_most} characters are the most that fit.")
    return name


def _is_refused(symbol: str) -> bool:
    if symbol in _JOINERS:
        return False
    return symbol in _BIDI or unicodedata.category(symbol) in ("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")


def _is_visible(symbol: str) -> bool:
    return unicodedata.category(symbol)[0] in "LNPS"
