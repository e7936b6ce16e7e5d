"""What a text is made of, in its order, before any instant is decided: rows to be, day and zone headings, the rest."""

from dataclasses import dataclass, field
from typing import Literal

from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.zone_words import WrittenZone

Form = Literal["list", "log", "chat", "heading", "cell", "mail", "caption"]


@dataclass(slots=True)
class RowDraft:
    """A row to be. ``source`` are its lines as they stand, by number, should it turn out to be none.

    ``column_zone`` is that of a column head; ``doubt`` is what the form of the text leaves open.
    """

    stamp: Stamp
    line: int
    who: str = ""
    texts: list[str] = field(default_factory=list)
    form: Form = "list"
    indent: int = 0
    column_zone: WrittenZone | None = None
    until_stamp: Stamp | None = None
    doubt: str = ""
    source: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DayHeading:
    stamp: Stamp
    line: int


@dataclass(frozen=True, slots=True)
class ZoneHeading:
    zone: WrittenZone
    line: int


Draft = RowDraft | DayHeading | ZoneHeading | UnparsedLine
