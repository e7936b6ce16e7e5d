"""Coming into one meeting, in a transaction of the caller, who has checked the link or the code.

Most of it runs three hundred times when a company comes in at once, and whoever types waits for it: each question to
the database is asked once.
"""

from dataclasses import dataclass
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.people.guest_names import recorded_name
from core.errors import NotAdmitted, TooMany
from core.services.access.visitors import distinguishable_name, new_token
from core.services.audit.noting import note_as
from core.services.authority import require_postmortem
from core.store import closed
from core.store.database.audience import UNRESTRICTED, Audience
from core.store.database.transaction import Transaction
from core.store.people import members, visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor

_MANY_ASK: Final = "Too many people ask to come in here. Ask somebody inside to look at the list, then try again."


@dataclass(frozen=True)
class JoinResult:
    """Someone came in. ``token``: the cookie to set now, or None to keep the one there is."""

    member: Member | None
    postmortem_id: str | None
    token: str | None


def come_in(tx: Transaction, visitor: Visitor, pm_id: str, role: str) -> JoinResult | NotAdmitted:
    """Come in, or ask to be let in. Raises NotFound in the trash, TooMany when too many ask already."""
    tx.audience = UNRESTRICTED  # the link or code was given out by somebody inside
    is_closed = require_postmortem(tx, pm_id).closed_at is not None
    if not is_closed or closed.is_visible(tx, pm_id, Audience(visitor.id)):
        return _let_in(tx, visitor, pm_id, role, is_closed=is_closed)
    # As at a first entry: whoever planted this browser's cookie must not be let in with it.
    is_new = closed.role_of(tx, pm_id, visitor.id) is None
    token = first_entry(tx, visitor) if is_new else None
    if not closed.ask(tx, pm_id, visitor.id, role):
        raise TooMany(_MANY_ASK)
    return NotAdmitted(token=token, is_new=is_new)


def first_entry(tx: Transaction, visitor: Visitor) -> str | None:
    """A new cookie for a browser that comes in somewhere for the first time, so that a planted one is worth nothing.

    Whoever signed in got a new one by that.
    """
    return _first_entry(tx, visitors.visitor(tx, visitor.id))


def _let_in(tx: Transaction, visitor: Visitor, pm_id: str, role: str, *, is_closed: bool) -> JoinResult:
    now = visitors.visitor(tx, visitor.id)
    token = _first_entry(tx, now)
    standing = members.standing(tx, pm_id, visitor.id)
    if standing is not members.Standing.HERE:
        name = recorded_name(now.name) if now is not None else "someone"
        note_as(tx, AuditEvent.CAME_IN, pm_id, visitor.id, name, role, is_closed=is_closed)
    if standing is members.Standing.REMOVED:
        # Whoever was taken out comes back only with a link or code that was renewed since: it was given on purpose.
        members.readmit(tx, pm_id, visitor.id)
        members.set_role(tx, pm_id, visitor.id, role)
    elif standing is members.Standing.STRANGER and now is not None:
        distinguishable_name(tx, now, pm_id)
    return JoinResult(members.join(tx, pm_id, visitor.id, role), pm_id, token)


def _first_entry(tx: Transaction, now: Visitor | None) -> str | None:
    if now is None or now.signed_in or now.workspace or members.meetings_of(tx, now.id):
        return None
    token = new_token()
    visitors.replace_token(tx, now.id, token)
    return token
