"""Earlier versions: the list of what was kept, one of them as it read, what changed between two, and bringing one back.

A version brought back becomes the document of today under a new epoch: what was there before is kept first, so that
nothing is lost by it, and browsers that hold the older document keep their unsent words aside.
There is no check of who reads here: pages ask first. Who may bring one back is asked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.document.load import load
from core.document.read import read
from core.domain.content.version_diff import SectionChange, compare
from core.domain.permissions import Permission
from core.domain.postmortem import Postmortem
from core.domain.revision import BEFORE_RESTORE, reason_text, restored, restored_from
from core.errors import Conflict, NotFound
from core.services.app import App
from core.services.authority import require_postmortem, require_visitor_permission
from core.services.documents.document_store import open_document, replace_in, revise_in
from core.store import document_updates
from core.store.database.transaction import Transaction
from core.store.document_updates import Revision
from core.store.people import authors, visitors
from core.store.people.visitors import Visitor

NOW: Final = 0
"""In the place of a version's number: the text of today."""

_GONE: Final = "There is no such earlier version. Choose one from the list."


@dataclass(frozen=True)
class RevisionEntry:
    """One version. ``words`` say why it was kept; ``by`` is a name, empty where nobody in particular caused it.

    ``of`` is the moment of the version that was brought back, for one that came of that.
    """

    id: int
    at: datetime
    label: str
    by: str
    of: datetime | None = None


@dataclass(frozen=True)
class Changes:
    """From one version to another, or with ``to`` None to the text of today."""

    since: RevisionEntry
    to: RevisionEntry | None
    sections: tuple[SectionChange, ...]


def history(app: App, pm_id: str) -> tuple[RevisionEntry, ...]:
    """Every version that was kept, the newest first. Raises NotFound."""
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        found = _revisions(tx, pm_id)
        names = visitors.names(tx, {item.by for item in found if item.by})
        return tuple(_kept(item, names) for item in reversed(found))


def revision_text(app: App, pm_id: str, revision_id: int) -> tuple[RevisionEntry, Postmortem]:
    """One version as it read. Raises NotFound, also for a version of another postmortem."""
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        found = _revision(tx, pm_id, revision_id)
        names = visitors.names(tx, {found.by} if found.by else set())
        return _kept(found, names), _postmortem(document_updates.revision_state(tx, found.id))


def changes(app: App, pm_id: str, since: int, to: int = NOW) -> Changes:
    """What changed from version ``since`` to version ``to``, or to now. Raises NotFound."""
    before, old = revision_text(app, pm_id, since)
    if to == NOW:
        return Changes(before, None, compare(old, read(load(open_document(app, pm_id).updates)).postmortem))
    after, new = revision_text(app, pm_id, to)
    return Changes(before, after, compare(old, new))


def restore(app: App, pm_id: str, revision_id: int, by: Visitor | None) -> None:
    """Make a version the text of today. What is there now is kept first, and the restore itself is a version.

    For facilitators of the meeting, the workspace, and the operator (``by`` None). Raises NotAllowed, NotMember,
    NotFound, and Conflict when the text says exactly that already.
    """
    who = by.id if by else None
    with app.db.write() as tx:
        require_visitor_permission(app, tx, pm_id, by, Permission.RESTORE)
        found = _revision(tx, pm_id, revision_id)
        doc = document_updates.lock(tx, found.doc_id)
        state = document_updates.revision_state(tx, found.id)
        if read(load(document_updates.load(tx, doc.id))).postmortem == _postmortem(state):
            raise Conflict("The text says exactly this already. There is nothing to bring back.")
        revise_in(tx, pm_id, BEFORE_RESTORE, who)
        replace_in(tx, pm_id, state)
        revise_in(tx, pm_id, restored(found.at), who)
        if who is not None:
            authors.note(tx, pm_id, who)
    app.change_bus.publish("doc", pm_id)
    app.change_bus.publish("record", pm_id)


def _revisions(tx: Transaction, pm_id: str) -> list[Revision]:
    doc = document_updates.doc_of(tx, pm_id)
    return [] if doc is None else document_updates.revisions(tx, doc.id)


def _revision(tx: Transaction, pm_id: str, revision_id: int) -> Revision:
    """Of this postmortem only: a version's number opens nothing of another."""
    found = next((revision for revision in _revisions(tx, pm_id) if revision.id == revision_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def _postmortem(state: bytes) -> Postmortem:
    return read(load([state])).postmortem


def _kept(revision: Revision, names: Mapping[str, str]) -> RevisionEntry:
    by = names.get(revision.by, "someone") if revision.by else ""
    return RevisionEntry(revision.id, revision.at, reason_text(revision.why), by, restored_from(revision.why))
