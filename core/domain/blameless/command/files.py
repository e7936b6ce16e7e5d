"""Markdown files, read and checked: every hint with its line and column. Not here: how that is written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.domain.blameless.checking import check
from core.domain.blameless.command.markdown import MarkdownPassage, passages_of
from core.domain.blameless.command.prose import Place
from core.domain.blameless.command.template_words import is_template_text
from core.domain.blameless.explanation import because
from core.domain.blameless.hint import Hint
from core.domain.blameless.language.english import LONGEST_LOOK
from core.domain.blameless.ruleset import RuleSet
from core.domain.blameless.thresholds import Thresholds
from core.domain.postmortem import SectionId
from core.errors import BadFile

STDIN: Final = "-"
MOST_BYTES: Final = 2_000_000
"""A postmortem has some thousand; a file of this size takes a few seconds."""


@dataclass(frozen=True)
class PlacedHint:
    """A hint in a file. ``start`` is its first character, ``end`` the place behind its last one."""

    start: Place
    end: Place
    section: SectionId | None
    phrase: str
    because: str
    hint: Hint


@dataclass(frozen=True)
class FileResult:
    """What was found in one file, or why it could not be read."""

    path: str
    hints: Sequence[PlacedHint] = ()
    error: str = ""


def check_file(
    path: str,
    data: bytes | None,
    people: Sequence[str],
    rules: RuleSet,
    thresholds: Thresholds | None = None,
    *,
    closer: bool = False,
) -> FileResult:
    """The hints of one file, from its top to its end. ``data`` is what was read already, for standard input.

    With ``closer`` those too that are not sure.
    """
    try:
        source = _text(_read(path) if data is None else data)
        return FileResult(path, _placed(passages_of(source), people, rules, thresholds, closer=closer))
    except OSError as trouble:
        return FileResult(path, error=f"It cannot be read: {trouble.strerror or trouble}.")
    except BadFile as trouble:
        return FileResult(path, error=trouble.sentence)
    except RecursionError:
        return FileResult(path, error="It is nested too deeply to be read.")


def _read(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)  # no more, whatever the name stands for


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise BadFile(f"It is larger than {MOST_BYTES:,} bytes. Split it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise BadFile("It is no text in UTF-8. Save it as UTF-8.") from trouble


def _placed(
    passages: Sequence[MarkdownPassage],
    people: Sequence[str],
    rules: RuleSet,
    thresholds: Thresholds | None,
    *,
    closer: bool,
) -> list[PlacedHint]:
    around = "\n".join(passage.text[:LONGEST_LOOK] for passage in passages)[:LONGEST_LOOK]
    return [
        _at(passage, hint)
        for passage in passages
        if not is_template_text(passage.text)
        for hint in check(
            passage.text, passage.section, people, rules, around=around, thresholds=thresholds, closer=closer
        )
    ]


def _at(passage: MarkdownPassage, hint: Hint) -> PlacedHint:
    last = passage.place(hint.end - 1)
    return PlacedHint(
        start=passage.place(hint.start),
        end=Place(last.line, last.column + 1),
        section=passage.section,
        phrase=" ".join(passage.text[hint.start : hint.end].split()),
        because=because(passage.text, hint),
        hint=hint,
    )
