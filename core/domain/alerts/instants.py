"""Instants as alerting tools write them. ``now`` is a parameter; what cannot be true is no instant.

Not believed are zero times (``0001-01-01T00:00:00Z`` stands for "not yet" in what Go programs send, 0 in others) and
what lies in the future by more than clocks differ.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far the sender's clock may be ahead of ours."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST: Final = 64
_NUMBER: Final = re.compile(r"\d{9,20}(?:\.\d{1,9})?")
_CALENDAR: Final = re.compile(r"\d{4}[-./]\d\d[-./]\d\d[T ]\d\d:\d\d.*", re.ASCII)
# "Mon, 02 Nov 2026 10:01:02 +0100", as mails and ``date -R`` write it.
_MAIL: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?|Z)", re.ASCII
)
# "2026-11-02 10:01:02 -0500 EST", as Go and Ruby print a time: the letters repeat the number.
_APART: Final = re.compile(r" (?=[+-]\d\d:?\d\d)")
_LETTERS: Final = re.compile(r"(?<=[+-]\d\d\d\d) [A-Z]{1,5}|(?<=[+-]\d\d:\d\d) [A-Z]{1,5}| UTC")
# Of seconds, milliseconds, microseconds and nanoseconds since 1970: where the next unit begins, and how many a second.
_UNITS: Final = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))


def read_instant(value: object, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """The instant in UTC, or None when there is none or it cannot be believed.

    ISO text, with ``zone`` where the text has none; a date as in mails; or a number since 1970 in seconds, ms, µs or
    ns, by its magnitude, also written as text.
    """
    at = _written(value, zone) if isinstance(value, str) else _counted(value)
    return at if at is not None and EARLIEST <= at <= now + CLOCKS_DIFFER else None


def instant_text(at: datetime) -> str:
    """``2026-11-02T10:01:02.345Z``: no more digits than it has."""
    at = at.astimezone(UTC)
    digits = "auto" if at.microsecond % 1000 else "milliseconds"
    return at.isoformat(timespec=digits if at.microsecond else "seconds").replace("+00:00", "Z")


def _written(text: str, zone: tzinfo) -> datetime | None:
    text = text[: _LONGEST + 1].strip()
    if len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        whole, _, _ = text.partition(".")
        return _counted(int(whole) if len(whole) > 10 else float(text))
    if _MAIL.fullmatch(text):
        return _mailed(text)
    if not _CALENDAR.fullmatch(text):
        return None
    clock = _APART.sub("", text[10:])
    found = _LETTERS.search(clock)
    if found and found.end() == len(clock):
        zone, clock = (UTC if found[0] == " UTC" else zone), clock[: found.start()]
    try:
        at = datetime.fromisoformat(text[:10].replace("/", "-").replace(".", "-") + clock)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mailed(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _counted(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    for limit, a_second in _UNITS:
        if 0 < value < limit:
            micro = value * 10**6 // a_second if isinstance(value, int) else round(value / a_second * 10**6)
            return _EPOCH + timedelta(microseconds=micro)
    return None
