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
from core.domain.comparing import SectionChange, compare
from core.domain.postmortem import Postmortem, SectionId
from core.domain.roles import Deed
from core.domain.template import section
from core.errors import Conflict, NotFound
from core.services.app import App
from core.services.authority import require_deed, standing
from core.services.documents import open_document, replace_in, revise_in
from core.store import authors, updates, visitors
from core.store.transaction import Transaction
from core.store.updates import Revision
from core.store.visitors import Visitor

NOW: Final = 0
"""In the place of a version's number: the text of today."""

BEFORE: Final = "before a restore"
RESTORED: Final = "restored "

_WORDS: Final = {
    "finish": "The meeting was finished",
    "published": "Published",
    "ten minutes of work": "Ten minutes of writing",
    "the room was left": "Everybody had left the room",
    BEFORE: "Before an earlier version was brought back",
}
_GONE: Final = "There is no such earlier version. Choose one from the list."


@dataclass(frozen=True)
class Kept:
    """One version. ``words`` say why it was kept; ``by`` is a name, empty where nobody in particular caused it.

    ``of`` is the moment of the version that was brought back, for one that came of that.
    """

    id: int
    at: datetime
    words: str
    by: str
    of: datetime | None = None


@dataclass(frozen=True)
class Changes:
    """From one version to another, or with ``to`` None to the text of today."""

    since: Kept
    to: Kept | None
    sections: tuple[SectionChange, ...]


def history(app: App, pm_id: str) -> tuple[Kept, ...]:
    """Every version that was kept, the newest first. Raises NotFound."""
    with app.db.read() as tx:
        standing(tx, pm_id)
        found = _revisions(tx, pm_id)
        names = visitors.names(tx, {each.by for each in found if each.by})
        return tuple(_kept(each, names) for each in reversed(found))


def look(app: App, pm_id: str, revision_id: int) -> tuple[Kept, Postmortem]:
    """One version as it read. Raises NotFound, also for a version of another postmortem."""
    with app.db.read() as tx:
        standing(tx, pm_id)
        found = _one(tx, pm_id, revision_id)
        names = visitors.names(tx, {found.by} if found.by else set())
        return _kept(found, names), _postmortem(updates.revision_state(tx, found.id))


def changes(app: App, pm_id: str, since: int, to: int = NOW) -> Changes:
    """What changed from version ``since`` to version ``to``, or to now. Raises NotFound."""
    before, old = look(app, pm_id, since)
    if to == NOW:
        return Changes(before, None, compare(old, read(load(open_document(app, pm_id).updates)).postmortem))
    after, new = look(app, pm_id, to)
    return Changes(before, after, compare(old, new))


def restore(app: App, pm_id: str, revision_id: int, by: Visitor | None) -> None:
    """Make a version the text of today. What is there now is kept first, and the restore itself is a version.

    For facilitators of the meeting, the workspace, and the operator (``by`` None). Raises NotAllowed, NotMember,
    NotFound, and Conflict when the text says exactly that already.
    """
    who = by.id if by else None
    with app.db.write() as tx:
        require_deed(app, tx, pm_id, by, Deed.RESTORE)
        found = _one(tx, pm_id, revision_id)
        doc = updates.lock(tx, found.doc_id)
        state = updates.revision_state(tx, found.id)
        if read(load(updates.load(tx, doc.id))).postmortem == _postmortem(state):
            raise Conflict("The text says exactly this already. There is nothing to bring back.")
        revise_in(tx, pm_id, BEFORE, who)
        replace_in(tx, pm_id, state)
        revise_in(tx, pm_id, f"{RESTORED}{found.at.isoformat()}", who)
        if who is not None:
            authors.note(tx, pm_id, who)
    app.bell.ring("doc", pm_id)
    app.bell.ring("record", pm_id)


def _revisions(tx: Transaction, pm_id: str) -> list[Revision]:
    doc = updates.doc_of(tx, pm_id)
    return [] if doc is None else updates.revisions(tx, doc.id)


def _one(tx: Transaction, pm_id: str, revision_id: int) -> Revision:
    """Of this postmortem only: a version's number opens nothing of another."""
    found = next((each for each in _revisions(tx, pm_id) if each.id == revision_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def _postmortem(state: bytes) -> Postmortem:
    return read(load([state])).postmortem


def _kept(revision: Revision, names: Mapping[str, str]) -> Kept:
    by = names.get(revision.by, "someone") if revision.by else ""
    if not revision.why.startswith(RESTORED):
        return Kept(revision.id, revision.at, _words(revision.why), by)
    of = datetime.fromisoformat(revision.why.removeprefix(RESTORED))
    return Kept(revision.id, revision.at, "An earlier version was brought back", by, of)


def _words(why: str) -> str:
    kind, _, rest = why.partition(" ")
    if kind == "section" and rest in set(SectionId):
        return f"{section(SectionId(rest)).title} was left"
    return _WORDS.get(why, why[:1].upper() + why[1:])
