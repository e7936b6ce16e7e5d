"""The notes of a report: what no field is made for, with its headings, and every word that would else be lost."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import dedent

from pydantic import BaseModel

from core.domain.postmortem import Postmortem
from core.domain.report.model import Line
from core.domain.report.source_text import counted, words_of

ALSO = "**Also in the report**"
HINTS = "**Hints of the template**"
HEADINGS = "Headings of the report:"
_BOX = re.compile(r"^[ \t>]*(?:[-*+]|\(?\d{1,3}\\?[.)])?(?:[ \t]+\\?\[[xX]\\?\])?(?=[ \t])")
_NO_WORDS = frozenset(("id", "kind", "zone", "section", "at", "due"))


def titled(title: str, text: str, *, inline: bool = False) -> str:
    """A part of the notes: its heading as a bold line above it, or before it."""
    if not title or not text:
        return text or (f"**{title}**" if title else "")
    return f"**{title}**: {text}" if inline else f"**{title}**\n\n{text}"


def verbatim(lines: Sequence[Line]) -> str:
    """Lines as they stand, without the blanks that all of them begin with."""
    return dedent("\n".join(line.rstrip() for _, line in lines)).strip("\n").rstrip()


def lost_words(body: Sequence[Line], heads: Sequence[str], postmortem: Postmortem, notes: str) -> str:
    """Lines with words that stand nowhere in the postmortem or its notes; ``heads`` in one line of their own.

    Of running text each word counts as often as it stands there. Of heads (headings, front matter, heads of tables),
    which say things twice, once is enough.
    """
    kept = counted([*_texts(postmortem), notes])
    also = _lost_lines(body, kept)
    known = set(kept) | set(counted(also))
    headings = []
    for text in heads:
        found = words_of(text)
        if any(word not in known for word in found):
            headings.append(" ".join(text.replace("|", " ").strip(" #*_=").split()))
            known.update(found)
    parts = [f"{HEADINGS} {' · '.join(headings)}"] if headings else []
    if also:
        parts.append("\n".join([ALSO, "", *also]))
    return "\n\n".join(parts)


def _lost_lines(body: Sequence[Line], kept: Counter[str]) -> list[str]:
    """The fewest lines that hold all missing words: those with a word that is nowhere else come first."""
    found = [(number, text, Counter(words_of(_BOX.sub(" ", text)))) for number, text in body]
    total: Counter[str] = Counter()
    for _, _, line in found:
        total.update(line)
    missing = total - kept
    taken: dict[int, str] = {}

    def take(share: float) -> None:
        for number, text, line in found:
            if not missing:
                return
            lost = sum(min(count, missing[word]) for word, count in line.items() if missing[word] > 0)
            if lost and number not in taken and lost >= share * line.total():
                taken[number] = text.strip()
                missing.subtract(line)

    gone = {word for word in missing if not kept[word]}
    for number, text, line in found:
        if not gone.isdisjoint(line):
            taken[number] = text.strip()
            missing.subtract(line)
    for share in (0.9, 0.6, 0.3, 0.0):
        take(share)
    return [taken[number] for number in sorted(taken)]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name, inner in value:
            if name not in _NO_WORDS:
                yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
