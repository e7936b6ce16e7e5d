"""The root cause of a report: under its heading, else the sentence that tells it; contributing factors."""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.postmortem import Lens
from core.domain.report.blocks import Block, blocks_of
from core.domain.report.model import Line, Role, Section

_SAYS: Final = (
    re.compile(r"\broot[ -]cause\b|根本原因|真因", re.IGNORECASE),
    re.compile(
        r"\b(?:was|were|is|been) (?:likely |probably |ultimately |mainly )?(?:caused by|due to|a result of)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:caused by|the cause|due to|because|suspect|triggered by|as a result of|resulted from|stemmed from)\b|"
        r"原因",
        re.IGNORECASE,
    ),
)
_LOOKED_AT: Final = (Role.RESOLUTION, Role.SUMMARY, Role.OTHER, Role.IMPACT)
_SENTENCE: Final = re.compile(
    r"(?<=[.!?])[ \t]+(?=[A-Z\"“(\[`])|(?<=[。！？])|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,2}\.)[ \t])"
)
_LINK: Final = re.compile(r"!?\[([^\]\[]{0,300})\]\([^()\s]{0,2000}\)")
_BEST: Final = ("root cause", "root causes", "根本原因", "blameless root cause", "真因", "ursache")
_LENSES: Final = frozenset(lens.value for lens in Lens)
_LONGEST: Final = 1500


def cause_blocks(section: Section) -> list[Block]:
    """Paragraphs and entries of a section, each an answer; what is introduced by a colon stays together."""
    joined: list[Block] = []
    opened: Block | None = None
    for block in blocks_of(section.lines):
        last = joined[-1] if joined else None
        wordless = not any(sign.isalnum() for sign in block.text)
        goes_on = block.kind in ("code", "table") or (opened is not None and opened is last and block.kind == "item")
        if last is not None and (goes_on or wordless):
            last.lines += [(block.lines[0][0], ""), *block.lines] if goes_on else block.lines
            continue
        joined.append(block)
        opened = block if block.text.rstrip("*_ ").endswith((":", "：")) else None
    return joined


def answer_texts(section: Section) -> list[str]:
    """Those blocks as texts. A bullet that has one line loses its sign: each answer is a row of its own."""
    return [
        block.item.text
        if block.item and len(block.lines) == 1 and block.item.done is None and not block.item.numbered
        else block.text
        for block in cause_blocks(section)
    ]


def lens_of(title: str) -> Lens:
    """The lens that a heading names before its colon ("Monitoring: why …?"); the technical one otherwise."""
    name = title.partition(":")[0].strip().lower()
    return Lens(name) if name in _LENSES else Lens.TECHNICAL


def best_cause(sections: Sequence[Section]) -> str:
    """What the report gives as the root cause, as plain words: the section of that very name counts most."""
    ordered = sorted(sections, key=lambda section: section.title.lower().strip(" .:?") not in _BEST)
    for section in ordered:
        for block in cause_blocks(section):
            text = block.item.text if block.item and len(block.lines) == 1 and block.item.text else block.text
            if any(sign.isalnum() for sign in text):
                return plain_words(text)
    return ""


def told_cause(sections: Sequence[Section]) -> tuple[str, str]:
    """A sentence that tells the cause, and the heading it stands under; empty where no sentence does."""
    looked = sorted(
        (section for section in sections if section.role in _LOOKED_AT and section.lines),
        key=lambda section: _LOOKED_AT.index(section.role),
    )
    sentences = [(sentence, section.title) for section in looked for sentence in _sentences(section.lines)]
    for place, sign in enumerate(_SAYS):
        for sentence, title in sentences:
            if sign.search(sentence[:_LONGEST]) and (place < 2 or len(sentence) > 25):
                return sentence, title
    return "", ""


def _sentences(lines: Sequence[Line]) -> list[str]:
    text = "\n".join(text for _, text in lines)[:20_000]
    parts = (part.strip() for part in _SENTENCE.split(text))
    cleaned = (re.sub(r"^(?:[-*+]|\d{1,2}\.)[ \t]+", "", part) for part in parts)
    return [part for part in cleaned if part and not part.startswith(("#", "|", "<"))]


def plain_words(text: str) -> str:
    """Without emphasis and with links as their words, in one line."""
    return " ".join(_LINK.sub(r"\1", text).replace("**", "").replace("__", "").split())[:_LONGEST]
