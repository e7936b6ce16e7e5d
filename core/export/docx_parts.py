"""Small pieces of WordprocessingML, as text: characters that XML can hold, runs, addresses that Word accepts.

Everything that is written into a document passes ``words``; nothing else here knows about postmortems.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# XML 1.0 has no place for these, not even escaped; one of them and Word opens nothing of the file.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_URL_AT_MOST: Final = 2_000  # Word takes 2083
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?(:[0-9]{1,5})?")
_URL_SIGNS: Final = "%:/?#@!$&'()*+,;=~"
_LOOSE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def legal(text: str) -> str:
    """The text without a sign that XML cannot hold; U+FFFD stands where one was."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def words(text: str) -> str:
    """Text between two tags."""
    return escape(legal(text))


def run(text: str, style: str = "") -> str:
    """One run; a line end in it is a line break. ``style`` is what stands in its properties."""
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    lines = (f'<w:t xml:space="preserve">{words(line)}</w:t>' if line else "" for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def is_right_to_left(text: str) -> bool:
    """Whether a reader begins on the right: the first letter that has a direction says so."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def address(url: str) -> str | None:
    """A web or mail address as Word accepts it, or None: one that it cannot read makes it refuse the whole file."""
    if len(url) > _URL_AT_MOST or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "mailto"):
        return None
    if parts.scheme == "mailto":
        if "@" not in parts.path:
            return None
    elif not _HOST.fullmatch(parts.netloc):
        return None
    quoted = quote(_LOOSE_PERCENT.sub("%25", url), safe=_URL_SIGNS)
    return quoted if len(quoted) <= _URL_AT_MOST else None
