"""Web addresses in running text: where one begins, and where it really ends. The one finder for all outputs.

It follows GitHub's rule: an address goes on to the next white space, and what belongs to the sentence around it
(full stops, quotes, a bracket that was opened before the address) is taken off its end. So parentheses, quotes,
bars, stars and braces inside an address stay in it. Every pattern here reads a text once, however long it is.
Not here: which link may be followed; ``is_followed`` says only which schemes there are.
"""

import re
from collections.abc import Iterator
from typing import Final

SCHEMES: Final = frozenset(("http", "https", "mailto"))

# Quotes and brackets of other scripts, and signs that nobody sees, stand around addresses and never in them.
_AROUND: Final = "\u00ab\u00bb\u2018-\u201f\u2026\u2039\u203a\u3000-\u3002\u3008-\u3011\u3014-\u301b"
_FULL_WIDTH: Final = "\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff5e\uff61-\uff64"
_UNSEEN: Final = "\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INSIDE: Final = rf"[^\s<>`{_UNSEEN}{_AROUND}{_FULL_WIDTH}]"

_WEB: Final = re.compile(rf"(?<![A-Za-z0-9])https?://(?=[^\W_]|\[){_INSIDE}+", re.I)
# What turns the rest of a line around would show another address than the one it leads to: that is none.
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OPENED_BY: Final = {")": "(", "]": "[", "}": "{"}
_BEHIND: Final = frozenset("?!.,:;*_~'\"|\\")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where each web address in the text begins and ends, in their order."""
    place = 0
    while found := _WEB.search(text, place):
        place = found.end()
        if text[place : place + 1] not in _TURNING:
            place = _end(text, found.start(), place)
            yield found.start(), place


def address_at(text: str, start: int) -> int | None:
    """Where the web address that begins at ``start`` ends; None if none begins there."""
    found = _WEB.match(text, start)
    if found is None or text[found.end() : found.end() + 1] in _TURNING:
        return None
    return _end(text, start, found.end())


def is_followed(address: str) -> bool:
    """Whether a link may lead there: a page or a mail address, spelled out, without white space."""
    scheme, colon, rest = address.partition(":")
    if not colon or scheme.lower() not in SCHEMES or not rest or not _VISIBLE.fullmatch(address):
        return False
    return scheme.lower() == "mailto" or bool(_WEB.match(address))


_VISIBLE: Final = re.compile(rf"[^\s<>{_UNSEEN}]+")


def _end(text: str, start: int, end: int) -> int:
    if start and text[start - 1] == '"':
        # A quoted address ends with its quotes, as in JSON.
        quote = text.find('"', start, end)
        end = quote if quote > 0 else end
    address = text[start:end]
    unopened = {close: address.count(close) - address.count(opens) for close, opens in _OPENED_BY.items()}
    least = start + address.index("//") + 3
    while end > least:
        last = text[end - 1]
        if last in _BEHIND:
            end -= 1
        elif unopened.get(last, 0) > 0:
            unopened[last] -= 1
            end -= 1
        else:
            break
    return end
