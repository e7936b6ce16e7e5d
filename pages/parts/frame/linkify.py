"""Typed text with its web addresses as links. Nothing else in the text becomes a link."""

from urllib.parse import urlsplit

from core.domain.content.web_addresses import addresses
from core.domain.tracker.link import link_of
from pages.parts.frame import html


def linked(text: str) -> str:
    """Text as HTML: http and https addresses open in a new tab, which gets no reference to this one."""
    pieces, position = [], 0
    for start, end in addresses(text):
        if _is_safe(text[start:end]):
            pieces += [html.esc(text[position:start]), _link(text[start:end])]
            position = end
    return "".join((*pieces, html.esc(text[position:])))


def issue_link(typed: str) -> str:
    """The link of an action item under its short label, as HTML; what is no address as the text that it is."""
    found = link_of(typed)
    return _link(found.address, found.label) if found else html.esc(typed.strip())


def _link(address: str, label: str = "") -> str:
    """The label names the place, and the whole address stands in its title."""
    to = html.esc(address)
    titled = f' title="{to}"' if label else ""
    return f'<a href="{to}"{titled} target="_blank" rel="noopener noreferrer nofollow">{html.esc(label) or to}</a>'


def _is_safe(address: str) -> bool:
    """Has a host, and no character that would make it show another address than the one it leads to."""
    if not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
