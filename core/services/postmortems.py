"""The one door to whole postmortems: making them, finding them, throwing them away, reading the summary."""

from datetime import UTC, datetime

from core.document.edit import set_meeting_at as meeting_at_change
from core.domain.names import clean_title
from core.domain.postmortem import Severity
from core.domain.timeline import zone_named
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace, require_writing
from core.services.cards import Card
from core.services.creating import create_from, started_with
from core.services.documents import edit_in
from core.services.example import add_example
from core.services.exports import invite_ics
from core.services.shelf import ArchivePage, ArchiveRow, Home, Trashed, archive, home
from core.services.summary import SummaryView, preparation, summary
from core.services.trash import empty_trash, purge, restore, trash
from core.store.visitors import Visitor

__all__ = [
    "ArchivePage",
    "ArchiveRow",
    "Card",
    "Home",
    "SummaryView",
    "Trashed",
    "add_example",
    "archive",
    "create",
    "empty_trash",
    "home",
    "invite_ics",
    "preparation",
    "purge",
    "restore",
    "set_meeting_at",
    "summary",
    "trash",
]


def create(
    app: App,
    title: str,
    severity: Severity | None = None,
    started_at: datetime | None = None,
    zone: str = "UTC",
    by: Visitor | None = None,
) -> str:
    """Make a postmortem that can be filled at once. Returns its id.

    ``started_at`` is aware and becomes the first row of the timeline; ``zone`` is the IANA name times are shown in;
    ``by`` becomes facilitator and needs the workspace, None is the operator. Raises BadInput, WorkspaceLocked.
    """
    cleaned = clean_title(title)
    if zone_named(zone) is None:
        raise BadInput(f"“{zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    if started_at is not None:
        started_at = _utc(started_at)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        pm_id = create_from(tx, started_with(cleaned, severity, started_at, zone, tx.now()), by)
    app.bell.ring("record", pm_id)
    return pm_id


def set_meeting_at(app: App, pm_id: str, at: datetime | None, by: Visitor | None) -> None:
    """Say when the meeting is (aware), or with None that it has no time yet. For those who may write."""
    change = meeting_at_change(_utc(at) if at is not None else None)
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        changed = edit_in(tx, pm_id, change, by.id if by else None)
    if changed:
        app.bell.ring("doc", pm_id)
        app.bell.ring("record", pm_id)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise BadInput("This time has no time zone. Add one, for example 2026-11-23T14:00+01:00.")
    if not 1970 <= moment.year < 2200:
        raise BadInput("This date is too far away. Check the year.")
    return moment.astimezone(UTC)
