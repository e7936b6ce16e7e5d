"""A sign of no width behind those that a chat would obey: for markups that have no way to escape them."""

import re
from typing import Final

ZERO_WIDTH_SPACE: Final = "\u200b"
_LINKS: Final = re.compile(r"(?<=:)(?=//)|(?<=[wW])(?=\.)|(?<=@)")


def parted(text: str, signs: str) -> str:
    """The text with such a space behind each of the signs."""
    return text.translate({ord(sign): f"{sign}{ZERO_WIDTH_SPACE}" for sign in signs})


def without_links(text: str) -> str:
    """The text with nothing left that is taken for an address: ``https://``, ``www.``, ``ada@example.org``."""
    return _LINKS.sub(ZERO_WIDTH_SPACE, text)
