"""The title and the time of a meeting as forms change them: a change by somebody else meanwhile raises Conflict."""

from datetime import datetime

from core.document import edit
from core.domain.people.names import clean_title
from core.domain.postmortem import Postmortem
from core.errors import Conflict
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents.document_store import edit_in, project_in
from core.services.meetings.form_times import utc
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

MEANWHILE = "Somebody changed it meanwhile. What stands there now is shown; what you typed is kept."


def retitle(app: App, pm_id: str, title: str, seen: str, by: Visitor | None) -> None:
    """Change the title that was ``seen``. Raises Conflict when there is another one by now, BadInput for none."""
    cleaned = clean_title(title)
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        if _now(tx, pm_id).title not in (seen, cleaned):
            raise Conflict(MEANWHILE)
        changed = edit_in(tx, pm_id, edit.set_title(cleaned), by.id if by else None)
    _publish(app, pm_id, changed)


def reschedule(app: App, pm_id: str, at: datetime, seen: datetime | None, by: Visitor | None) -> None:
    """Change the meeting time that was ``seen``, None for none. Raises Conflict when there is another one by now."""
    wanted = utc(at)
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        if _now(tx, pm_id).meeting_at not in (seen, wanted):
            raise Conflict(MEANWHILE)
        changed = edit_in(tx, pm_id, edit.set_meeting_at(wanted), by.id if by else None)
    _publish(app, pm_id, changed)


def _now(tx: Transaction, pm_id: str) -> Postmortem:
    """Of the document itself: the record may be a moment behind it."""
    return project_in(tx, pm_id).postmortem


def _publish(app: App, pm_id: str, changed: bool) -> None:
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
