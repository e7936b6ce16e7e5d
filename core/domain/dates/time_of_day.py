"""A time of day as people say it: ``14:05``, ``2pm``, ``1405``, ``14.30``, ``noon``.

For the forms of the pages; the board reads times, logs and zones by itself (``moment_grammar.ts``). Not here: the day,
the zone, and the present moment.
"""

import re
import unicodedata
from datetime import time

from core.errors import BadInput

LONGEST = 40
HOW = "Try 14:05, 2pm or 1405."

_COLON = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2}))?([ap]m)?")
_DIGITS = re.compile(r"([0-9]{1,2})([0-9]{2})([ap]m)?")
_HOUR = re.compile(r"([0-9]{1,2})([ap]m|h)?")
_HALF = re.compile(r" ?([ap])\.?m\.?$")
_LEAD = re.compile(r"(?:at|about|around|um) ")
_TAIL = re.compile(r" ?(?:uhr|o'clock|hrs)$")
_SPOKEN = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_time_of_day(text: str) -> tuple[time, ...]:
    """What the words can mean: one time, or for ``2`` two, the earlier first. BadInput when they are no time."""
    message = " ".join(unicodedata.normalize("NFKC", text[: 4 * LONGEST]).lower().split())
    if not message:
        raise BadInput(f"The time is empty. {HOW}")
    phrase = _HALF.sub(r"\1m", _TAIL.sub("", _LEAD.sub("", message)))
    if len(phrase) <= LONGEST and (found := _read(phrase)):
        return found
    raise BadInput(f"“{' '.join(text.split())[:30]}” is not a clear time. {HOW}")


def _read(text: str) -> tuple[time, ...]:
    if text in _SPOKEN:
        return (_SPOKEN[text],)
    if found := _COLON.fullmatch(text):
        return _times(found[1], found[2], found[3], found[4])
    if found := _DIGITS.fullmatch(text):
        return _times(found[1], found[2], None, found[3])
    if found := _HOUR.fullmatch(text):
        half = found[2] if found[2] != "h" else None
        either = found[2] is None and 1 <= int(found[1]) <= 12
        return (
            (*_times(found[1], "0", None, "am"), *_times(found[1], "0", None, "pm"))
            if either
            else _times(found[1], "0", None, half)
        )
    return ()


def _times(hour: str, minute: str, second: str | None, half: str | None) -> tuple[time, ...]:
    """Nothing at all for what no clock shows: ``25:00``, ``13pm``."""
    shown = int(hour)
    if half and not 1 <= shown <= 12:
        return ()
    if half:
        shown = shown % 12 + (12 if half == "pm" else 0)
    try:
        return (time(shown, int(minute), int(second or 0)),)
    except ValueError:
        return ()
