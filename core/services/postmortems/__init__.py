"""Postmortems: creating, listing, trashing, reading the summary. Callers import from here."""

from datetime import datetime

from core.document.edit import set_meeting_at as meeting_at_change
from core.domain.audit import AuditEvent
from core.domain.clock.state import Meeting
from core.domain.dates.zones import zone_named
from core.domain.people.names import clean_title
from core.domain.postmortem import Severity
from core.errors import BadInput
from core.export.meta import LinkedIncident, SectionTime
from core.export.page_text import PagePart, PageText
from core.services.access import closing
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_workspace, require_writing
from core.services.documents.document_store import edit_in
from core.services.meetings.form_times import utc
from core.services.meetings.plans import team_plan_in
from core.services.postmortems.archive_search import ArchivePage, ArchiveRow, FilterChoices, archive, filter_choices
from core.services.postmortems.cards import Card
from core.services.postmortems.creating import create_from, started_with
from core.services.postmortems.example import add_example
from core.services.postmortems.listings import Home, Trashed, home
from core.services.postmortems.summary_view import SummaryView, preparation, summary
from core.services.postmortems.trashing import empty_trash, purge, restore, trash
from core.store.people.visitors import Visitor

__all__ = [
    "ArchivePage",
    "ArchiveRow",
    "Card",
    "FilterChoices",
    "Home",
    "LinkedIncident",
    "PagePart",
    "PageText",
    "SectionTime",
    "SummaryView",
    "Trashed",
    "add_example",
    "archive",
    "create",
    "empty_trash",
    "filter_choices",
    "home",
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
    *,
    closed: bool = False,
) -> str:
    """Make a postmortem that can be filled at once. Returns its id.

    ``started_at`` is aware and becomes the first row of the timeline; ``zone`` is the IANA name times are shown in;
    ``by`` becomes facilitator and needs the workspace, None is the operator. ``closed``: from its first moment on for
    ``by`` alone, so that no list, webhook or calendar ever tells of it. Raises BadInput, WorkspaceLocked.
    """
    cleaned = clean_title(title)
    if zone_named(zone) is None:
        raise BadInput(f"“{zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    if started_at is not None:
        started_at = utc(started_at)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        content = started_with(cleaned, severity, started_at, zone, tx.now())
        pm_id = create_from(tx, content, by, meeting=Meeting(plan=team_plan_in(tx)))
        note(tx, AuditEvent.OPENED, pm_id, by.id if by else None)
        if closed:
            closing.close_in(tx, pm_id, (), by)
    app.change_bus.publish("record", pm_id)
    return pm_id


def set_meeting_at(app: App, pm_id: str, at: datetime | None, by: Visitor | None) -> None:
    """Say when the meeting is (aware), or with None that it has no time yet. For those who may write."""
    change = meeting_at_change(utc(at) if at is not None else None)
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        changed = edit_in(tx, pm_id, change, by.id if by else None)
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
