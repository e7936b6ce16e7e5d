"""The reader: text in, a ``TimelineReading`` out. Linear in the text; nothing of it vanishes.

Which of the forms a text has is decided here; each form has its module. Not here: files, sockets, the document.
"""

from core.domain.timeline.closing_zone import with_closing_zone
from core.domain.timeline.doubts import lacks_zone, mark_closing_zone, mark_mixed_zones, questions_of
from core.domain.timeline.drafts import Draft
from core.domain.timeline.elapsed import read_elapsed
from core.domain.timeline.files.calendar_events import calendar_drafts, is_calendar
from core.domain.timeline.files.captions import caption_drafts, is_captions
from core.domain.timeline.files.html_text import CELL_BREAK, is_html, without_tags
from core.domain.timeline.files.journal_fields import is_journal, journal_drafts
from core.domain.timeline.files.json_messages import json_drafts
from core.domain.timeline.files.table_rows import drafts_of
from core.domain.timeline.files.table_text import find_tables
from core.domain.timeline.lines.layout import lay_out
from core.domain.timeline.lines.line_shapes import LineShape, shape_of
from core.domain.timeline.lines.text_cleaning import clean_text, unquoted
from core.domain.timeline.lines.transcripts import plain_transcript
from core.domain.timeline.model import MOST_CHARACTERS, MOST_LINES, ReadingContext, TimelineReading
from core.domain.timeline.resolve import resolve
from core.errors import TooLarge


def read_timeline(text: str, context: ReadingContext) -> TimelineReading:
    """Rows and unparsed lines of a pasted text or a file. Raises TooLarge."""
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        raise TooLarge()
    plain = clean_text(without_tags(text) if is_html(text) else text)
    drafts, elapsed = read_elapsed(plain, with_closing_zone(_drafts(plain)), context)
    events, unparsed, choice = resolve(drafts, context)
    mark_mixed_zones(drafts, events, context)
    mark_closing_zone(drafts, events, unparsed, context)
    unparsed.sort(key=lambda line: line.line)
    assumed = context.zone if lacks_zone(drafts) else ""
    return TimelineReading(tuple(events), tuple(unparsed), elapsed + questions_of(events, choice, context), assumed)


def _drafts(text: str) -> list[Draft]:
    if is_calendar(text):
        return calendar_drafts(text)
    if is_captions(text):
        return caption_drafts(text)
    if is_journal(text):
        return journal_drafts(text)
    if (messages := json_drafts(text)) is not None:
        return messages
    lines = plain_transcript(unquoted(text.split("\n")))
    tables = [(table, found) for table in find_tables(lines) if (found := drafts_of(table)) is not None]
    if not tables:
        return lay_out(_shapes(lines))
    drafts: list[Draft] = []
    at = 0
    for table, found in tables:
        drafts += lay_out(_shapes(lines[at : table.first], at)) + found
        at = table.last + 1
    return drafts + lay_out(_shapes(lines[at:], at))


def _shapes(lines: list[str], offset: int = 0) -> list[LineShape]:
    """Shapes of all lines. Where no line begins with a plain time, digits such as 10.42 may be times."""
    lines = [line.replace(CELL_BREAK, " ") for line in lines]
    shapes = [shape_of(number, line) for number, line in enumerate(lines, offset + 1)]
    if any(shape.stamp and shape.stamp.timed for shape in shapes):
        return shapes
    thin = [shape_of(number, line, weak=True) for number, line in enumerate(lines, offset + 1)]
    timed = sum(shape.timed_front for shape in thin)
    filled = sum(not shape.blank for shape in thin)
    return thin if timed >= 2 and timed * 2 > filled else shapes
