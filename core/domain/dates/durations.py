"""How long something took, in words and on a clock: the one place that every page and every file asks.

The browser has the same in ``durations.ts``; both are tested with ``tests/cases/durations.json``.
Not here: how long ago something was, and any moment in a calendar.
"""

from datetime import timedelta
from typing import Final

_MINUTES_ON_A_CLOCK: Final = 100


def duration_text(value: timedelta) -> str:
    """``37 min``, ``2 h 5 min``, ``1 d 6 h``; seconds only below two minutes."""
    seconds = int(value.total_seconds() + 0.5)
    if seconds < 120 and seconds % 60:
        return f"{seconds} s"
    minutes = seconds // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{amount} {unit}" for amount, unit in ((days, "d"), (hours, "h"), (rest, "min")) if amount]
    return " ".join(parts) or "0 min"


def clock_text(seconds: float) -> str:
    """``4:05``, minutes and seconds, as the clock in the room shows them; nothing is less than ``0:00``.

    From a hundred minutes on with hours, ``13:56:19``: the meeting that was forgotten over night.
    """
    minutes, rest = divmod(max(0, int(seconds + 0.5)), 60)
    text = f"{minutes}" if minutes < _MINUTES_ON_A_CLOCK else f"{minutes // 60}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}"
