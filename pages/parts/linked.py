"""Words that people typed, with the web addresses in them to be clicked. Nothing else of the words becomes a link."""

import re
from urllib.parse import urlsplit

from pages.parts import look

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)  # those signs end an address, in any writing
_AFTER = ".,;:!?…'\"”’»>"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def linked(words: str) -> str:
    """Text into HTML: http and https addresses open in a tab of their own, which learns nothing of this one."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(words):
        address = _without_the_end(found.group())
        if not _leads_somewhere(address):
            continue
        end = found.start() + len(address)
        pieces += [look.esc(words[at : found.start()]), _link(address)]
        at = end
    return "".join((*pieces, look.esc(words[at:])))


def _link(address: str) -> str:
    shown = look.esc(address)
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>'


def _without_the_end(address: str) -> str:
    """A full stop after an address ends the sentence; a bracket around one is not part of it."""
    while address:
        last = address[-1]
        if last in _AFTER or (last in _PAIRS and address.count(last) > address.count(_PAIRS[last])):
            address = address[:-1]
        else:
            break
    return address


def _leads_somewhere(address: str) -> bool:
    """A host, and no sign that would show another address than the one it leads to."""
    if not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
