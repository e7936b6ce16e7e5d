"""Captions of a recorded call, as WebVTT and SubRip have them: their times count from the start of the recording.

So they are no times of a day; when the recording began has to be told. Not here: notes that carry both.
"""

import html
import re
from datetime import timedelta

from core.domain.timeline.drafts import Draft, RowDraft
from core.domain.timeline.lines.authors import is_name
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp

_CUE = re.compile(
    r"[ \t]{0,9}(?:(?P<hours>\d{1,3}):)?(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)[.,](?P<thousandths>\d{3})"
    r"[ \t]{1,9}-->[ \t]{1,9}(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}(?:[ \t].{0,200})?"
)
_VOICE = re.compile(r"<v(?:\.[^ >]{1,40})? (?P<who>[^<>]{1,80})>")
_TAG = re.compile(r"</?[a-z][^<>]{0,80}>")
_SPEAKER = re.compile(r"(?P<who>[^:<>]{1,48}): (?P<text>\S.*)")


def is_captions(text: str) -> bool:
    """Whether its first lines are those of such a file."""
    head = [line for line in text[:2_000].split("\n") if line.strip()][:6]
    return any(_CUE.fullmatch(line) for line in head[:2]) or (
        bool(head) and head[0].startswith("WEBVTT") and any(_CUE.fullmatch(line) for line in text.split("\n")[:200])
    )


def caption_drafts(text: str) -> list[Draft]:
    """A row a caption and speaker; its number and all that stands outside of captions are lines that are none."""
    drafts: list[Draft] = []
    row: RowDraft | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if found := _CUE.fullmatch(line):
            row = RowDraft(_stamp(found), number, form="caption", source=[(number, line)])
            drafts.append(row)
        elif not line.strip():
            row = None
        elif row is not None:
            row = _take(row, number, line, drafts)
        elif not (line.strip().isdigit() and _CUE.fullmatch(lines[number] if number < len(lines) else "")):
            drafts.append(UnparsedLine(number, line))
    return drafts


def _stamp(found: re.Match[str]) -> Stamp:
    since = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"]), seconds=int(found["seconds"]))
    return Stamp(0, found.end(), since_start=since)


def _take(row: RowDraft, number: int, line: str, drafts: list[Draft]) -> RowDraft:
    """The row that the next line belongs to: who begins to speak within a caption has a row of their own."""
    row.source.append((number, line))
    for who, spoken in _spoken(line, named_before=bool(row.who) or not row.texts):
        if who and who != row.who and (row.who or row.texts):
            row = RowDraft(row.stamp, number, who=who, form="caption", source=[(number, line)])
            drafts.append(row)
        row.who = row.who or who
        if spoken:
            row.texts.append(spoken)
    return row


def _spoken(line: str, *, named_before: bool) -> list[tuple[str, str]]:
    """Who speaks and what, in turn; nobody is named before the first voice.

    Without voices a name before a colon counts, unless the caption began without one.
    """
    before, *voices = _VOICE.split(line)
    unnamed = _plain_text(before)
    if not voices:
        named = _SPEAKER.fullmatch(unnamed)
        return [(named["who"], named["text"])] if named and named_before and is_name(named["who"]) else [("", unnamed)]
    turns = [
        (html.unescape(who).strip(), _plain_text(spoken)) for who, spoken in zip(voices[::2], voices[1::2], strict=True)
    ]
    return [("", unnamed), *turns] if unnamed else turns


def _plain_text(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked)).strip()
