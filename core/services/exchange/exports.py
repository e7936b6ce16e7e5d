"""A postmortem as a file, at any moment, and a file as a new postmortem. Files never carry links, codes or tokens."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.audit import AuditEvent
from core.domain.clock.state import LONGEST_S, Finish, Meeting, Start
from core.domain.clock.transitions import apply
from core.domain.people.names import file_stem
from core.domain.postmortem import Postmortem
from core.errors import TooLarge
from core.export.actions_csv import actions_csv_parts
from core.export.json import About, read_file
from core.export.meta import ExportMetadata, LinkedIncident, PictureFile
from core.export.slack.message import to_slack
from core.services.actions.action_exports import each_action, postmortem_actions
from core.services.app import App
from core.services.audit.noting import Taker, note, note_export
from core.services.authority import require_workspace
from core.services.documents.records import shown_title
from core.services.evidence.files import brought_pictures, picture_files
from core.services.exchange.formats import CALENDAR, CSV, FORMATS, Contents, Format, format_named, summary_link
from core.services.exchange.work_slots import WorkSlots
from core.services.postmortems.creating import create_from
from core.services.postmortems.summary_view import recorded_with
from core.store import evidence, incident_links, meetings, postmortems
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

ACTIONS_FILE: Final = "debrief-actions.csv"
MOST_LINKS: Final = 50  # of a file that is imported
LARGEST_FILE: Final = 8 * 1024 * 1024
MANY: Final = "Many files are being made just now. Wait a minute, then take this one."
_SLOTS: Final = WorkSlots(at_once=2, waiting=24, seconds=60, sentence=MANY)


@dataclass(frozen=True)
class Export:
    """``filename`` is safe on every system."""

    filename: str
    media_type: str
    data: bytes


def export(
    app: App, pm_id: str, fmt: str, link: str = "", base: str = "", *, inside: bool = False, taker: Taker = None
) -> Export:
    """A postmortem in one of FORMATS: all of it, its action items, a message, or the invite to its meeting.

    ``link`` is put into the invite; ``base`` is what links to the summary begin with, in to-dos and the message.
    ``inside``: for somebody of the workspace, so that it names the incidents that are linked; else those shown to all.
    ``taker``: who gets it, for the audit log; what the operator exports is not noted, who can read the database anyway.
    Raises BadInput for another format and for an invite without a time, NotFound.
    """
    chosen = FORMATS[format_named(fmt)]
    with _SLOTS.turn() if chosen.queued else nullcontext():
        contents = _contents(app, pm_id, chosen, link, base, inside=inside)
        made = chosen.make(contents)
    data = made if isinstance(made, bytes) else made.encode()
    note_export(app, pm_id, format_named(fmt), taker)
    return Export(file_name(contents.postmortem, format_named(fmt)), chosen.media_type, data)


def file_name(postmortem: Postmortem, fmt: str) -> str:
    """What the file of a postmortem is called, in one of FORMATS."""
    return file_stem(shown_title(postmortem.title)) + FORMATS[fmt].ending


def all_actions_csv(app: App, taker: Taker = None) -> Export:
    """All actions of all postmortems as one table, open ones first; examples and what is closed are left out."""
    return Export(ACTIONS_FILE, CSV, b"".join(all_actions_csv_parts(app, taker)))


def all_actions_csv_parts(app: App, taker: Taker = None) -> Iterator[bytes]:
    """The same in parts, each as soon as it is read. The transaction is open until the last is taken."""
    note_export(app, None, "actions csv", taker)
    with app.db.read() as tx:
        yield from actions_csv_parts(each_action(tx))


def slack_text(postmortem: Postmortem, meta: ExportMetadata, base: str = "") -> str:
    """The chat message for a person's clipboard, with the link to the summary if ``base`` is given."""
    return to_slack(postmortem, meta, summary_link(base, meta.id), pasted=True)


def import_postmortem(app: App, data: bytes, by: Visitor | None = None) -> str:
    """Make a new postmortem that is equal to the one in a JSON export. Returns its id.

    Its actions are on Follow-up at once: they were written down somewhere, whether or not a meeting ended there. One
    whose meeting was finished has a finished meeting.
    Needs the workspace (``by`` None is the operator). Raises BadFile with what is wrong, TooLarge.
    """
    if len(data) > LARGEST_FILE:
        raise TooLarge("This file is larger than 8 MB, which no postmortem is. Choose the JSON file that Debrief made.")
    file = read_file(data)
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    brought = brought_pictures(app, file)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        pm_id = create_from(tx, file.postmortem, by, meeting=_held(file.meta, tx.now()), promised=True)
        note(tx, AuditEvent.OPENED, pm_id, by.id if by else None, "import")
        for picture in brought:
            evidence.add(tx, pm_id, picture)
        _link_again(tx, pm_id, file.recurrence_of, by)
    app.change_bus.publish("record", pm_id)
    return pm_id


def _link_again(tx: Transaction, pm_id: str, named: Sequence[LinkedIncident], by: Visitor | None) -> None:
    """The earlier incidents of the file that are here still, under the same id and title."""
    for item in named[:MOST_LINKS]:
        there = postmortems.get(tx, item.id) if item.id else None
        if there is not None and there.trashed_at is None and there.title == item.title:
            incident_links.link(tx, pm_id, there.id, by.id if by else None)


def _held(about: About | None, now: datetime) -> Meeting | None:
    """The meeting that a file tells of, with the time that it took, if it was finished before ``now``."""
    if about is None or about.started_at is None or about.finished_at is None:
        return None
    if not about.started_at <= about.finished_at <= now:
        return None
    going, _ = apply(Meeting(), Start(seen=0), about.started_at)
    finished, _ = apply(going, Finish(seen=going.version), about.finished_at)
    used = {item.section: item.used_s for item in about.sections if item.used_s <= LONGEST_S}
    return finished.model_copy(update={"used": used})


def _contents(app: App, pm_id: str, chosen: Format, link: str, base: str, *, inside: bool) -> Contents:
    """All that a file holds, read in one transaction."""

    def more(
        tx: Transaction, postmortem: Postmortem
    ) -> tuple[list[ActionView], tuple[PictureFile, ...], datetime | None]:
        action_items = postmortem_actions(tx, pm_id, postmortem) if chosen.reads_actions else []
        shown = picture_files(tx, pm_id, postmortem) if chosen.shows_pictures else ()
        changed_at = _changed_at(tx, pm_id) if chosen.media_type == CALENDAR else None
        return action_items, shown, changed_at

    postmortem, meta, (action_items, shown, changed_at) = recorded_with(app, pm_id, more, inside=inside)
    meta = meta.model_copy(update={"pictures": shown}) if shown else meta
    return Contents(pm_id, postmortem, meta, action_items, link, base, changed_at, app.renderer)


def _changed_at(tx: Transaction, pm_id: str) -> datetime | None:
    """When the record or the meeting changed, whichever was later."""
    known = postmortems.written_at(tx, [pm_id]).get(pm_id), meetings.changed_at(tx, pm_id)
    return max((at for at in known if at is not None), default=None)
