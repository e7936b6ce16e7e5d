"""Reads what the figures need out of records that are newer than what was kept, a few at a time.

Nothing of it happens while people type: a record is read when somebody opens Insights, and kept for the next time.
"""

from time import monotonic
from typing import Final

from core.domain.insights.reading import RULES, Reading, reading_of
from core.services.app import App
from core.services.documents.records import postmortem_in
from core.store import insights

_AT_ONCE: Final = 100
PATIENCE_S: Final = 1.0
"""A page is not kept waiting longer; it says how many are left and asks again."""


def catch_up(app: App, seconds: float = PATIENCE_S) -> int:
    """Read records that are behind, for about so long. Returns how many are left."""
    until = monotonic() + seconds
    while True:
        with app.db.read() as tx:
            late = insights.records_behind(tx, RULES, _AT_ONCE)
        readings = [(pm_id, update_id, reading_in(stored)) for pm_id, stored, update_id in late]
        if readings:
            with app.db.write() as tx:
                insights.keep(tx, RULES, readings)
        if len(late) < _AT_ONCE:
            return 0
        if monotonic() > until:
            with app.db.read() as tx:
                return insights.stamp(tx, RULES).behind


def reading_in(stored: str) -> Reading:
    """What the figures need of a record's JSON."""
    return reading_of(postmortem_in(stored))
