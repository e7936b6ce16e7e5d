"""What one line of a report looks like: a heading, a bold line, a label, an item, a row of a table, a fence."""

import re
from dataclasses import dataclass
from typing import Final

from core.domain.timeline.stamps.stamp_scanner import scan_stamp

LONGEST_HEADING: Final = 200
_ATX: Final = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+|(?=[^\s#\d!.]))(?P<text>.*)")
# Headings of AsciiDoc and of wikis.
_OTHER_MARKUP: Final = re.compile(r"(?:(?P<marks>={1,6})|h(?P<level>[1-6])\.)[ \t]+(?P<text>\S.*)")
_BOLD: Final = re.compile(r" {0,3}(?P<mark>\*\*|__)(?P<text>[^*_]{1,120})(?P=mark)[ \t]*:?[ \t]*\\?")
_LABEL: Final = re.compile(
    r"(?P<lead>[ \t]*(?:[-*+][ \t]+)?)(?P<mark>\*\*|__)(?P<text>[^*_:：]{1,60})"
    r"(?:[:：][ \t]*(?P=mark)|(?P=mark)[ \t]*[:：]|(?P=mark)$)"
    r"[ \t]*(?P<rest>.*)"
)
_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•‣◦▪●·]|\(?\d{1,3}\\?[.)]|#\.)(?:[ \t]+|$)(?P<rest>.*)")
_BOX: Final = re.compile(r"(?:\\?\[(?P<sign>[ xX✓✔]?)\\?\]|(?P<mark>[☐☑☒✓✔✅✖❌⬜🔲]))️?(?:[ \t]+|$)")
_FENCE: Final = re.compile(r"[ \t]{0,8}(?P<mark>`{3,}|~{3,})")
_RULE: Final = re.compile(r"[ \t]{0,3}(?:-[ \t]*){3,}|[ \t]{0,3}(?:\*[ \t]*){3,}|[ \t]{0,3}(?:_[ \t]*){3,}")
_UNDERLINE: Final = re.compile(r" {0,3}(?P<mark>[=\-^\"])(?P=mark){2,}[ \t]*")


@dataclass(frozen=True, slots=True)
class Item:
    """``indent`` in columns; ``done`` is what its box says, None without one."""

    indent: int
    text: str
    done: bool | None
    numbered: bool


def atx(line: str) -> tuple[int, str] | None:
    """Level and words of a ``#`` heading, or one of AsciiDoc (``==``) and of wikis (``h2.``)."""
    if line[:1] in "=h" and len(line) <= LONGEST_HEADING and (other := _OTHER_MARKUP.fullmatch(line)):
        return int(other["level"] or len(other["marks"])), other["text"].rstrip(" =")
    found = _ATX.fullmatch(line) if "#" in line[:4] and len(line) <= LONGEST_HEADING * 2 else None
    return (len(found["marks"]), found["text"].strip().rstrip("#").strip()) if found else None


def bold_line(line: str) -> str | None:
    """The words of a line that is bold from end to end."""
    found = _BOLD.fullmatch(line.rstrip()) if line.lstrip()[:2] in ("**", "__") else None
    return found["text"].strip() if found else None


def label(line: str) -> tuple[str, str, int] | None:
    """Words of a bold label at the front of a line, what follows it, and the indent of a list's item; -1 for none."""
    if "**" not in line and "__" not in line:
        return None
    found = _LABEL.fullmatch(line.rstrip())
    if found is None:
        return None
    lead = found["lead"].expandtabs(4)
    return found["text"].strip(), found["rest"].strip(), len(lead) - len(lead.lstrip()) if lead.strip() else -1


def underline(line: str) -> int:
    """1 for ``===``, 2 for ``---``, 3 and 4 for ``^^^`` and three quotes under a heading, else 0."""
    found = _UNDERLINE.fullmatch(line)
    return 0 if found is None else '=-^"'.index(found["mark"]) + 1


def is_rule(line: str) -> bool:
    return _RULE.fullmatch(line.rstrip()) is not None


def item(line: str) -> Item | None:
    """An entry of a list, with its box. A box alone is an entry too."""
    found = _ITEM.match(line) if not is_rule(line) else None
    if found is None:
        box = _BOX.match(line.strip())
        if box is None or (box["sign"] is not None and not line.strip()[box.end() :]):
            return None
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        return Item(indent, line.strip()[box.end() :], is_ticked(box), numbered=False)
    rest = found["rest"].strip()
    box = _BOX.match(rest)
    text = rest[box.end() :].strip() if box else rest
    numbered = found["mark"][-1] in ".)"
    return Item(len(found["indent"].expandtabs(4)), text, is_ticked(box) if box else None, numbered)


def is_ticked(box: re.Match[str]) -> bool:
    return (box["sign"] or "").strip() != "" or (box["mark"] or "") in tuple("☑✓✔✅")


def fence(line: str) -> str:
    """The mark that opens or closes a block of code: ```` ``` ```` or ``~~~``."""
    found = _FENCE.match(line)
    return found["mark"] if found else ""


def is_table_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") > 1


def begins_with_time(text: str) -> bool:
    """A heading such as ``16:32`` or ``2018-02-22 16:30 UTC`` is a row of a timeline, not a section."""
    stamp = scan_stamp(text[:120])
    return stamp is not None and (stamp.timed or (stamp.day is not None and not text[stamp.end :].strip(" :.-–—*)]")))
