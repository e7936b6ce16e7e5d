"""A timeline out of text that a team already has: chat exports, alert logs, tables, bullets. Text in, rows out."""

from core.domain.timeline.model import ReadingContext, TimelineEvent, TimelineQuestion, TimelineReading, UnparsedLine
from core.domain.timeline.reader import read_timeline

__all__ = [
    "ReadingContext",
    "TimelineEvent",
    "TimelineQuestion",
    "TimelineReading",
    "UnparsedLine",
    "read_timeline",
]
