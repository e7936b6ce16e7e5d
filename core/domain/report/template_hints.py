"""Hints of a template that nobody deleted: "*List the sequence of events…*", comments, "For example,"."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.report.model import Line

_OPENINGS: Final = re.compile(
    r"(?:list of|list the|describe|explain|note the|report when|run a|who responded|how was|what did we|these are|"
    r"this section|things that could|please|provide|include|use this|fill in|insert|replace this|summari[sz]e|write a|"
    r"for example|e\.g\.|add a|what is the|what was the|how did|how could|when did|document the|a short|a brief|"
    r"short description|record|give a|outline|identify)\b",
    re.IGNORECASE,
)
_ITALIC: Final = re.compile(r"(?:\*(?![*\s])[^*]{10,600}\*|_(?![_\s])[^_]{10,600}_)[ \t]*")
_BRACKET: Final = re.compile(r"[\[<{][^\[\]<>{}]{8,200}[\]>}][ \t.]*")
_LONGEST: Final = 700


def is_hint(text: str) -> bool:
    """Whether a paragraph tells the writer what to write, not the reader what happened."""
    plain = " ".join(text.split())
    if len(plain) > _LONGEST or not plain:
        return False
    if plain.startswith("<!--") and plain.endswith("-->"):
        return True
    if plain.lower().endswith(("for example,", "for example:", "such as:")) and len(plain) > 14:
        return True
    inner = plain.strip("*_[]<>{} ")
    if _ITALIC.fullmatch(plain) and (_OPENINGS.match(inner) or plain.rstrip("*_ ").endswith("?")):
        return True
    return _BRACKET.fullmatch(plain) is not None and _OPENINGS.match(inner) is not None


def without_hints(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a section without hints, and those of the hints: paragraphs of it, and comments."""
    kept: list[Line] = []
    hints: list[Line] = []
    paragraph: list[Line] = []
    comment = False
    size = 0

    def close() -> None:
        if paragraph:
            (hints if is_hint("\n".join(text for _, text in paragraph)) else kept).extend(paragraph)
            paragraph.clear()

    for line in lines:
        text = line[1].strip()
        if comment or text.startswith("<!--"):
            close()
            hints.append(line)
            comment = "-->" not in text
        elif not text:
            close()
            kept.append(line)
        else:
            if text.startswith(("-", "*  ", "* ", "+", "|", "1")) and paragraph:
                close()
            paragraph.append(line)
            size = size + len(text) if len(paragraph) > 1 else len(text)
            if size <= _LONGEST and is_hint("\n".join(inner for _, inner in paragraph)):
                close()
    close()
    return kept, hints
