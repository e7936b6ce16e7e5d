"""Days as people read them. How long something takes is in ``durations``, times of day and zones are in ``zones``."""

from datetime import date


def day_text(day: date) -> str:
    """``Mon 23 Nov 2026``."""
    return f"{short_day_text(day)} {day.year}"


def short_day_text(day: date) -> str:
    """``Mon 23 Nov``, for a day that is near."""
    return f"{day:%a} {day.day} {day:%b}"


def days_late_text(days: int) -> str:
    """``1 day late``, ``12 days late``, ``1,053 days late``."""
    return "1 day late" if days == 1 else f"{days:,} days late"
