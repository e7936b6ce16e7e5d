"""Labelled sentences: JSON lines that say of each what a person found in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from core.domain.blameless.command.headings import section_named
from core.domain.blameless.hint import Hint
from core.domain.postmortem import SectionId
from core.errors import BadFile

OK: Final = "ok"
"""The label of a sentence that should get no hint."""
_LONGEST_LINE: Final = 1_000_000


class Labelled(BaseModel):
    """One sentence. ``span`` are the words that the label is about; other keys of a line are not needed here."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    text: str
    label: str
    section: str | None = None
    span: str | None = None
    organisation: str | None = None
    sampling: str | None = None
    ambiguous: bool = False

    @property
    def section_id(self) -> SectionId | None:
        return section_named(self.section)

    def agrees(self, hint: Hint) -> bool:
        """Whether the hint is about the words that were labelled, or about any where no words were noted."""
        if self.label == OK:
            return False
        start = self.text.find(self.span) if self.span else -1
        return start < 0 or (hint.start < start + len(self.span or "") and start < hint.end)


def labelled_lines(path: Path) -> Iterator[Labelled]:
    """The sentences of a file. Raises BadFile with the number of the first line that is none, and OSError."""
    with path.open("rb") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(_LONGEST_LINE + 1), b""), 1):
            if line.strip():
                try:
                    yield Labelled.model_validate(json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
                except (ValidationError, ValueError, RecursionError) as trouble:
                    raise BadFile(
                        f'{path}, line {number}: this is no labelled sentence. Write {{"text": …, "section": …, '
                        f'"label": …}} with the label “{OK}” or a category.'
                    ) from trouble
