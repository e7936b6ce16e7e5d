"""What comes out of a pasted text: events, lines that are none, and what has to be asked.

Here are the shapes only. Not here: how text is read (``stamp_scanner``, ``line_shapes``, ``layout``), and which
instant was meant (``resolve``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

DayOrder = Literal["dmy", "mdy"]

MOST_CHARACTERS: Final = 2_000_000
"""A larger text is refused: two million characters are a day of a busy channel."""
MOST_LINES: Final = 50_000


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What is known beside the text. ``reference`` is the day of the incident in ``zone``, an IANA name.

    ``pasted_at`` says what "Yesterday" counts from, ``t0`` what "T+5" counts from; both aware. ``answers`` are those
    to the questions of an earlier reading, by the key of the question.
    """

    zone: str
    reference: date
    pasted_at: datetime | None = None
    t0: datetime | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TimelineEvent:
    """One row. ``at`` and ``until`` are aware, with the offset that holds there.

    ``inferred`` says what nobody wrote ("next day", "year"); ``ask`` what is doubtful, as a few words; ``alternatives``
    are other instants that the same characters may mean. ``line`` is the first line of it, from 1.
    """

    at: datetime
    who: str
    text: str
    line: int
    until: datetime | None = None
    approx: bool = False
    inferred: str = ""
    ask: str = ""
    alternatives: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class UnparsedLine:
    """A line that is no event, as it stands, with its number from 1 and, where there is one, the reason."""

    line: int
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimelineQuestion:
    """Asked once for all rows. ``options`` are (value, label); ``chosen`` is what the rows hold now."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class TimelineReading:
    """Events in the order of the text. ``assumed_zone`` is that of the times that stood without one, "" for none."""

    events: tuple[TimelineEvent, ...]
    unparsed: tuple[UnparsedLine, ...]
    questions: tuple[TimelineQuestion, ...] = ()
    assumed_zone: str = ""
