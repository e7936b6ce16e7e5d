"""Meetings that are over without anybody at a clock: before that nothing of them is on Follow-up."""

from core.domain.clock.state import Finish, Meeting, Start
from core.domain.clock.transitions import apply
from core.services.app import App
from core.store import meetings
from core.store.database.transaction import Transaction


def held_in(tx: Transaction, pm_id: str) -> None:
    """Started and finished in this moment, whether the postmortem has a clock already or not."""
    before = meetings.load_meeting(tx, pm_id)
    going, _ = apply(before or Meeting(), Start(seen=before.version if before else 0), tx.now())
    after, _ = apply(going, Finish(seen=going.version), tx.now())
    meetings.save_meeting(tx, pm_id, after, before.version if before else None)
    meetings.note_held(tx, pm_id, after)


def held(app: App, pm_id: str) -> None:
    with app.db.write() as tx:
        held_in(tx, pm_id)
