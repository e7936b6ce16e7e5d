"""Lines in, lines out: one JSON object a line, for scoring, or one plain sentence a line, for people."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from core.domain.blameless.checking import check
from core.domain.blameless.command.formats import unsure
from core.domain.blameless.command.headings import section_named
from core.domain.blameless.hint import Hint
from core.domain.blameless.ruleset import RuleSet
from core.domain.blameless.thresholds import Thresholds
from core.domain.postmortem import SectionId
from core.errors import BadInput


@dataclass(frozen=True)
class Way:
    """How lines are answered. ``plain``: sentences in, words for people out; ``fail``: hints change the status;
    ``closer``: those too that are not sure, which change nothing.
    """

    rules: RuleSet
    thresholds: Thresholds | None = None
    plain: bool = False
    fail: bool = False
    closer: bool = False

    def check(self, text: str, section: SectionId | None, people: Sequence[str] = ()) -> list[Hint]:
        return check(text, section, people, self.rules, thresholds=self.thresholds, closer=self.closer)


def answer_lines(lines: Iterable[str], out: TextIO, way: Way) -> int:
    """Answer every line that is not empty, in order; the exit status.

    2 when a line could not be read, 1 with ``fail`` when one was flagged.
    """
    flagged = failed = False
    for line in lines:
        if not line.strip():
            continue
        try:
            message, found = _read(line, way)
        except BadInput as trouble:
            message, found, failed = [json.dumps({"error": trouble.sentence}, ensure_ascii=False)], False, True
        flagged = flagged or found
        out.writelines(f"{item}\n" for item in message)
    return 2 if failed else 1 if flagged and way.fail else 0


def _read(line: str, way: Way) -> tuple[list[str], bool]:
    """What is said to one line, and whether it was flagged. Raises BadInput."""
    if way.plain:
        return _plain(line.strip(), way)
    found = _answer(line, way)
    return [json.dumps(found, ensure_ascii=False)], bool(found["flagged"])


def _answer(line: str, way: Way) -> dict[str, Any]:
    try:
        query = json.loads(line)
    except (ValueError, RecursionError) as trouble:
        raise BadInput("This line is not JSON. Write one object a line, with a text and a section.") from trouble
    text = query.get("text") if isinstance(query, dict) else None
    people = query.get("people") or () if isinstance(query, dict) else ()
    if not isinstance(text, str) or not isinstance(people, list | tuple) or not all(isinstance(p, str) for p in people):
        raise BadInput('This line has no text. Write {"text": …, "section": …}, and people as a list of names.')
    hints = way.check(text, section_named(query.get("section")), people)
    return {"flagged": any(hint.sure for hint in hints), "spans": [hint.model_dump(mode="json") for hint in hints]}


def _plain(text: str, way: Way) -> tuple[list[str], bool]:
    """A line for people per hint of a text, and whether one of them is sure."""
    hints = way.check(text, None)
    lines = [
        f"“{text[hint.start : hint.end]}”{unsure(hint)}: {hint.message} {hint.question}".rstrip() for hint in hints
    ]
    return lines, any(hint.sure for hint in hints)
