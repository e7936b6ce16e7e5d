"""Publishing: a read-only link for the company, what its readers see, and taking it back.

Readers see the text of today, and are told what was written since it was published and by whom. The link carries its
secret in the fragment, is signed over a generation that each withdrawal counts on, and opens this one page only.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain import revision
from core.domain.audit import AuditEvent
from core.domain.people.guest_names import recorded_name
from core.domain.permissions import Permission
from core.domain.publication import LateEdit, PublicationState, publication_state
from core.errors import BadCode, Conflict, NotFound
from core.services.access.coming_in import JoinResult, first_entry
from core.services.access.invitations import MAC_LENGTH
from core.services.access.visitors import name_of
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_postmortem, require_visitor_permission
from core.services.documents.document_store import project_in, revise_in
from core.services.postmortems.summary_view import SummaryView, summary
from core.services.webhooks import subscriptions
from core.store import closed, meetings, publications
from core.store.database.transaction import Transaction
from core.store.people import authors, members
from core.store.people.visitors import Visitor
from core.store.publications import Publication

NOTHING_HERE: Final = "There is nothing to read here. Ask whoever sent you the link for a new one."
_RUNNING: Final = "The meeting is still going on. Finish it first, then publish."
_CLOSED: Final = "This postmortem is closed: only named people may read it. Open it again, then publish it."
_NOT_PUBLISHED: Final = "This postmortem is not published. Publish it first."


@dataclass(frozen=True)
class PublicationStatus:
    """Whether and by whom a postmortem is published. ``late`` are the changes since, the latest first.

    ``published_at``, ``revision_id`` and ``by`` are None and empty unless it is published now.
    """

    state: PublicationState
    published_at: datetime | None = None
    by: str = ""
    revision_id: int | None = None
    late: tuple[LateEdit, ...] = ()


def publish(app: App, pm_id: str, by: Visitor | None, base: str = "") -> Publication:
    """Publish what stands now, or publish again what was changed since; the link stays the same until a withdrawal.

    ``base`` is what links start with, for webhook receivers; without it they get no link.
    For facilitators of the meeting, the workspace, and the operator (``by`` None). Raises NotAllowed, NotMember, and
    Conflict while the meeting runs and for a closed one.
    """
    with app.db.write() as tx:
        require_visitor_permission(app, tx, pm_id, by, Permission.PUBLISH)
        if closed.is_closed(tx, pm_id):
            raise Conflict(_CLOSED)
        meeting = meetings.load_meeting(tx, pm_id)
        if meeting is not None and meeting.status in ("running", "paused"):
            raise Conflict(_RUNNING)
        project_in(tx, pm_id)
        who = by.id if by else None
        made = publications.publish(tx, pm_id, revise_in(tx, pm_id, revision.PUBLISHED, who), who)
        facts = {"by": name_of(tx, who), "link": _link(app, tx, pm_id, base) if base else ""}
        subscriptions.enqueue(tx, "published", pm_id, facts)
        note(tx, AuditEvent.PUBLISHED, pm_id, who)
    _publish(app, pm_id)
    return made


def withdraw(app: App, pm_id: str, by: Visitor | None) -> None:
    """Take the publication back: its link answers from now on like one that never was. Raises what `publish` does."""
    with app.db.write() as tx:
        require_visitor_permission(app, tx, pm_id, by, Permission.PUBLISH)
        if not publications.withdraw(tx, pm_id):
            raise Conflict(_NOT_PUBLISHED)
        note(tx, AuditEvent.WITHDRAWN, pm_id, by.id if by else None)
    _publish(app, pm_id)


def link(app: App, pm_id: str, base: str) -> str:
    """The link for the company: ``<base>/live/enter#p=…&t=…``. Raises Conflict when it is not published.

    There is no check here: ask for it only for those who may read the summary.
    """
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        if _published(tx, pm_id) is None:
            raise Conflict(_NOT_PUBLISHED)
        return _link(app, tx, pm_id, base)


def enter(app: App, visitor: Visitor, pm_id: str, mac: str) -> JoinResult:
    """Come in by the published link, to read and nothing else. Raises BadCode, the same for all that opens nothing."""
    with app.db.write() as tx:
        expected = _mac(app, tx, pm_id)
        signed = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))
        if not signed or not _is_readable(tx, pm_id):
            raise BadCode()
        fresh = publications.let_read(tx, pm_id, visitor.id)
        # Somebody may have planted the cookie of a browser that reads here for the first time.
        token = first_entry(tx, visitor) if fresh else None
    return JoinResult(None, pm_id, token)


def read(
    app: App, visitor: Visitor | None, pm_id: str, *, inside: bool = False
) -> tuple[SummaryView, PublicationStatus]:
    """What a reader of the published link sees. ``inside``: the visitor came from the workspace.

    Members may look too. Raises NotFound with one sentence for whatever cannot be read: unknown, withdrawn, not theirs.
    """
    with app.db.read() as tx:
        allowed = _is_readable(tx, pm_id) and (inside or (visitor is not None and _may_read(tx, pm_id, visitor.id)))
        if not allowed:
            raise NotFound(NOTHING_HERE)
    return summary(app, pm_id, inside=inside), publication_status(app, pm_id)


def is_open_to(tx: Transaction, visitor_id: str, pm_id: str) -> bool:
    """Whether somebody who is no member may read what is published now."""
    return _is_readable(tx, pm_id) and _may_read(tx, pm_id, visitor_id)


def publication_status(app: App, pm_id: str) -> PublicationStatus:
    """The state of a postmortem, and what was written since it was published. Raises NotFound."""
    with app.db.read() as tx:
        row = require_postmortem(tx, pm_id)
        found = _published(tx, pm_id)
        state = publication_state(row.meeting_status, published=found is not None, began=bool(row.meeting_version))
        if found is None:
            return PublicationStatus(state)
        late = authors.authors(tx, pm_id, since=found.published_at)
        return PublicationStatus(
            state=state,
            published_at=found.published_at,
            by=name_of(tx, found.published_by),
            revision_id=found.revision_id,
            late=tuple(LateEdit(recorded_name(item.name), item.last_at) for item in late),
        )


def _published(tx: Transaction, pm_id: str) -> Publication | None:
    found = publications.publication(tx, pm_id)
    return found if found is not None and found.withdrawn_at is None else None


def _is_readable(tx: Transaction, pm_id: str) -> bool:
    try:
        require_postmortem(tx, pm_id)
    except NotFound:
        return False
    return _published(tx, pm_id) is not None


def _may_read(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    return publications.may_read(tx, pm_id, visitor_id) or members.member(tx, pm_id, visitor_id) is not None


def _link(app: App, tx: Transaction, pm_id: str, base: str) -> str:
    return f"{base.rstrip('/')}/live/enter#p={pm_id}&t={_mac(app, tx, pm_id)}"


def _mac(app: App, tx: Transaction, pm_id: str) -> str:
    message = f"published:{pm_id}:{publications.generation(tx, pm_id)}"
    digest = hmac.digest(app.secret, message.encode("utf-8", "replace"), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:MAC_LENGTH]


def _publish(app: App, pm_id: str) -> None:
    app.change_bus.publish("record", pm_id)
