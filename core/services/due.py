"""A due date as people say it, turned into a day: seen from today where the postmortem is."""

from datetime import date

from core.domain.due_dates import parse_due
from core.domain.timeline import zone_named
from core.errors import BadInput
from core.services.app import App
from core.services.authority import standing

LONGEST = 200


def due(app: App, pm_id: str, text: str, zone: str = "") -> date:
    """The day that was meant. ``zone`` is what the board shows now; else the one that is on record. Raises BadInput."""
    if len(text) > LONGEST:
        raise BadInput("That is too long for a date. Try “Friday”, “in two weeks” or 2026-12-01.")
    with app.db.read() as tx:
        recorded, now = standing(tx, pm_id).zone, tx.now()
    where = zone_named(zone) or zone_named(recorded)
    return parse_due(text, (now.astimezone(where) if where else now).date())
