"""Events of an ICS file: when it began and ended, who called it, what it was. Lines are unfolded first.

Only what a timeline takes is read. Not here: recurrence, alarms, tasks.
"""

import re
from collections.abc import Iterator

from core.domain.dates.zones import zone_named
from core.domain.timeline.drafts import Draft, RowDraft
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp
from core.domain.timeline.stamps.zone_words import WrittenZone

_PROPERTY = re.compile(
    r"(?P<name>[A-Za-z-]{1,40})(?P<parameters>(?:;[^:;\"]{0,200}(?:\"[^\"]{0,200}\")?)*):(?P<value>.*)", re.DOTALL
)
_TAKEN = frozenset({"DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "ORGANIZER", "STATUS"})
CANCELLED = "This was cancelled."
# What says nothing to a person: identity, versions, the file's own maker.
_FORMAL_NAMES = """
    BEGIN END UID DTSTAMP SEQUENCE CREATED LAST-MODIFIED VERSION PRODID CALSCALE METHOD TRANSP CLASS PRIORITY TZID
    TZOFFSETFROM TZOFFSETTO TZNAME RRULE X-MICROSOFT-CDO-BUSYSTATUS
"""
_FORMAL = frozenset(_FORMAL_NAMES.split())
_ZONE = re.compile(r";TZID=\"?([^;:\"]{1,64})", re.IGNORECASE)
_COMMON_NAME = re.compile(r";CN=\"?([^;:\"]{1,80})", re.IGNORECASE)


def is_calendar(text: str) -> bool:
    return text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def calendar_drafts(text: str) -> list[Draft]:
    """One draft an event, in the order of the file. What was cancelled, lasts whole days or has no start is no row."""
    drafts: list[Draft] = []
    event: dict[str, tuple[str, str]] | None = None
    others: list[Draft] = []
    first = 1
    called_off = False  # the file as a whole takes its events back
    is_alarm = False  # an alarm stands inside of its event, and has a DESCRIPTION of its own
    for number, line in _unfolded(text):
        mark = line.strip().upper()
        if mark in ("BEGIN:VALARM", "END:VALARM"):
            is_alarm = mark == "BEGIN:VALARM"
        elif mark == "BEGIN:VEVENT":
            event, first, is_alarm = {}, number, False
        elif mark == "END:VEVENT" and event is not None:
            drafts += [_draft(event, first, called_off=called_off), *others]
            event, others = None, []
        elif found := _PROPERTY.fullmatch(line):
            name = found["name"].upper()
            if event is not None and not is_alarm and name in _TAKEN and name not in event:
                event[name] = (found["parameters"], found["value"])
            elif name == "METHOD":
                called_off = found["value"].strip().upper() == "CANCEL"
            elif name not in _FORMAL:
                others.append(UnparsedLine(number, line))
    return [*drafts, *others]


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    start, parts = 1, [""]
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        yield start, "".join(parts)
        start, parts = number, [line]
    yield start, "".join(parts)


def _draft(event: dict[str, tuple[str, str]], line: int, *, called_off: bool) -> Draft:
    texts = [_unescaped(event[key][1]) for key in ("SUMMARY", "DESCRIPTION") if key in event]
    if called_off or ("STATUS" in event and event["STATUS"][1].strip().upper() == "CANCELLED"):
        return UnparsedLine(line, " ".join(texts) or "VEVENT", CANCELLED)
    stamp = _moment(*event["DTSTART"]) if "DTSTART" in event else None
    if stamp is None or not stamp.timed:
        return UnparsedLine(line, " ".join(texts) or "VEVENT", "This event has no time of day.")
    organizer = _COMMON_NAME.search(event["ORGANIZER"][0]) if "ORGANIZER" in event else None
    row = RowDraft(
        stamp, line, organizer[1].strip() if organizer else "", texts, "cell", source=[(line, " ".join(texts))]
    )
    row.until_stamp = _moment(*event["DTEND"]) if "DTEND" in event else None
    return row


def _moment(parameters: str, value: str) -> Stamp | None:
    stamp = scan_stamp(value[:40])
    zone = _ZONE.search(parameters)
    if stamp and stamp.clock and stamp.zone is None and zone and zone_named(zone[1]):
        stamp.zone = WrittenZone(name=zone[1])
    return stamp


def _unescaped(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
