"""Typed text with its web addresses as links. Nothing else in the text becomes a link."""

from urllib.parse import urlsplit

from core.domain.content.web_addresses import addresses
from pages.parts.frame import html


def linked(text: str) -> str:
    """Text as HTML: http and https addresses open in a new tab, which gets no reference to this one."""
    pieces, position = [], 0
    for start, end in addresses(text):
        if _is_safe(text[start:end]):
            pieces += [html.esc(text[position:start]), _link(text[start:end])]
            position = end
    return "".join((*pieces, html.esc(text[position:])))


def _link(address: str) -> str:
    shown = html.esc(address)
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>'


def _is_safe(address: str) -> bool:
    """Has a host, and no character that would make it show another address than the one it leads to."""
    if not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
