"""Transcripts of calls: times that count from the start of a recording, and look like times of a day.

Captions of a file are known by their form (``files.captions``). Here are texts that were copied: "00:03:12 Gwen: …",
"Gwen Tate  3:12" over what she said. They are told by where they begin, by how they are written and by the incident,
which was not at midnight; whoever pastes can say otherwise. Not here: how a time is read.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from core.domain.dates.zones import zone_or_utc
from core.domain.timeline.drafts import DayHeading, Draft, RowDraft
from core.domain.timeline.lines.authors import is_name, named
from core.domain.timeline.model import ReadingContext, TimelineQuestion
from core.domain.timeline.stamps.written_clock import WrittenClock

KEY: Final = "elapsed"
_CLOCK, _RECORDING = "clock", "recording"
_FIRST_WITHIN: Final = timedelta(minutes=10)
"""Somebody speaks in the first minutes of a call."""
_NEAR: Final = timedelta(hours=2)
"""Of the incident's start: then a time shortly after midnight is one."""
_LEAST: Final = 2
_SAYS_SO = re.compile(r"\b(?:transcript|transcription|recording|meeting ended after)\b", re.IGNORECASE)
_HEAD: Final = 2_000


def read_elapsed(
    text: str, drafts: Sequence[Draft], context: ReadingContext
) -> tuple[list[Draft], tuple[TimelineQuestion, ...]]:
    """The drafts with times that are counted, where they are; and what to ask, where they may be."""
    rows = [draft for draft in drafts if isinstance(draft, RowDraft)]
    spans = _spans(rows) if not any(isinstance(draft, DayHeading) for draft in drafts) else None
    if spans is None:
        return list(drafts), ()
    likely = _is_recording(text, rows, spans, context)
    if likely is None:
        return list(drafts), ()
    chosen = context.answers.get(KEY) or (_RECORDING if likely else _CLOCK)
    if chosen == _RECORDING:
        for row, span in zip(rows, spans, strict=True):
            row.stamp.clock, row.stamp.until, row.stamp.since_start = None, None, span
            row.form = "caption"
            _take_speaker(row)
    options = ((_RECORDING, "From the start of a recording"), (_CLOCK, "They are times of day"))
    return list(drafts), (TimelineQuestion(KEY, "What do these times count from?", options, chosen),)


def _spans(rows: Sequence[RowDraft]) -> list[timedelta] | None:
    """How long after the start each row is; None when the times are certainly those of a day."""
    clocks = [row.stamp.clock for row in rows]
    if len(rows) < _LEAST or not all(_is_bare(row) for row in rows):
        return None
    with_hours = any(clock is not None and clock.precise for clock in clocks)
    spans = [_span(clock, with_hours=with_hours) for clock in clocks if clock is not None]
    in_order = all(earlier <= later for earlier, later in pairwise(spans))
    return spans if in_order and spans[0] <= _FIRST_WITHIN else None


def _is_bare(row: RowDraft) -> bool:
    stamp = row.stamp
    clock = stamp.clock
    return clock is not None and not (
        stamp.day or stamp.zone or row.column_zone or clock.half or clock.problem or stamp.approx or row.until_stamp
    )


def _span(clock: WrittenClock, *, with_hours: bool) -> timedelta:
    """ "3:12" is minutes and seconds; beside "0:03:12" as well, where the hours are left out until there is one."""
    if clock.precise:
        return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return timedelta(minutes=clock.hour, seconds=clock.minute)


def _is_recording(
    text: str, rows: Sequence[RowDraft], spans: Sequence[timedelta], context: ReadingContext
) -> bool | None:
    """Whether it is likely; None where nobody would think of it, and nothing is asked."""
    precise = all(row.stamp.clock is not None and row.stamp.clock.precise for row in rows)
    told = _SAYS_SO.search(text, 0, _HEAD) is not None or _SAYS_SO.search(text, max(len(text) - _HEAD, 0)) is not None
    spoken = sum(_is_spoken(row) for row in rows) * 2 >= len(rows)
    if not (precise or told or spoken):
        return None  # "00:02 paged, 00:10 up": a list of the night
    if told or not spoken or context.t0 is None:
        return told or spoken
    return not _is_near(context.t0.astimezone(zone_or_utc(context.zone)), rows)


def _is_spoken(row: RowDraft) -> bool:
    return bool(row.who) or _names_speaker(row) or any(named(text) for text in row.texts[:1])


def _names_speaker(row: RowDraft) -> bool:
    """The line under the time is a name, and what was said follows."""
    return not row.who and len(row.texts) > 1 and " " in row.texts[0].strip() and is_name(row.texts[0].strip())


def _take_speaker(row: RowDraft) -> None:
    if _names_speaker(row):
        row.who, row.texts = row.texts[0].strip(), row.texts[1:]
    elif not row.who and row.texts and (found := named(row.texts[0])):
        row.who, row.texts = found[0], [found[1], *row.texts[1:]]


def _is_near(began: datetime, rows: Sequence[RowDraft]) -> bool:
    clock = rows[0].stamp.clock
    if clock is None:
        return False
    at = timedelta(hours=clock.hour, minutes=clock.minute)
    apart = abs(at - timedelta(hours=began.hour, minutes=began.minute))
    return min(apart, timedelta(days=1) - apart) <= _NEAR
