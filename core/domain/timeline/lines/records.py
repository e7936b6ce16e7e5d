"""Records of named lines: a commit of ``git log``, the head of a mail, "When: … / Who: … / What: …".

Shapes in, drafts out. None when no line names a time so. Not here: tables, chats.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.timeline.drafts import Draft, RowDraft
from core.domain.timeline.lines.authors import without_address
from core.domain.timeline.lines.line_shapes import LineShape
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp

_FIELD = re.compile(r"(?:[-*•] )?\**(?P<key>[^\W\d_][\w -]{0,20}?)\**:\**(?:[ \t]+(?P<value>.*)|$)", re.DOTALL)
_COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b")
_TIME_KEYS = """
    date datum when time zeit wann quand fecha hora heure created posted sent timestamp authordate commitdate
    uhrzeit gesendet
"""
_TIMES: Final = frozenset(_TIME_KEYS.split())
_PEOPLE_KEYS = """
    author who from by wer von owner user person qui auteur autor quién reporter sender
"""
_PEOPLE: Final = frozenset(_PEOPLE_KEYS.split())
_WORD_KEYS = """
    what event subject summary message text description title action was ereignis événement quoi note details
    qué betreff
"""
_WORDS: Final = frozenset(_WORD_KEYS.split())


def record_drafts(shapes: Sequence[LineShape]) -> list[Draft] | None:
    """One draft a record; lines that are neither time, person nor words of one are unparsed."""
    times = [i for i, shape in enumerate(shapes) if _moment(shape) and not _told_before(shapes, i)]
    named = any(_key(shapes[k]) in _PEOPLE | _WORDS for i in times for k in (i - 1, i + 1) if 0 <= k < len(shapes))
    if not times or not named or any(shape.timed_front for shape in shapes):
        return None
    first = _start(shapes, times[0], -1, len(shapes))
    above = times[0] - first
    starts = [first, *(_start(shapes, i, times[n], above) for n, i in enumerate(times[1:]))]
    drafts: list[Draft] = [UnparsedLine(shape.number, shape.raw) for shape in shapes[: starts[0]] if not shape.blank]
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(shapes)
        drafts += _record(shapes[start:end])
    return drafts


def _key(shape: LineShape) -> str:
    found = _FIELD.fullmatch(shape.raw.strip())
    return found["key"].strip().lower() if found else ""


def _value(shape: LineShape) -> str:
    found = _FIELD.fullmatch(shape.raw.strip())
    return (found["value"] or "").strip() if found else ""


def _moment(shape: LineShape) -> Stamp | None:
    if shape.indent > 3 or _key(shape) not in _TIMES:
        return None
    value = _value(shape)
    stamp = scan_stamp(value[:120])
    return stamp if stamp and stamp.timed and not stamp.problem and not value[stamp.end :].strip(" )].") else None


def _told_before(shapes: Sequence[LineShape], i: int) -> bool:
    """``git log --pretty=fuller`` says when a commit was written, and below when it was committed."""
    return _key(shapes[i]) == "commitdate" and any(_key(shapes[k]) == "authordate" for k in range(max(0, i - 2), i))


def _start(shapes: Sequence[LineShape], time: int, last: int, most: int) -> int:
    """The first line of a record: as many named lines over its time as the first record has, at most."""
    start = time
    while (
        start - 1 > last
        and time - start < most
        and not shapes[start - 1].blank
        and (_key(shapes[start - 1]) or _COMMIT.match(shapes[start - 1].raw))
    ):
        start -= 1
    return start


def _record(shapes: Sequence[LineShape]) -> list[Draft]:
    row: RowDraft | None = None
    who = ""
    texts: list[str] = []
    rest: list[Draft] = []
    source = [(shape.number, shape.raw) for shape in shapes if not shape.blank]
    body = False
    for shape in shapes:
        key = "" if body else _key(shape)
        if shape.blank:
            body = body or (row is not None and bool(who) and not texts)
        elif row is None and (stamp := _moment(shape)):
            row = RowDraft(stamp, shape.number, source=source)
        elif key in _PEOPLE and not who:
            who, mail = without_address(_value(shape))
            who = who.strip().lstrip("@")
            rest += [UnparsedLine(shape.number, mail)] if mail else []
        elif key in _WORDS:
            texts.append(_value(shape))
        elif key or _COMMIT.match(shape.raw):
            rest.append(UnparsedLine(shape.number, shape.raw))
        else:
            texts.append(shape.raw.strip())
    if row is None:
        return [UnparsedLine(number, raw) for number, raw in source]
    row.who, row.texts = who, texts
    return [row, *rest]
