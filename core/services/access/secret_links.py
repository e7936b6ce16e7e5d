"""Keys: in the addresses of calendar feeds, for scripts that fetch exports, for tools that send alerts.

A calendar app has no cookie and no fragment, so its key stands in the path, and the path is kept out of every log
(``core.live.server.log_redaction``). A key is signed over its purpose, whom it is about, and how often it was
renewed; it is stored nowhere. A wrong key, a renewed key and a key of nobody get the same answer after
the same work.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from core.domain.audit import AuditEvent
from core.errors import BadInput
from core.services.actions.owners import owner_key
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_workspace
from core.store import secret_links
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

KEY_LENGTH: Final = 26  # of base32: 130 bits
LONGEST_OWNER: Final = 200


class Purpose(StrEnum):
    TEAM = "feed_team"
    OWNER = "feed_owner"
    EXPORT = "export"
    INBOUND = "inbound"


def key(app: App, purpose: Purpose, owner: str = "") -> str:
    """The key that opens it now. Only for those who are inside the workspace.

    ``owner`` is given for ``OWNER``, where how it is spelled does not matter, and for ``INBOUND``: the one source that
    the key is for, or nothing for all of them. Raises BadInput.
    """
    subject = _subject(purpose, owner)
    with app.db.read() as tx:
        return _signed(app, tx, purpose, subject)


def verify_key(app: App, purpose: Purpose, given: str, owner: str = "") -> bool:
    """Whether this key is valid now."""
    subject = owner_key(owner[:LONGEST_OWNER]) if purpose is Purpose.OWNER else _plain(purpose, owner)
    with app.db.read() as tx:
        expected = _signed(app, tx, purpose, subject)
    signed = hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))
    # Nobody's calendar has an address; it is looked up all the same, so that it takes as long as any other.
    return signed and (bool(subject) or purpose is not Purpose.OWNER)


def verify_keys_in(app: App, tx: Transaction, purpose: Purpose, given: str, subjects: Sequence[str]) -> list[bool]:
    """Of which of these subjects it is the key now. All are computed and compared, whichever it is."""
    expected = [_signed(app, tx, purpose, _plain(purpose, subject)) for subject in subjects]
    return [hmac.compare_digest(key.encode(), given.encode("utf-8", "replace")) for key in expected]


def renew(app: App, purpose: Purpose, by: Visitor | None, owner: str = "") -> None:
    """Make a new key; the old one opens nothing from now on. Raises WorkspaceLocked, BadInput."""
    subject = _subject(purpose, owner)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        secret_links.renew(tx, purpose, subject)
        note(tx, AuditEvent.KEY, None, by.id if by else None, purpose.value)


def _subject(purpose: Purpose, owner: str) -> str:
    if purpose is not Purpose.OWNER:
        return _plain(purpose, owner)
    subject = owner_key(owner)
    if not subject or len(owner) > LONGEST_OWNER:
        raise BadInput("Choose whose calendar it is: someone who owns an action.")
    return subject


def _plain(purpose: Purpose, owner: str) -> str:
    return owner[:LONGEST_OWNER] if purpose is Purpose.INBOUND else ""


def _signed(app: App, tx: Transaction, purpose: Purpose, subject: str) -> str:
    # The number stands before the name, which may hold any sign.
    message = f"secret:{purpose}|{secret_links.generation(tx, purpose, subject)}|{subject}"
    digest = hmac.digest(app.secret, message.encode("utf-8", "replace"), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:KEY_LENGTH]
