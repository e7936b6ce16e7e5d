"""A report cut into sections: by ``#`` headings, underlined ones, bold lines, labels in lists, or plain known names.

A heading that says nothing belongs to the section around it. Lines of code are never headings.
"""

import re
from collections.abc import Sequence

from core.domain.report.headings import clean_heading, exact_role, role_of_heading
from core.domain.report.line_marks import (
    LONGEST_HEADING,
    Item,
    atx,
    begins_with_time,
    bold_line,
    fence,
    is_rule,
    is_table_row,
    item,
    label,
    underline,
)
from core.domain.report.model import Role, Section

BOLD_LEVEL, LABEL_LEVEL = 7, 8
_LISTS = (Role.ACTIONS, Role.RIGHT, Role.WRONG, Role.LUCKY, Role.LESSONS, Role.FACTORS, Role.TIMELINE)
_LONGEST_PLAIN = 60
_MOST_WORDS = 6
_PLAIN_LABEL = re.compile(r"(?P<name>[A-Za-z][A-Za-z '/&-]{2,40}):[ \t]+(?P<rest>\S.*)")


def fenced_lines(lines: Sequence[str]) -> set[int]:
    """Places of the lines of blocks of code, marks included. One that is never closed is none."""
    inside: set[int] = set()
    closing: dict[str, list[int]] = {"`": [], "~": []}
    marks = [fence(line) for line in lines]
    for place, mark in enumerate(marks):
        if mark:
            closing[mark[0]].append(place)
    place = 0
    while place < len(lines):
        mark = marks[place]
        if mark:
            while closing[mark[0]] and closing[mark[0]][0] <= place:
                closing[mark[0]].pop(0)
            end = next((at for at in closing[mark[0]][:50] if len(marks[at]) >= len(mark)), None)
            if end is not None:
                inside.update(range(place, end + 1))
                place = end
        place += 1
    return inside


def sections_of(lines: Sequence[str], first: int = 0) -> list[Section]:
    """The sections in their order; the first has what stands before any heading. ``first`` lines are skipped."""
    return _Outline(lines, first).read()


class _Outline:
    def __init__(self, lines: Sequence[str], first: int) -> None:
        self._lines = lines
        self._first = first
        self._code = fenced_lines(lines)
        marked = sum(1 for place in range(first, len(lines)) if place not in self._code and atx(lines[place]))
        self._plain = marked < 2
        self._sections = [Section("", 0, Role.OTHER)]
        self._open: list[tuple[int, Role]] = []
        self._titled = False
        self._list_at = -1

    def read(self) -> list[Section]:
        place = self._first
        while place < len(self._lines):
            taken = 0 if place in self._code else self._heading(place)
            if not taken:
                self._sections[-1].lines.append((place + 1, self._lines[place]))
            place += taken or 1
        return self._sections

    def _heading(self, place: int) -> int:
        """How many lines the heading at this place takes, 0 when there is none."""
        line = self._lines[place]
        if not line.strip() or is_table_row(line):
            return 0
        if found := atx(line):
            return self._enter(found[1], found[0], (place,))
        if (level := self._underlined(place)) and (
            not (entry := item(line)) or self._is_numbered_heading(entry, place)
        ):
            return self._enter(line.strip(), level, (place, place + 1))
        if (text := bold_line(line)) is not None and self._stands_apart(place, text):
            return self._enter(text, BOLD_LEVEL, (place,))
        if (found_label := label(line)) is not None and self._enter_label(found_label, place):
            return 1
        if self._plain and (plain := _PLAIN_LABEL.fullmatch(line.rstrip())) and self._enter_plain_label(plain, place):
            return 1
        if self._is_plain_name(place):
            self._titled = True
            return self._enter(line.strip(), BOLD_LEVEL if not self._plain else 2, (place,))
        return 0

    def _underlined(self, place: int) -> int:
        below = self._lines[place + 1] if place + 1 < len(self._lines) else ""
        level = underline(below) if below else 0
        before = self._lines[place - 1].strip() if place > self._first else ""
        if (
            not level
            or place + 1 in self._code
            or len(self._lines[place]) > LONGEST_HEADING
            or is_rule(self._lines[place])
        ):
            return 0
        return level if not before or level == 1 else 0

    def _is_numbered_heading(self, entry: Item, place: int) -> bool:
        """``2. Timeline`` with a line drawn under all of it."""
        drawn, written = (len(self._lines[at].strip()) for at in (place + 1, place))
        return entry.numbered and entry.done is None and drawn >= written - 1

    def _stands_apart(self, place: int, text: str) -> bool:
        """A bold line is a heading when a blank line or another heading is above it, or its name is known."""
        above = self._lines[place - 1].strip() if place > self._first else ""
        return not above or exact_role(text) is not None or bool(atx(above))

    def _is_plain_name(self, place: int) -> bool:
        line = self._lines[place]
        text = line.strip()
        if len(text) > _LONGEST_PLAIN or line[:1].isspace() or item(line) or not text[:1].isalpha():
            return False
        if not (self._plain or text.endswith(":")) or (text[:1].islower() and text[:1].isascii()):
            return False
        above = self._lines[place - 1].strip() if place > self._first else ""
        known = exact_role(text)
        if (
            known is None
            and self._plain
            and not above
            and text[-1:] not in ".,;:!"
            and len(text.split()) <= _MOST_WORDS
        ):
            known = role_of_heading(text)
        ends = not above or above[-1:] in ".!?:" or self._plain
        return known is not None and ends and (known is not Role.OTHER or not above)

    def _enter(self, text: str, level: int, heads: tuple[int, ...]) -> int:
        if begins_with_time(clean_heading(text)) and (self._titled or self._role() is Role.TIMELINE):
            return 0
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        named = role_of_heading(text)
        if not self._titled and level <= 2 and exact_role(text) is None:
            named = None  # "Postmortem: root cause of the outage" is the title
        if level <= 2:
            self._titled = True
        around = self._open[-1][1] if self._open else Role.OTHER
        role = named or around
        self._open.append((level, role))
        self._list_at = -1
        self._sections.append(
            Section(clean_heading(text), level, role, named is not None, tuple(place + 1 for place in heads))
        )
        return len(heads)

    def _role(self) -> Role:
        return self._open[-1][1] if self._open else Role.OTHER

    def _enter_plain_label(self, found: re.Match[str], place: int) -> bool:
        """``Impact: nobody could log in`` in a text without any Markdown."""
        known = exact_role(found["name"])
        if known in (None, Role.OTHER, Role.FACTS, Role.ACTIONS):
            return False
        return self._enter_label((found["name"], found["rest"].strip(), -1), place)

    def _enter_label(self, found: tuple[str, str, int], place: int) -> bool:
        """``- **Impact**: text`` opens a section when its name is known, and then do the other labels of its list."""
        text, rest, indent = found
        known = exact_role(text)
        level = LABEL_LEVEL + max(indent, 0)
        in_label = bool(self._open) and self._open[-1][0] >= LABEL_LEVEL
        same_list = self._list_at >= 0 and indent == self._list_at
        around = next((role for at, role in reversed(self._open) if at < LABEL_LEVEL), Role.OTHER)
        if around in _LISTS or begins_with_time(text):
            return False
        if known is None and not (same_list and in_label):
            return False
        if known in (None, Role.OTHER, Role.FACTS) and not same_list and indent < 0:
            return False
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, known or Role.OTHER))
        if indent >= 0:
            self._list_at = indent
        section = Section(clean_heading(text), level, known or Role.OTHER, known is not None, (place + 1,))
        if rest:
            section.lines.append((place + 1, rest))
            section.rest = rest
        self._sections.append(section)
        return True
