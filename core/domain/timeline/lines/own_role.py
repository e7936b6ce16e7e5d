"""What a line is by itself: a day, a moment before words or alone, a log line that names its time, or just text."""

import re

from core.domain.timeline.files.log_fields import record_in
from core.domain.timeline.lines.line_shapes import LineShape
from core.domain.timeline.lines.role import Role
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp
from core.domain.timeline.stamps.written_day import WrittenDay
from core.domain.timeline.stamps.zone_statements import stated_zone

_DAY_WORDS = re.compile(
    r"[\s\-–—=*_#~]*(?:day changed(?: to)?|date:?|day \d+:?|log (?:opened|closed)|(?:begin|ending) logging at|"
    r"session (?:start|close|time)(?: \([^()]{1,40}\))?:?|datum:?|tag:?|new day:?)?"
    r"[\s:,\-–—=*_#~]*",
    re.IGNORECASE,
)
_OF_THE_LOG = ("log ", "begin logging", "ending logging", "session ")
_COUNTED = re.compile(
    r"[\s\-–—=*_#~]*(?:day|tag|jour|día|giorno|dag|dia) (?P<count>\d{1,2})[\s:.\-–—=*_#~]*", re.IGNORECASE
)
_KEYED = re.compile(r"""(?:^|[\s,{"])(?:time|ts|timestamp|@timestamp|t|date|datetime|at)"?[=:]\s?"?(?=[12])""")


def own_role(shape: LineShape) -> Role:
    """The role of one line, before any other is looked at. A day that is found becomes its front."""
    if shape.blank:
        return Role.TEXT
    if (found := _structured(shape)) is not None:
        shape.front, shape.inner = found, None
        return Role.WHOLE
    if _is_day(shape):
        return Role.BROKEN if shape.front and shape.front.problem else Role.DAY
    if shape.timed_front and shape.front:
        if shape.front.problem:
            return Role.BROKEN
        return Role.FRONT if shape.rest else Role.ALONE
    if shape.inner and (shape.inner.problem or shape.malformed):
        return Role.BROKEN
    return Role.TEXT


def _structured(shape: LineShape) -> Stamp | None:
    body = shape.body
    record = record_in(body)
    if record is not None:
        for value in record.times:
            stamp = scan_stamp(value)
            if stamp and (stamp.instant or (stamp.clock and stamp.day)) and not stamp.problem:
                shape.logged, shape.speaker = record.shown, record.who
                return stamp
        if body.startswith("{"):
            return None
    if shape.timed_front and shape.front and (shape.front.day or shape.front.instant):
        return None
    keyed = _KEYED.search(body, 0, 400)
    if keyed and "=" in body[keyed.start() : keyed.end() + 1]:
        stamp = scan_stamp(body[:400], keyed.end())
        if stamp and (stamp.instant or (stamp.clock and stamp.day)) and not stamp.problem:
            return stamp
    return None


def _is_day(shape: LineShape) -> bool:
    """A line that is nothing but a day, with what chats and people put around it."""
    stamp = shape.front
    if counted := _COUNTED.fullmatch(shape.body[:60]):
        shape.front = Stamp(0, len(shape.body), day=WrittenDay(count=int(counted["count"])))
        return True
    if stamp is None:
        opening = _DAY_WORDS.match(shape.body)
        start = opening.end() if opening else 0
        stamp = scan_stamp(shape.body, start) if start else None
        if stamp is None or not stamp.day or not (stamp.day.month or stamp.day.numbers or stamp.day.near is not None):
            return False
        if stamp.clock and not shape.body.lower().lstrip("-* ").startswith(_OF_THE_LOG):
            return False
    elif stamp.timed or not stamp.day:
        return False
    if stamp.bracketed and shape.bullet:
        return False
    rest = shape.body[stamp.end :].strip(" \t:*_#-–—=~.,()[]|✦")
    if rest and stated_zone(rest):
        rest = ""
    if rest and not re.fullmatch(
        r"(?:[月火水木金土日월화수목금토일]|UTC|GMT|[A-Z]{3,4}|\(?[A-Za-z]{2,12}\)?,?|timeline|day \d+)",
        rest,
        re.IGNORECASE,
    ):
        return False
    if rest and not shape.heading and rest.isascii() and rest.lower() not in ("utc", "timeline"):
        return False
    shape.front = stamp
    return True
