"""How many of the agreed actions get done, in one sentence for Home: without names, and only after some meetings.

An action counts when the meeting that agreed on it is over. Examples and what lies in the trash do not count.
"""

from datetime import datetime
from typing import Final

from core.services.app import App
from core.store.action_items import figures
from core.store.action_items.figures import ActionOutcomes

FEWEST_MEETINGS: Final = 10  # before that the figures would judge people by chance


def completion_rate(app: App, now: datetime | None = None) -> ActionOutcomes | None:
    """The figures since the beginning; None before ten meetings are over, and when they agreed on no action."""
    with app.db.read() as tx:
        found = figures.action_outcomes(tx, now or tx.now())
    return found if found.meetings >= FEWEST_MEETINGS and found.agreed else None


def completion_sentence(found: ActionOutcomes) -> str:
    """“12 postmortems agreed on 31 actions: 24 are done, 7 are overdue.” What is zero is left out."""
    actions_text = "1 action" if found.agreed == 1 else f"{found.agreed:,} actions"
    parts = []
    if found.done:
        all_done = found.done == found.agreed > 1
        parts.append("all are done" if all_done else _counted(found.done, "is done", "are done"))
    if found.dropped:
        parts.append(_counted(found.dropped, "was dropped with a reason", "were dropped with a reason"))
    if found.overdue:
        parts.append(_counted(found.overdue, "is overdue", "are overdue"))
    if found.not_yet_due:
        parts.append(_counted(found.not_yet_due, "is not due yet", "are not due yet"))
    return f"{found.meetings:,} postmortems agreed on {actions_text}: {', '.join(parts)}."


def _counted(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"
