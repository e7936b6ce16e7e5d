"""What became of a postmortem between two versions: section by section, field by field, in words.

Rows are told apart by their ids, so a changed row is one change and not a removed and an added one. Pure: two
models in, plain text out. Not here: where versions come from, and how a change is coloured.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from core.domain import template
from core.domain.content.plain_lines import PlainLine, plain_lines
from core.domain.postmortem import Postmortem, SectionId

AROUND: Final = 12  # words that are shown on each side of a change
_BRIDGE: Final = 2  # unchanged words between two changes that are told as part of one longer change
_HARD: Final = 4_000_000  # pairs of words; beyond it the two texts are told as one removed and one added
_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
LEFT_OUT: Final = " … "


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class DiffPart:
    """Some words and what became of them; unchanged ones in between may be left out, with an ellipsis for them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field, or one row of a list. ``kind`` is ADDED or REMOVED for one that was not there at all, else SAME."""

    label: str
    kind: Kind
    pieces: tuple[DiffPart, ...]


@dataclass(frozen=True)
class SectionChange:
    """``section`` is None for what stands above the sections, and for parked topics and ideas."""

    section: SectionId | None
    title: str
    fields: tuple[FieldChange, ...]


def compare(before: Postmortem, after: Postmortem) -> tuple[SectionChange, ...]:
    """What changed, in the order of the meeting; empty when both say the same."""
    old, new = plain_lines(before), plain_lines(after)
    found = []
    for title, section in _titles(old, new):
        fields = tuple(_changes([x for x in old if x.title == title], [x for x in new if x.title == title]))
        if fields:
            found.append(SectionChange(section, title, fields))
    return tuple(found)


def diff_words(before: str, after: str) -> tuple[DiffPart, ...]:
    """Two texts as one, with the words that went and the words that came."""
    return _shortened(_pieces(_WORD.findall(before), _WORD.findall(after)))


def _titles(old: tuple[PlainLine, ...], new: tuple[PlainLine, ...]) -> list[tuple[str, SectionId | None]]:
    target = {line.title: line.section for line in (*new, *old)}
    order = [part.title for part in template.SECTIONS]
    place = {title: order.index(title) if title in order else -1 for title in target}
    notes = len(order)
    return sorted(target.items(), key=lambda item: notes if place[item[0]] < 0 and item[0] else place[item[0]])


def _changes(old: list[PlainLine], new: list[PlainLine]) -> Iterator[FieldChange]:
    was, now = {line.key: line for line in old}, {line.key: line for line in new}
    for key in _merged(was, now):
        item, other = was.get(key), now.get(key)
        if item is None and other is not None:
            yield FieldChange(other.label, Kind.ADDED, (DiffPart(Kind.ADDED, other.text),))
        elif other is None and item is not None:
            yield FieldChange(item.label, Kind.REMOVED, (DiffPart(Kind.REMOVED, item.text),))
        elif item is not None and other is not None and item.text != other.text:
            yield FieldChange(other.label, Kind.SAME, diff_words(item.text, other.text))
    yield from _moved(old, new)


def _merged(old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    """The new order, with what is gone after what it followed."""
    target = dict.fromkeys(new)
    gone_after: dict[str, list[str]] = defaultdict(list)
    before = ""
    for key in old:
        if key in target:
            before = key
        else:
            gone_after[before].append(key)
    yield from gone_after[""]
    for key in target:
        yield key
        yield from gone_after[key]


def _moved(old: list[PlainLine], new: list[PlainLine]) -> Iterator[FieldChange]:
    """Rows that stand in another order, told once for a list. The order of a timeline follows its times."""
    was, now = {line.key for line in old}, {line.key for line in new}
    for label in dict.fromkeys(line.label for line in new if line.section is not SectionId.TIMELINE):
        item = [line.key for line in old if line.label == label and line.key in now]
        other = [line.key for line in new if line.label == label and line.key in was]
        if item != other:
            yield FieldChange(label, Kind.SAME, (DiffPart(Kind.SAME, "These stand in another order."),))


def _pieces(old: list[str], new: list[str]) -> list[DiffPart]:
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    first, last = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _middle(first, last)
    parts = [DiffPart(Kind.SAME, "".join(old[:head])), *middle, DiffPart(Kind.SAME, "".join(old[len(old) - tail :]))]
    return [part for part in parts if part.text]


def _middle(old: list[str], new: list[str]) -> list[DiffPart]:
    if len(old) * len(new) > _HARD:
        return [DiffPart(Kind.REMOVED, "".join(old)), DiffPart(Kind.ADDED, "".join(new))]
    parts: list[DiffPart] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(DiffPart(Kind.SAME, "".join(old[a:b])))
        else:
            parts += [DiffPart(Kind.REMOVED, "".join(old[a:b])), DiffPart(Kind.ADDED, "".join(new[c:d]))]
    return _joined(parts)


def _joined(parts: list[DiffPart]) -> list[DiffPart]:
    """Changes with hardly a word between them as one change: a sentence written anew is not read word by word."""
    joined: list[DiffPart] = []
    gone = came = ""
    for place, part in enumerate(parts):
        if part.kind is Kind.REMOVED:
            gone += part.text
        elif part.kind is Kind.ADDED:
            came += part.text
        elif gone + came and place < len(parts) - 1 and len(part.text.split()) <= _BRIDGE:
            gone, came = gone + part.text, came + part.text
        else:
            joined += [DiffPart(Kind.REMOVED, gone), DiffPart(Kind.ADDED, came), part]
            gone = came = ""
    return [*joined, DiffPart(Kind.REMOVED, gone), DiffPart(Kind.ADDED, came)]


def _same(item: list[str], other: list[str]) -> int:
    count = 0
    for a, b in zip(item, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _shortened(parts: list[DiffPart]) -> tuple[DiffPart, ...]:
    """Long runs of unchanged words are left out, but for a few beside each change."""
    shown = []
    for place, part in enumerate(parts):
        if part.kind is Kind.SAME:
            shown.append(DiffPart(part.kind, _clipped(part.text, begins=place == 0, ends=place == len(parts) - 1)))
        else:
            shown.append(part)
    return tuple(shown)


def _clipped(text: str, *, begins: bool, ends: bool) -> str:
    found = _WORD.findall(text)
    left, right = (0 if begins else 2 * AROUND), (0 if ends else 2 * AROUND)
    if len(found) <= left + right + AROUND:
        return text
    return "".join(found[:left]) + LEFT_OUT + "".join(found[len(found) - right :])
