"""Characters that nobody sees and every reader stumbles over: marks of direction, odd blanks, line ends, colours.

A terminal's colours are in what its logs are copied from, with the escape character or, where a page dropped that,
without it.
"""

import re
from typing import Final

_REMOVED = dict.fromkeys([0xFEFF, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0])
_BLANKS = dict.fromkeys([0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000], " ")
_ENDS = {0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
_WIDE_COLON = re.compile(r"(?<=\d)[：∶꞉](?=\d\d)")
_ESCAPES: Final = "\x1b\x9b\u241b"
_COLOURS: Final = re.compile(
    r"[\x1b\u241b](?:\[[0-9;:?]{0,40}[A-Za-z]|\][^\x07\x1b\u241b\n]{0,500}(?:\x07|[\x1b\u241b]\\)|[()][0-9A-Z])|\x9b[0-9;:?]{0,40}[A-Za-z]"
)
_RESET: Final = "[0m"
_BARE_COLOUR: Final = re.compile(r"\[[0-9]{1,3}(?:;[0-9]{1,3}){0,6}m(?![\]:])")
_TABLE = {**_REMOVED, **_BLANKS, **_ENDS}


def clean_text(text: str) -> str:
    """Lines end with ``\\n``, blanks are blanks, marks of direction and colours are gone. No word changes."""
    text = _without_colours(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return _WIDE_COLON.sub(":", plain) if any(sign in plain for sign in "：∶꞉") else plain


def _without_colours(text: str) -> str:
    if any(sign in text for sign in _ESCAPES):
        text = _COLOURS.sub("", text)
    return _BARE_COLOUR.sub("", text) if _RESET in text else text  # "rate(x[5m])" is none


def unquoted(lines: list[str]) -> list[str]:
    """The lines without ``>`` where every one of them is quoted: a chat that somebody put into a report."""
    filled = [line.lstrip() for line in lines if line.strip()]
    if len(filled) < 2 or not all(line.startswith(">") for line in filled):
        return lines
    return [line.lstrip().removeprefix(">").removeprefix(" ") for line in lines]
