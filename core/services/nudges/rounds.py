"""The rounds in which a server looks for what is to be told: every morning, and every little while."""

from datetime import date, datetime, timedelta
from typing import Final

from core.domain.dates.zones import in_zone
from core.services.actions import reminders
from core.services.app import App
from core.services.nudges import incidents
from core.services.nudges.team_times import zone_of
from core.services.webhooks import deliveries, subscriptions

MORNING: Final = timedelta(hours=7)
"""A new day begins at seven on the team's clocks, not at midnight."""


def working_day(app: App) -> date:
    """The day that is told of now: until seven in the team's zone it is the one before."""
    with app.db.read() as tx:
        wall: datetime = in_zone(tx.now(), zone_of(tx)).replace(tzinfo=None)
    return (wall - MORNING).date()


def morning(app: App) -> None:
    """Once a day, and at the start of a server: whatever was told already is not told again."""
    reminders.notify_overdue(app)
    reminders.notify_due_soon(app)
    incidents.tell_waiting(app)
    incidents.tell_reviews(app)
    deliveries.forget_old(app)


def news(app: App) -> None:
    """What happened to one postmortem since the last look."""
    incidents.tell_news(app)


def release(app: App) -> None:
    """What was held, where its hour has come."""
    subscriptions.release(app)
