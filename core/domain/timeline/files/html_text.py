"""HTML as lines: a row of a table is one line with tabs between its cells, a list item a line with a bullet.

What a tag says about a moment or a link stays. Not here: which column is what (``table_rows``).
"""

import html
import re
from typing import Final

_TAG = re.compile(
    r"<(/?)(table|tr|td|th|br|thead|tbody|p|li|ul|ol|div|span|time|b|i|strong|em|a|code)\b[^<>]*>", re.IGNORECASE
)
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
    tabular = re.search(r"<t[dh]\b", text, re.IGNORECASE) is not None

    def plain(found: re.Match[str]) -> str:
        name, closing = found[2].lower(), bool(found[1])
        if name in ("td", "th"):
            return "\t" if closing else ""
        if tabular and name in ("br", "p", "div"):
            return CELL_BREAK if name == "br" or closing else ""
        if name in ("tr", "p", "div", "table", "br", "ul", "ol", "li"):
            return "\n- " if name == "li" and not closing else "\n" if closing or name in ("br", "p", "div") else ""
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
    return re.match(r"\s*<(?:table|ul|ol|div|p|li|tr|html|body|!doctype)\b", text, re.IGNORECASE) is not None
