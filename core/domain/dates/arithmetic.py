"""Days counted on and back, within reason. Not here: words."""

import calendar
from datetime import date, timedelta

from core.domain.content.size_limits import FIRST_YEAR, LAST_YEAR
from core.errors import BadInput

_FAR = "That is too far away. Choose a nearer date."


def day_of(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(f"The year {year} is out of reach. Choose a nearer date.")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput(f"{year}-{month:02d}-{day:02d} is not in the calendar. Check day and month.") from None


def days_later(today: date, days: int) -> date:
    return today + timedelta(days=days)


def months_later(today: date, months: int) -> date:
    """The same day some months on, or the last day of a month that is too short for it."""
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    if year > LAST_YEAR:
        raise BadInput(_FAR)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def working_days_later(today: date, amount: int) -> date:
    day = today
    while amount > 0:
        day = days_later(day, 1)
        amount -= day.weekday() < calendar.SATURDAY
    return day


def following(today: date, weekday: int) -> int:
    """In how many days that weekday comes; never today itself."""
    return (weekday - today.weekday() - 1) % 7 + 1


def nearest_weekday(day: date, weekday: int, today: date) -> date:
    """That weekday within three days of ``day``; not one that is over when ``day`` is still to come."""
    near = days_later(day, (weekday - day.weekday() + 3) % 7 - 3)
    return days_later(near, 7) if near < today <= day else near


def next_such(today: date, number: int) -> date:
    """The next day with that number in its month."""
    if not 1 <= number <= 31:
        raise BadInput(f"No month has a day {number}. Check the day.")
    month = today.replace(day=1)
    while last_day(month).day < number or month.replace(day=number) < today:
        month = months_later(month, 1)
    return month.replace(day=number)
