"""Texts of a body made fit to be shown: bounded, and without characters that turn or hide what stands around them."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

from core.domain.labels import LONGEST as LONGEST_LABEL
from core.domain.people.names import TITLE_AT_MOST

LONGEST_TEXT: Final = 2_000
"""Characters of a row."""
LONGEST_WHO: Final = 80
LONGEST_KEY: Final = 300
MOST_SERVICES: Final = 50

_KEPT: Final = frozenset("\u200c\u200d")  # join letters of several scripts and the parts of an emoji
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_IN_TITLES: Final = frozenset({"Cn", "Co"})
_LABEL_SEPARATORS: Final = str.maketrans({",": " ", ";": " "})


def clean_text(text: str, most: int = LONGEST_TEXT) -> str:
    """Several lines at most, ``\\n`` between them; what is over the limit is cut and marked with ``…``."""
    text = text[: 4 * most].replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():  # most are, and looking at each character takes ten times as long
        return _cut(text.strip(), most)
    lines = ("".join(_visible(sign) for sign in line).strip() for line in text.splitlines())
    return _cut("\n".join(lines).strip(), most)


def clean_line(text: str, most: int = LONGEST_TEXT) -> str:
    """One line with single spaces."""
    return _cut(" ".join(clean_text(text, most).split()), most)


def clean_title(text: str) -> str:
    """What ``core.domain.people.names.clean_title`` accepts, or "" when nothing visible is left."""
    line = unicodedata.normalize("NFC", clean_line(text, TITLE_AT_MOST))
    line = " ".join("".join(sign for sign in line if unicodedata.category(sign) not in _NOT_IN_TITLES).split())
    visible = any(unicodedata.category(sign)[0] in "LNPS" for sign in line)
    return _cut(line, TITLE_AT_MOST) if visible else ""


def clean_services(names: Iterable[str]) -> tuple[str, ...]:
    """Names of services in the order of their first mention, each one once."""
    cleaned = (clean_line(name.translate(_LABEL_SEPARATORS), LONGEST_LABEL) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:MOST_SERVICES]


def key_text(text: str) -> str:
    """A key as it is stored: as sent, and of a long one the beginning with a hash of the whole."""
    if len(text) > LONGEST_KEY:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        text = f"{text[: LONGEST_KEY - 65]} {digest}"
    if text.isprintable():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))


def _visible(sign: str) -> str:
    if sign in _KEPT:
        return sign
    if sign == "\t" or sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in _DROPPED else sign


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
