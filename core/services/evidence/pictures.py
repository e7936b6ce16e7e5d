"""A picture for a row of the timeline: who may bring one and who may see one.

The document's row names it; whoever brought it writes the name there, so that undo and the removal of a row work as
they do for words. Not here: decoding (``core.export.evidence``), and when unused ones go (``housekeeping``).
"""

import hashlib
import secrets
from datetime import datetime
from typing import Final

from core.domain.content.evidence import MOST_BYTES, MOST_PICTURES, picture_ids
from core.domain.permissions import Permission
from core.errors import NotFound, NotMember, TooLarge
from core.export.evidence.reencode import SafePicture
from core.services.app import App
from core.services.authority import require_known, require_member, require_member_permission, require_postmortem
from core.services.documents.records import postmortem_of
from core.services.evidence.housekeeping import make_room
from core.services.publishing import publications
from core.store import evidence, postmortems
from core.store.database.transaction import Transaction
from core.store.evidence import StoredPicture
from core.store.people.members import Member
from core.store.people.visitors import Visitor

FULL: Final = (
    f"There is no room for another picture: a postmortem holds {MOST_PICTURES}, and {MOST_BYTES / 1e6:.1f} MB of them. "
    "Remove one that matters less and try again in ten minutes, or link to this one."
)
MANY: Final = "Many pictures are on their way just now. Wait a moment, then add this one again."
GONE: Final = "This picture is no longer kept. Bring back the row soon after it was removed, or add the picture again."
_RANDOM_BYTES: Final = 6


def add(app: App, member: Member, row_id: str, data: bytes) -> StoredPicture:
    """Keep a picture that ``member`` brings for a row. The row itself is changed by whoever brought it.

    Raises NotMember, NotAllowed, NotFound, BadFile for what is no picture, TooLarge, TooMany.
    """
    pm_id = member.postmortem_id
    with app.db.read() as tx:
        require_member_permission(tx, member, Permission.WRITE)
    safe = app.renderer.picture(data)
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.WRITE)
        made = stored(safe, new_id(tx.now(), evidence.newest_id(tx, pm_id)), row_id, member.visitor_id)
        fits = _has_room(tx, pm_id, len(safe.data))
        if fits:
            evidence.add(tx, pm_id, made)
    # Only now: an error inside would also undo that the unused ones are counted as such from here on.
    if not fits:
        raise TooLarge(FULL)
    return made


def see(app: App, visitor: Visitor | None, pm_id: str, picture_id: str, *, inside: bool) -> StoredPicture:
    """One picture, for members, for the workspace (``inside``), and for readers of what is published.

    Raises NotMember, the same for everybody else whatever they ask for; NotFound.
    """
    with app.db.read() as tx:
        if not inside:
            _require_reader(tx, visitor, pm_id, picture_id)
        require_postmortem(tx, pm_id)
        found = evidence.find(tx, pm_id, picture_id)
    if found is None:
        raise NotFound(GONE)
    return found


def kept(app: App, pm_id: str) -> frozenset[str]:
    """The ids of all pictures that are still there: a row, or an earlier version, may name one that is not."""
    with app.db.read() as tx:
        require_known(tx, pm_id)
        return evidence.kept_ids(tx, pm_id)


def new_id(now: datetime, newest: str) -> str:
    """A name that nobody can guess, and that sorts behind those of before."""
    stamp = max(int(now.timestamp() * 1000), int(newest[:11], 16) + 1 if _is_stamped(newest) else 0)
    return f"{stamp:011x}{secrets.token_hex(_RANDOM_BYTES)}"


def stored(safe: SafePicture, picture_id: str, row_id: str, by: str | None) -> StoredPicture:
    digest = hashlib.sha256(safe.data).hexdigest()
    return StoredPicture(picture_id, row_id, safe.mime, safe.width, safe.height, safe.data, digest, by)


def _is_stamped(name: str) -> bool:
    return len(name) == 11 + 2 * _RANDOM_BYTES and all(sign in "0123456789abcdef" for sign in name)


def _has_room(tx: Transaction, pm_id: str, size: int) -> bool:
    """Makes room if need be."""
    if not _fits(tx, pm_id, size):
        make_room(tx, pm_id)
    return _fits(tx, pm_id, size)


def _fits(tx: Transaction, pm_id: str, size: int) -> bool:
    used = evidence.usage(tx, pm_id)
    return used.pictures < MOST_PICTURES and used.size + size <= MOST_BYTES


def _require_reader(tx: Transaction, visitor: Visitor | None, pm_id: str, picture_id: str) -> None:
    """A member, or somebody who may read what is published and asks for a picture that stands in it."""
    if visitor is None:
        raise NotMember()
    try:
        require_member(tx, pm_id, visitor.id)
    except NotMember:
        record = postmortems.record(tx, pm_id)
        shown = picture_ids(postmortem_of(record)) if record is not None else frozenset[str]()
        if picture_id not in shown or not publications.is_open_to(tx, visitor.id, pm_id):
            raise
