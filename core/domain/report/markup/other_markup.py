"""What other programs write around Markdown, as Markdown: headings in HTML, parts that fold away, lines above titles,
and the backslashes of exported documents. Line by line, as many as before; lines of code are left as they are.

Apart from ``source_text``, on whose text the id of a report rests: this may learn more without making a report new.
"""

import re
from typing import Final

_HEADING: Final = re.compile(
    r"[ \t]{0,3}<h(?P<level>[1-6])(?:[ \t][^<>]{0,200})?>(?P<text>[^<>]{1,200})</h[1-6]>[ \t]*", re.IGNORECASE
)
_FOLDED: Final = re.compile(
    r"[ \t]{0,3}(?:<details(?:[ \t][^<>]{0,100})?>[ \t]*)?"
    r"<summary(?:[ \t][^<>]{0,100})?>(?P<text>.{1,300}?)</summary>[ \t]*",
    re.IGNORECASE,
)
_FOLD: Final = re.compile(r"[ \t]{0,3}</?details(?:[ \t][^<>]{0,100})?>[ \t]*", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][a-z0-9]{0,9}>", re.IGNORECASE)
_LONGEST: Final = 500
_FOLDED_LEVEL: Final = 3
# Exported documents write SEV\-1, \#12 and "the end\.": signs that mean nothing in the middle of a line.
_ESCAPED: Final = re.compile(r"(?<=[^\W\d_])\\(?=-\w|\.(?:[\s\"')]|$))|(?<=[)%\"'”])\\(?=\.(?:\s|$))|(?<=\S )\\(?=#)")
# reStructuredText draws a line above a title as well as below it.
_OVERLINE: Final = re.compile(r"^(?P<sign>[=*#~^])(?P=sign){2,200}[ \t]*\n(?=[^\n]{1,200}\n(?P=sign){3})", re.MULTILINE)


def as_markdown(text: str) -> str:
    """The text of a report as its outline can be read."""
    lines, in_code = _OVERLINE.sub("\n", text).split("\n"), False
    for place, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif not in_code:
            lines[place] = _line(line)
    return "\n".join(lines)


def _line(line: str) -> str:
    if "\\" in line and "`" not in line:
        line = _ESCAPED.sub("", line)
    return _heading(line) if "<" in line[:4] and len(line) <= _LONGEST else line


def _heading(line: str) -> str:
    if found := _HEADING.fullmatch(line):
        return f"{'#' * int(found['level'])} {found['text'].strip()}"
    if found := _FOLDED.fullmatch(line):
        name = _TAG.sub("", found["text"]).strip()
        return f"{'#' * _FOLDED_LEVEL} {name}" if name and "<" not in name else line
    return "" if _FOLD.fullmatch(line) else line
