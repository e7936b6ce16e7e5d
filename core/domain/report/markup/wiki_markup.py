"""The markup of Jira's and Confluence's own wikis as Markdown, line by line: lists, blocks of code, links.

Known by its headings ("h2. Timeline"), which ``line_marks`` reads as they are, like the heads of tables
(``table_cells``). A ``#`` at the front of a line counts an entry there, and is no heading.
"""

import re
from typing import Final

_HEADING: Final = re.compile(r"^h[1-6]\. +\S", re.MULTILINE)
_ENTRY: Final = re.compile(r"[ \t]{0,3}(?P<marks>[#*-]{1,6})(?P<blank>[ \t]+)(?=\S)")
_CODE: Final = re.compile(r"[ \t]{0,3}\{(?:code|noformat)(?::[^{}]{0,80})?\}[ \t]*")
_LINK: Final = re.compile(
    r"\[(?P<text>[^\[\]|]{1,200})\|(?P<address>https?://[^\[\]|\s]{1,2000})(?:\|[^\[\]]{0,40})?\]"
)
# "||Date|2026-11-20|": the heads of a table that has them on its left.
_HEADS_ON_THE_LEFT: Final = re.compile(r"[ \t]*\|\|[^|]+\|[^|]")


def is_wiki(text: str) -> bool:
    """Whether a heading is written as those wikis write them."""
    return _HEADING.search(text) is not None


def from_wiki(text: str) -> str:
    """The same lines, as many as before. What stands in a block of code stays as it is."""
    lines, in_code = text.split("\n"), False
    for place, line in enumerate(lines):
        if _CODE.fullmatch(line):
            lines[place], in_code = "```", not in_code
        elif not in_code:
            entry = _ENTRY.match(line)
            line = line.replace("||", "|") if _HEADS_ON_THE_LEFT.match(line) else line
            line = _mark(entry) + line[entry.end() :] if entry else line
            lines[place] = _LINK.sub(r"[\g<text>](\g<address>)", line)
    return "\n".join(lines)


def _mark(found: re.Match[str]) -> str:
    marks = found["marks"]
    return f"{'    ' * (len(marks) - 1)}{'1.' if marks[-1] == '#' else '-'}{found['blank']}"
