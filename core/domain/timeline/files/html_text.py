"""HTML as lines: a row of a table is one line with tabs between its cells, a list item a line with a bullet.

What a tag says about a moment or a link stays. Not here: which column is what (``table_rows``).
"""

import html
import re
from typing import Final

_TAG = re.compile(
    r"<(/?)(table|tr|td|th|br|thead|tbody|tfoot|caption|colgroup|col|p|li|ul|ol|div|span|time|b|i|u|s|strong|em|a|code|"
    r"sup|sub|small|html|head|body|main|section|article|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(["p", "div", "main", "section", "article", "caption", "h1", "h2", "h3", "h4", "h5", "h6"])
# What a page says about a moment or a link is in the tag, not in the words.
_TIME = re.compile(
    r"<time\b[^<>]{0,200}\bdatetime=[\"']([^\"'<>]{4,40})[\"'][^<>]{0,200}>[^<>]{0,80}</time>", re.IGNORECASE
)
_LINK = re.compile(
    r"<a\b[^<>]{0,200}\bhref=[\"'](https?://[^\"'<>]{1,500})[\"'][^<>]{0,300}>([^<>]{1,300})</a>", re.IGNORECASE
)
CELL_BREAK: Final = "\x1f"
"""A line break inside of a cell, until the cells are read."""


def without_tags(text: str) -> str:
    """HTML as lines: a row of a table is one line with tabs between its cells, a list item a line with a bullet."""
    in_cell = False

    def plain(found: re.Match[str]) -> str:
        nonlocal in_cell
        name, closing = found[2].lower(), bool(found[1])
        if name in ("td", "th"):
            in_cell = not closing
            return "\t" if closing else ""
        in_cell = in_cell and name not in ("tr", "table")
        if in_cell and (name == "br" or name in _BLOCKS):
            return CELL_BREAK
        if name == "li" and not closing:
            return "\n- "
        if name == "br" or name in _BLOCKS or (closing and name in ("tr", "table", "ul", "ol", "li")):
            return "\n"
        return ""

    text = _LINK.sub(r"[\2](\1)", _TIME.sub(r"\1", text))
    # A cell's own line breaks are blanks; rows end with a break.
    flat = " ".join(line.strip() for line in text.split("\n"))
    lines = [
        line.removesuffix("\t").strip(" " + CELL_BREAK) for line in html.unescape(_TAG.sub(plain, flat)).split("\n")
    ]
    return "\n".join(line for line in lines if line.strip())


def is_html(text: str) -> bool:
    """Whether the text is HTML of tables or lists, as it is copied from a page's source."""
    return (
        re.match(
            r"\s*<(?:table|ul|ol|div|p|li|tr|h[1-6]|section|article|main|html|body|!doctype)\b", text, re.IGNORECASE
        )
        is not None
    )
