"""Check of the last backup: without one that was tried, the next broken disk is the end of all postmortems."""

from datetime import datetime, timedelta
from typing import Final

from core.services.operations.checks.check import Check, ok, warn

BACKUP: Final = "backup"
OLD: Final = timedelta(days=2)
"""A nightly one that was left out once."""
ADVICE: Final = "`debrief backup --keep 14`, each night, makes one and tries it (docs/deploy.md)."


def backup_age(last: datetime | None, now: datetime, postmortems: int) -> Check:
    """``postmortems`` are those that would be lost, the example not counted."""
    if last is None:
        if postmortems == 0:
            return ok(BACKUP, "None was made yet, and there is nothing to lose.")
        return warn(BACKUP, f"None was made yet. {ADVICE}")
    age = now - last
    shown = f"The last one that was verified is of {last:%Y-%m-%d %H:%M} UTC, {_in_words(age)}"
    return warn(BACKUP, f"{shown}. {ADVICE}") if age > OLD else ok(BACKUP, f"{shown}.")


def _in_words(age: timedelta) -> str:
    hours = max(0, int(age.total_seconds() // 3600))
    return f"{hours // 24} days ago" if hours >= 48 else f"{hours} hours ago"
