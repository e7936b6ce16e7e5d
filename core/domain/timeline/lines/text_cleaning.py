"""Characters that nobody sees and every reader stumbles over: marks of direction, odd blanks, line ends."""

import re

_REMOVED = dict.fromkeys([0xFEFF, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0])
_BLANKS = dict.fromkeys([0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000], " ")
_ENDS = {0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
_WIDE_COLON = re.compile(r"(?<=\d)[：∶꞉](?=\d\d)")
_TABLE = {**_REMOVED, **_BLANKS, **_ENDS}


def clean_text(text: str) -> str:
    """Lines end with ``\\n``, blanks are blanks, marks of direction are gone. No word changes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return _WIDE_COLON.sub(":", plain) if any(sign in plain for sign in "：∶꞉") else plain


def unquoted(lines: list[str]) -> list[str]:
    """The lines without ``>`` where every one of them is quoted: a chat that somebody put into a report."""
    filled = [line.lstrip() for line in lines if line.strip()]
    if len(filled) < 2 or not all(line.startswith(">") for line in filled):
        return lines
    return [line.lstrip().removeprefix(">").removeprefix(" ") for line in lines]
