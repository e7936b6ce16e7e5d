"""A line taken apart: indent, quote, heading, list sign, and the moment that stands in it, at its front or elsewhere.

Pure shape, one line at a time. What a line is for the text as a whole is decided in ``layout``.
"""

import re
from dataclasses import dataclass
from typing import Final

from core.domain.timeline.lines.chat_noise import without_edited
from core.domain.timeline.stamps.calendar_words import STAMP_STARTS
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp
from core.domain.timeline.stamps.written_day import MALFORMED, day_at

_SEARCHED: Final = 400
"""Characters of a line in which a moment is looked for."""

_HEAD = re.compile(
    r"(?P<quote>(?:[ \t]*>[ \t]?)*)(?P<indent>[ \t]*)(?P<heading>#{1,6}[ \t]+)?"
    r"(?P<bullet>(?:\*{1,6}[ \t]+(?=\[\d)|[-*+•‣◦▪●·–—∙⁃■◆►➢\uf0b7\uf0a7][ \t]+(?=\S)|"
    # What a word processor writes for the bullets of its second and third level.
    r"[o§Øüvq](?:\t[ \t]{0,9}|[ ]{2,9})(?=\S)|\(?\d{1,3}[.)][ \t]+(?=\S))?)"
    r"(?P<box>(?:\[[ xX✓✔]\]|[☐☑☒✓✔✅])[ \t]+)?"
)
_LEVEL = re.compile(
    r"(?:<\d{1,3}>\d? ?|\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|CRIT(?:ICAL)?|FATAL)\]?[ :|]+|"
    r"[\w./-]{1,60}(?: +|\t)\| |\[(?:pod|container)/[^\]\s]{1,80}\] )"
)
# A picture or its short name in front: 🔴, :red_circle:
_SIGN = re.compile(r"\*{0,3}(?:[^\w\s!-~–—“”„«»§°€£]{1,4}|:[a-z0-9_+-]{2,40}:)[ \t]+(?=[\d\[(*~A-Z])")
_KLOG = re.compile(r"\[?(?P<level>[A-Z]) ?(?P<month>[01]\d)(?P<day>[0-3]\d) (?=\d\d:)|\[(?P<word>[IWEDFC]) (?=\d{4}-)")
_BADGE = re.compile(r"(?:APP|BOT|WORKFLOW)[ \t]+(?=\d)")
# A line that is bold as a whole is a heading.
_BOLD = re.compile(r"\*\*[^*]+\*\*:?")
# "1 of 3        18.03.2026, 11:55": the head of a printed page. Its moment is that of the printing.
_PAGE = re.compile(r"(?:[Pp]age |[Ss]eite )?\d{1,3} ?(?:of|von|sur|de) ?\d{1,3}(?:[ \t]{2,}\S|[ \t]*$)")
# "-- Logs begin at …", "-- Boot 5d8e… --": what a program says of the log. A moment in it is none of what happened.
_FRAME = re.compile(r"-- (?:Logs begin at|Journal begins at|Reboot --|Boot [0-9a-f]{32} --|No entries|cursor: )")
# Begins with a digit and nothing else, so that the search is one pass over digits.
_CLOCK_LIKE = re.compile(
    r"\d(?::\d\d| ?[aApP]\.?[mM]\b| ?[hH] ?\d\d|\.\d\d Uhr|[時时시点點]| ?[a-z]{1,7} ago\b|\d{9}(?!\d))"
)
# "2h 15m" inside of a sentence is how long something took.
_LENGTH = re.compile(r"[\[(]?\d{1,2}(?::\d\d)? ?[hH](?: ?\d\d)?(?!\w)")
_MALFORMED_LIKE = re.compile(r"\d{3}[-/]\d")
_TOKEN = re.compile(r"(?<![^\s\[(<*_`|,\"{=—–-])[^\s\[(<*_`|\"{=]")
# The month behind "2024-" and the day behind "2024-11-" begin nothing.
_IN_A_DATE = re.compile(r"\d{4}-|\d-\d{1,2}-")
_SIGNS = r"[ \t]*(?:(?:-{1,2}>|=>|[:•·|→»,;>=]|[./?](?=[ \t:])|[-–—]{1,2}(?![\d-])|(?<=[\])]):)[ \t]*){0,2}"
_SEPARATOR = re.compile(r"[\])>}*_`~\"”']*" + _SIGNS)
# Emphasis that was opened before a moment may be closed behind a blank.
_CLOSED = re.compile(r"[\])>}*_`~\"”']*(?:[ \t][\])*_`~]{1,4}(?=[\s:–—|-]|$))?" + _SIGNS)
_CLOSERS = re.compile(r"[\])>}*_`~]*")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,2}|`)$")


@dataclass(slots=True)
class LineShape:
    """``front``: a moment begins the line and ``rest`` is what follows. ``inner``: one stands elsewhere in it.

    ``body`` is the line without indent, quote and list sign; ``before`` and ``after`` lie around ``inner``.
    ``page``: the head of a printed page, or what a program says of its log. ``logged`` and ``speaker``: what the
    record of a log says, where it is one.
    """

    number: int
    raw: str
    body: str = ""
    indent: int = 0
    quoted: bool = False
    heading: bool = False
    bullet: str = ""
    boxed: bool = False
    front: Stamp | None = None
    rest: str = ""
    inner: Stamp | None = None
    before: str = ""
    after: str = ""
    malformed: bool = False
    page: bool = False
    level: str = ""
    logged: str = ""
    speaker: str = ""

    @property
    def blank(self) -> bool:
        return not self.raw.strip()

    @property
    def stamp(self) -> Stamp | None:
        return self.front or self.inner

    @property
    def timed_front(self) -> bool:
        return self.front is not None and self.front.timed


def shape_of(number: int, raw: str, *, weak: bool = False) -> LineShape:
    """One line, from 1. ``weak`` takes ``10.42`` and ``1402`` at its front for times."""
    shape = LineShape(number, raw)
    head = _HEAD.match(raw)
    if head is None or shape.blank:
        return shape
    shape.indent = len(head["indent"].expandtabs(4))
    shape.quoted = bool(head["quote"].strip())
    shape.heading, shape.bullet, shape.boxed = bool(head["heading"]), head["bullet"].strip(), bool(head["box"])
    start = head.end()
    if shape.bullet.endswith(".") and (day := day_at(raw, head.start("bullet"))) and day[1] > start:
        shape.bullet, start = "", head.start("bullet")  # "1. Juni" is no first entry of a list
    shape.body = raw[start:].rstrip()
    shape.page = (_PAGE.match(shape.body) or _FRAME.match(raw, head.start("bullet"))) is not None
    if shape.page:
        return shape
    if not shape.bullet and _BOLD.fullmatch(shape.body):
        shape.heading = True
    if _MALFORMED_LIKE.search(shape.body, 0, _SEARCHED):
        shape.malformed = MALFORMED.search(shape.body, 0, _SEARCHED) is not None
    _find_front(shape, weak=weak)
    if not shape.timed_front:
        _find_inner(shape)
    return shape


def _find_front(shape: LineShape, *, weak: bool) -> None:
    body = shape.body
    badge = _BADGE.match(body)
    stamp = _logged(shape) or scan_stamp(body, badge.end() if badge else 0, weak=weak)
    if (stamp is None or not stamp.timed) and shape.level and stamp is None:
        return
    if stamp is None or not stamp.timed:
        prefix = _LEVEL.match(body) or _SIGN.match(body)
        if prefix and (later := scan_stamp(body, prefix.end())) and later.timed:
            stamp = later
            whole = prefix.re is _SIGN or prefix[0].rstrip().endswith("|")
            shape.level = prefix[0] if whole else prefix[0].rstrip(" \t|:") + " "
            if prefix.re is _SIGN and not rest_after(body, stamp):
                shape.level = ""  # a picture beside a name that stands above
    if stamp is None:
        return
    shape.front = stamp
    shape.rest = shape.level + rest_after(body, stamp)


def _logged(shape: LineShape) -> Stamp | None:
    """klog glues its level to the month and day; JupyterHub puts the level before the date."""
    found = _KLOG.match(shape.body)
    if found is None:
        return None
    shape.level = (found["level"] or found["word"]) + " "
    if found["word"]:
        stamp = scan_stamp(shape.body, found.end())
    else:
        shape.level = ""
        dashed = f"{found['month']}-{found['day']}"
        stamp = scan_stamp(f"2024-{dashed} {shape.body[found.end() : found.end() + 40]}")
        if stamp and stamp.day and stamp.clock:
            # The scanned text is longer than the line's own front by what was put before the time.
            stamp.day = type(stamp.day)(None, stamp.day.month, stamp.day.day, problem=stamp.day.problem)
            stamp.start, stamp.end = 0, stamp.end - len(f"2024-{dashed} ") + found.end()
    if stamp is None or not stamp.timed:
        shape.level = ""
        return None
    return stamp


def rest_after(body: str, stamp: Stamp) -> str:
    """What follows a moment, without one separator. Emphasis that goes on behind it is opened again."""
    mark = _opened_mark(body[stamp.start : stamp.start + 40])
    separator = (_CLOSED if mark else _SEPARATOR).match(body, stamp.end)
    end = separator.end() if separator else stamp.end
    closing = _CLOSERS.match(body, stamp.end)
    rest = body[end:].strip()
    inside = closing[0] if closing else ""
    if mark and mark not in inside and mark not in (separator[0] if separator else "") and mark in rest:
        if rest.endswith(mark) and rest.count(mark) == 1:
            return mark + rest
        return mark + rest if rest.count(mark) % 2 else rest
    return rest


def _opened_mark(text: str) -> str:
    lead = re.match(r"[\s\[(]*(\*{1,3}|_{1,2}|`)", text)
    return lead[1] if lead else ""


def _find_inner(shape: LineShape) -> None:
    """The first full moment that does not begin the line: its day before it, its zone behind it."""
    body = shape.body[:_SEARCHED]
    last_start = 0
    for clock in _CLOCK_LIKE.finditer(body):
        found = _around(body, clock.start(), last_start)
        if found is None or _LENGTH.match(body, found.start, found.end):
            last_start = clock.end()
            continue
        if shape.inner is None or (found.day and not shape.inner.day):
            shape.inner = found
        last_start = max(found.end, clock.end())
        if shape.inner.day and shape.inner.day.month:
            break
    stamp = shape.inner
    if stamp is None:
        return
    shape.before = shape.body[: stamp.start].rstrip()
    closing = _CLOSERS.match(shape.body, stamp.end)
    end = closing.end() if closing else stamp.end
    after = without_edited(shape.body[end:].strip())
    shape.after = after if after.strip(" \t:.])*_`>,;–—-") else ""


def _around(body: str, at: int, least: int) -> Stamp | None:
    first = max(least, at - 45)
    for token in _TOKEN.finditer(body, first, at + 1):
        begin = token.start()
        if not body[begin].isdigit() and body[begin : begin + 2].lower() not in STAMP_STARTS:
            continue
        if body[begin - 1 : begin] == "-" and any(_IN_A_DATE.fullmatch(body, max(0, begin - n), begin) for n in (4, 5)):
            continue
        found = scan_stamp(body, token.start())
        if found and found.timed and found.end > at:
            found.start = token.start()
            while found.start > 0 and body[found.start - 1] in "[(<":
                found.start -= 1
                found.bracketed = True
            return found
    return None


def day_in_title(text: str) -> Stamp | None:
    """The one full date in a title: "Incident 2026-11-02". None when it has none, or a time beside it."""
    for token in _TOKEN.finditer(text[:_SEARCHED]):
        stamp = scan_stamp(text, token.start())
        if stamp and stamp.day and stamp.day.year and not stamp.timed and not stamp.problem:
            return stamp
    return None
