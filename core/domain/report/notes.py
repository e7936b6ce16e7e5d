"""The notes of a report: what no field is made for, with its headings, and every word that would else be lost."""

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
_NO_WORDS = frozenset(("id", "kind", "zone", "section", "at", "due"))


def titled(title: str, text: str, *, inline: bool = False) -> str:
    """A part of the notes: its heading as a bold line above it, or before it."""
    if not title or not text:
        return text or (f"**{title}**" if title else "")
    return f"**{title}**: {text}" if inline else f"**{title}**\n\n{text}"


def verbatim(lines: Sequence[Line]) -> str:
    """Lines as they stand, without the blanks that all of them begin with."""
    return dedent("\n".join(line.rstrip() for _, line in lines)).strip("\n").rstrip()


def lost_words(lines: Sequence[Line], heads: frozenset[int], postmortem: Postmortem, notes: str) -> str:
    """Lines with words that stand nowhere in the postmortem or its notes; headings in one line of their own.

    Of running text each word counts as often as it stands there. Of ``heads`` (headings, front matter), which say
    things twice, once is enough.
    """
    kept = counted([*_texts(postmortem), notes])
    body = [line for line in lines if line[0] not in heads]
    missing: Counter[str] = counted([text for _, text in body]) - kept
    also = []
    for _, text in body:
        if missing and any(missing[word] > 0 for word in words_of(text)):
            also.append(text.strip())
            missing -= counted([text])
    known = set(kept) | set(counted(also))
    headings = []
    for number, text in lines:
        if number in heads and any(word not in known for word in words_of(text)):
            headings.append(" ".join(text.strip(" #*_=").split()))
            known.update(words_of(text))
    parts = [f"{HEADINGS} {' · '.join(headings)}"] if headings else []
    if also:
        parts.append("\n".join([ALSO, "", *also]))
    return "\n\n".join(parts)


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
