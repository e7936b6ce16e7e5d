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

from core.domain.publishing import LateEdit, State, state_of
from core.domain.roles import Deed
from core.errors import BadCode, Conflict, NotFound
from core.services import webhooks
from core.services.app import App
from core.services.authority import require_deed, standing
from core.services.documents import project_in, revise_in
from core.services.invitations import MAC_LENGTH, Entered, first_entry
from core.services.summary import SummaryView, summary
from core.services.visitors import name_of
from core.store import authors, meetings, members, publications
from core.store.publications import Publication
from core.store.transaction import Transaction
from core.store.visitors import Visitor

WHY: Final = "published"

NOTHING_HERE: Final = "There is nothing to read here. Ask whoever sent you the link for a new one."
_RUNNING: Final = "The meeting is still going on. Finish it first, then publish."
_NOT_PUBLISHED: Final = "This postmortem is not published. Publish it first."


@dataclass(frozen=True)
class Standing:
    """How far a postmortem is. ``by`` is the publisher's name; ``late`` are the changes since, the latest first.

    ``published_at``, ``revision_id`` and ``by`` are None and empty unless it is published now.
    """

    state: State
    published_at: datetime | None = None
    by: str = ""
    revision_id: int | None = None
    late: tuple[LateEdit, ...] = ()


def publish(app: App, pm_id: str, by: Visitor | None, base: str = "") -> Publication:
    """Publish what stands now, or publish again what was changed since; the link stays the same until a withdrawal.

    ``base`` is what links start with, for those who hear of it by webhook; without it they are told no link.
    For facilitators of the meeting, the workspace, and the operator (``by`` None). Raises NotAllowed, NotMember, and
    Conflict while the meeting runs.
    """
    with app.db.write() as tx:
        require_deed(app, tx, pm_id, by, Deed.PUBLISH)
        meeting = meetings.load_meeting(tx, pm_id)
        if meeting is not None and meeting.status in ("running", "paused"):
            raise Conflict(_RUNNING)
        project_in(tx, pm_id)
        who = by.id if by else None
        made = publications.publish(tx, pm_id, revise_in(tx, pm_id, WHY, who), who)
        facts = {"by": name_of(tx, who), "link": _link(app, tx, pm_id, base) if base else ""}
        webhooks.enqueue(tx, "published", pm_id, facts)
    _ring(app, pm_id)
    return made


def withdraw(app: App, pm_id: str, by: Visitor | None) -> None:
    """Take the publication back: its link answers from now on like one that never was. Raises what `publish` does."""
    with app.db.write() as tx:
        require_deed(app, tx, pm_id, by, Deed.PUBLISH)
        if not publications.withdraw(tx, pm_id):
            raise Conflict(_NOT_PUBLISHED)
    _ring(app, pm_id)


def link(app: App, pm_id: str, base: str) -> str:
    """The link for the company: ``<base>/live/enter#p=…&t=…``. Raises Conflict when it is not published.

    There is no check here: ask for it only for those who may read the summary.
    """
    with app.db.read() as tx:
        standing(tx, pm_id)
        if _published(tx, pm_id) is None:
            raise Conflict(_NOT_PUBLISHED)
        return _link(app, tx, pm_id, base)


def enter(app: App, visitor: Visitor, pm_id: str, mac: str) -> Entered:
    """Come in by the published link, to read and nothing else. Raises BadCode, the same for all that opens nothing."""
    with app.db.write() as tx:
        expected = _mac(app, tx, pm_id)
        signed = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))
        if not signed or not _is_readable(tx, pm_id):
            raise BadCode()
        fresh = publications.let_read(tx, pm_id, visitor.id)
        # Somebody may have planted the cookie of a browser that reads here for the first time.
        token = first_entry(tx, visitor) if fresh else None
    return Entered(None, pm_id, token)


def read(app: App, visitor: Visitor | None, pm_id: str, *, inside: bool = False) -> tuple[SummaryView, Standing]:
    """What a reader of the published link sees. ``inside``: the visitor came from the workspace.

    Members may look too. Raises NotFound with one sentence for whatever cannot be read: unknown, withdrawn, not theirs.
    """
    with app.db.read() as tx:
        allowed = _is_readable(tx, pm_id) and (inside or (visitor is not None and _may_read(tx, pm_id, visitor.id)))
        if not allowed:
            raise NotFound(NOTHING_HERE)
    return summary(app, pm_id), stands(app, pm_id)


def stands(app: App, pm_id: str) -> Standing:
    """The state of a postmortem, and what was written since it was published. Raises NotFound."""
    with app.db.read() as tx:
        row = standing(tx, pm_id)
        found = _published(tx, pm_id)
        state = state_of(row.meeting_status, published=found is not None)
        if found is None:
            return Standing(state)
        late = authors.authors(tx, pm_id, since=found.published_at)
        return Standing(
            state=state,
            published_at=found.published_at,
            by=name_of(tx, found.published_by),
            revision_id=found.revision_id,
            late=tuple(LateEdit(each.name, each.last_at) for each in late),
        )


def _published(tx: Transaction, pm_id: str) -> Publication | None:
    found = publications.publication(tx, pm_id)
    return found if found is not None and found.withdrawn_at is None else None


def _is_readable(tx: Transaction, pm_id: str) -> bool:
    try:
        standing(tx, pm_id)
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


def _ring(app: App, pm_id: str) -> None:
    app.bell.ring("record", pm_id)
