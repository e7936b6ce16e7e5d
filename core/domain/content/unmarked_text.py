"""Markdown as plain words, for places that draw no Markdown: labels of a picture, cards, cells of a comparison."""

import re
from typing import Final

LOOKED_AT: Final = 2_400
"""Characters: such a place shows less than this of any text, and a text may have a hundred thousand."""

# An address may hold brackets of its own, as those of an encyclopedia and of dashboards do.
_ADDRESS: Final = r"https?://[^\s()]{1,500}(?:\([^\s()]{0,200}\)[^\s()]{0,500}){0,8}"
_MARKS: Final = re.compile(
    rf"\[([^\[\]]{{1,200}})\]\((?:{_ADDRESS}|<https?://[^\s<>]{{1,500}}>)\)|`+|\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)"
)


def unmarked(text: str) -> str:
    """The words without the marks around code, emphasis and links. What is beyond ``LOOKED_AT`` is left out."""
    return _MARKS.sub(lambda found: found[1] or "", text[:LOOKED_AT])


def short_line(text: str, longest: int) -> str:
    """The words on one line of at most so many characters, with an ellipsis where some are left out."""
    line = " ".join(unmarked(text[: 4 * longest]).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
