"""The short way through a paragraph: plain words with simple code, emphasis, links and escapes, one after the other.

Most of what people write is no more than that, and one pattern reads it ten times as fast as the rules of
``markdown-it-py``, which try each of themselves at each mark. The pattern takes only what can be read in one way:
marks between a space and a word, nothing inside another, nothing left open. ``short_inline`` gives None for any other
paragraph. The result is the same as with the rules; a test compares both. Not here: those rules.
"""

import re
from typing import Final

from core.domain.content.web_addresses import address_at
from core.export.markdown.html_text import BREAK, code, escaped, link_start

_PLAIN: Final = r"[^\\`*_~\[\]<&\n:]++"
_COLON: Final = r":(?!//)"
_WORDS: Final = rf"{_PLAIN}|{_COLON}"
_SIGN: Final = r"\\[!-/:-@\[-`{-~]"
# From the first letter of the emphasis to its last; neither is a space.
_INNER: Final = rf"(?!\s)(?:{_WORDS})++(?<!\s)"
_OPENS: Final = r"(?<![^ ])"
_CLOSES: Final = r"(?![^ .,;:!?)])"
_NO_ENTITY: Final = r"&(?!#?[A-Za-z0-9]+;)"
_CODE: Final = r"(?<!`)`(?P<code>[^`\n]+)`(?!`)"
_STRONG: Final = rf"{_OPENS}\*\*(?P<strong>{_INNER})\*\*{_CLOSES}"
_EM: Final = rf"{_OPENS}\*(?P<em>{_INNER})\*{_CLOSES}|{_OPENS}_(?P<em_>{_INNER})_{_CLOSES}"
_IN_WORD: Final = r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])"
# Such an address is always one that may be followed.
_TO: Final = rf"(?P<to>https?://[A-Za-z0-9](?:[A-Za-z0-9/.?=%\#+@,!$_~:-]|{_NO_ENTITY})*+)"
_PIECE: Final = re.compile(
    "|".join(
        (
            rf"(?P<text>{_PLAIN})",
            rf"(?P<colon>{_COLON})",
            _STRONG,
            _CODE,
            rf"\[(?P<label>(?:{_WORDS}|{_SIGN})++)\]\((?P<pointed><)?{_TO}(?(pointed)>)\)",
            rf"(?P<sign>{_SIGN})",
            r"(?P<address>://)",
            rf"(?P<as_typed>{_IN_WORD}|\\[A-Za-z0-9]|\]|{_NO_ENTITY})",
            r"(?P<broken><br>)",
            _EM,
        )
    )
)
_LINK: Final = rf"(?<!!)\[(?:{_WORDS})++\]\({_TO}\)"
_SAME: Final = re.compile(rf"(?:{_WORDS}|\n|{_STRONG}|{_CODE}|{_LINK}|{_IN_WORD}|{_NO_ENTITY}|{_EM})*+")
_ESCAPED: Final = re.compile(r"\\(.)")


def short_inline(text: str) -> str | None:
    """The HTML of the words of one block, or None if the rules have to read them."""
    lines = text.split("\n")
    made: list[str] = []
    for number, line in enumerate(lines):
        line = line.lstrip(" \t") if number else line
        bare = line if number == len(lines) - 1 else line.rstrip(" ")
        html = _line(bare)
        if html is None:
            return None
        made.append(html)
        if number < len(lines) - 1:
            made.append(BREAK if len(line) - len(bare) > 1 else "\n")
    return "".join(made)


def is_written_as_typed(text: str) -> bool:
    """Whether words that somebody typed mean in a Markdown document what they mean in a field."""
    return bool(_SAME.fullmatch(text))


def _line(line: str) -> str | None:
    made: list[str] = []
    place, end = 0, len(line)
    while place < end:
        found = _PIECE.match(line, place)
        if found is None:
            return None
        place = found.end()
        kind = found.lastgroup
        if kind == "text":
            made.append(found[0] if ">" not in found[0] else escaped(found[0]))
        elif kind == "address":
            until = _address(line, found.start(), made)
            if until is None:
                return None
            place = until
        elif kind == "broken":
            made[-1:] = [*(piece.rstrip(" ") for piece in made[-1:]), BREAK]
        else:
            made.append(_piece(kind, found))
    return "".join(made)


def _piece(kind: str | None, found: re.Match[str]) -> str:
    match kind:
        case "strong":
            return f"<strong>{escaped(found[kind])}</strong>"
        case "em" | "em_":
            return f"<em>{escaped(found[kind])}</em>"
        case "code":
            return code(_trimmed(found[kind]))
        case "sign":
            return escaped(found[0][1])
        case "to":
            label = escaped(_ESCAPED.sub(r"\1", found["label"]))
            return f"{link_start(found[kind])}{label}</a>"
        case _:
            return escaped(found[0])


def _trimmed(inner: str) -> str:
    """A space on both sides of code is only there for the eye."""
    return inner[1:-1] if inner[0] == inner[-1] == " " and inner.strip(" ") else inner


def _address(line: str, colon: int, made: list[str]) -> int | None:
    """Writes the link of a bare address and gives its end; its scheme has been written as text already."""
    before = made[-1] if made else ""
    scheme = next((item for item in ("https", "http") if before[-len(item) :].lower() == item), "")
    end = address_at(line, colon - len(scheme)) if scheme else None
    if end is None:
        return None
    to = line[colon - len(scheme) : end]
    if "[" in to or "]" in to:
        return None
    made[-1] = before[: -len(scheme)]
    made.append(f"{link_start(to)}{escaped(to)}</a>")
    return end
