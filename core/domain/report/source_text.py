"""The text of a file as lines, and what counts as a word of it."""

import re
from collections import Counter
from typing import Final

from core.domain.report.markup.wiki_markup import from_wiki, is_wiki

_WORD: Final = re.compile(r"[^\W_]+")
_PICTURE: Final = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Documents that were exported as Markdown write 2024\-03\-05 and " \- ".
_ESCAPED_NUMBER: Final = re.compile(r"(?<=\d)\\(?=[-.:/+]\d)")
_ESCAPED_DASH: Final = re.compile(r"(?<=\S) \\- ")
# And snake\_case, "Errors \> 5%": signs that mean nothing in the middle of a line.
_ESCAPED_SIGN: Final = re.compile(r"(?<=\w)\\(?=_\w)|(?<=[^\s\\] )\\(?=[<>=~&+])|(?<=[\w)])\\(?=[=~&+!](?!\[))")
PICTURE_LEFT_OUT: Final = "(a picture that was inside of the file)"


def clean_text(text: str) -> tuple[str, int]:
    """Lines that end in ``\\n``, no control characters, and no pictures inside the text; the number of those."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _CONTROL.sub(" ", text.replace("\f", "\n").replace("\xa0", " ")).encode("utf-8", "replace").decode()
    pictures = 0
    if ";base64," in text:
        text, pictures = _PICTURE.subn(PICTURE_LEFT_OUT, text)
    if "\\" in text:
        text = _ESCAPED_DASH.sub(" - ", _ESCAPED_NUMBER.sub("", text))
        text = _outside_code(text)
    return (from_wiki(text) if is_wiki(text) else text), pictures


def _outside_code(text: str) -> str:
    """Without those signs' backslashes, but for what stands between fences or ticks: there a backslash is meant."""
    if _ESCAPED_SIGN.search(text) is None:
        return text
    lines, in_code = text.split("\n"), False
    for place, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif not in_code and "`" not in line:
            lines[place] = _ESCAPED_SIGN.sub("", line)
    return "\n".join(lines)


def words_of(text: str) -> list[str]:
    """Runs of letters and digits, in lower case."""
    return _WORD.findall(text.lower())


def counted(texts: list[str]) -> Counter[str]:
    """How often each word stands in the texts."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(words_of(text))
    return found
