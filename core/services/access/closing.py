"""Closed postmortems: closing one, opening it again, and who may know of it.

The rule itself, who is answered as if there were none, is `core.store.closed.visible_to`, which every list asks, and
``core.services.authority``, which every service asks. Here is who may change it: a facilitator, whoever made the
postmortem, and the operator (``by`` None).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.choices import choice_named
from core.domain.permissions import Permission, Role, may, require
from core.errors import BadInput, Conflict, NotAllowed
from core.services.access.invitations import renew
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import audience_of, require_member, require_postmortem
from core.store import audit, closed, publications, webhooks
from core.store.closed import ClosedPerson as ClosedPerson
from core.store.database.transaction import Transaction
from core.store.nudges import recipients
from core.store.people import members
from core.store.people.visitors import Visitor
from core.store.postmortems import PostmortemRow
from core.store.search import full_text
from core.store.similar import index as similar_index

ALREADY: Final = "This postmortem is closed already. Reload the page to see who may read it."
NOT_CLOSED: Final = "This postmortem is not closed. Reload the page."
PUBLISHED: Final = "This postmortem is published, so others read it. Withdraw the publication first, then close it."
LAST: Final = "Nobody would be left who can let others in. Let somebody else in first, or open it again for everybody."
NOT_HERE: Final = "This person is not on the list. Reload the page to see who is."
NEVER_HERE: Final = "This person was never in this meeting. Give them the join link; you are asked before they come in."


@dataclass(frozen=True)
class Closing:
    """Who may know of a closed postmortem, and who asks to. ``since`` None: it is not closed, and everybody may.

    ``others``: who was in the meeting before it was closed and was not named.
    """

    since: datetime | None
    named: tuple[ClosedPerson, ...] = ()
    asking: tuple[ClosedPerson, ...] = ()
    others: tuple[ClosedPerson, ...] = ()


def closing(app: App, pm_id: str, by: Visitor | None) -> Closing:
    """For whoever may read it. Raises NotFound."""
    with app.db.read(audience_of(by)) as tx:
        row = require_postmortem(tx, pm_id)
        if row.closed_at is None:
            return Closing(None, others=_unnamed(tx, pm_id, ()))
        named = tuple(closed.named(tx, pm_id))
        return Closing(row.closed_at, named, tuple(closed.asking(tx, pm_id)), _unnamed(tx, pm_id, named))


def may_close(app: App, pm_id: str, by: Visitor | None) -> bool:
    """Whether this visitor may close it, open it again, and say who may know of it."""
    with app.db.read() as tx:
        try:
            _require_closer(tx, pm_id, by)
        except NotAllowed:
            return False
    return True


def close(app: App, pm_id: str, named: Collection[str], by: Visitor | None) -> None:
    """From now on it exists for ``by`` and the named visitors, who are members, and for nobody else.

    Links and code are renewed: those given out before open nothing. Raises NotFound, NotMember, NotAllowed, BadInput
    for somebody who is no member, and Conflict for one that is published or closed already.
    """
    with app.db.write() as tx:
        row = _require_closer(tx, pm_id, by)
        if row.published_at is not None:
            raise Conflict(PUBLISHED)
        close_in(tx, pm_id, named, by)
    _publish(app, pm_id)


def close_in(tx: Transaction, pm_id: str, named: Collection[str], by: Visitor | None) -> None:
    """The same inside a transaction of the caller, who checks and publishes."""
    there = {member.visitor_id: member.role for member in members.ever_members(tx, pm_id)}
    wanted = {*named, *([by.id] if by is not None else [])}
    if not wanted <= set(there):
        raise BadInput(NEVER_HERE)
    if not closed.close(tx, pm_id):
        raise Conflict(ALREADY)
    for visitor_id in sorted(wanted):
        closed.name(tx, pm_id, visitor_id, there[visitor_id], by.id if by else None)
    renew(tx, pm_id)
    publications.withdraw(tx, pm_id)
    webhooks.QUEUE.forget_about(tx, pm_id)  # what waits would be sent, and what was sent could be sent again
    recipients.QUEUE.forget_about(tx, pm_id)
    full_text.hide(tx, pm_id)
    similar_index.remove(tx, pm_id)
    audit.set_closed(tx, pm_id, closed=True)
    note(tx, AuditEvent.CLOSED, pm_id, by.id if by else None)


def close_like(tx: Transaction, pm_id: str, earlier_id: str) -> bool:
    """Close a new postmortem for those who may know of an earlier one, in their roles. False when that one is open."""
    if not closed.is_closed(tx, earlier_id):
        return False
    people = closed.named(tx, earlier_id)
    for person in people:
        members.join(tx, pm_id, person.visitor_id, person.role)
    close_in(tx, pm_id, [person.visitor_id for person in people], None)
    return True


def open_again(app: App, pm_id: str, by: Visitor | None) -> None:
    """For everybody, as before it was closed. Raises NotFound, NotMember, NotAllowed, Conflict."""
    with app.db.write() as tx:
        _require_closer(tx, pm_id, by)
        if not closed.open_again(tx, pm_id):
            raise Conflict(NOT_CLOSED)
        full_text.show(tx, pm_id)
        similar_index.index_record(tx, pm_id)
        audit.set_closed(tx, pm_id, closed=False)
        note(tx, AuditEvent.OPENED_AGAIN, pm_id, by.id if by else None)
    _publish(app, pm_id)


def let_in(app: App, pm_id: str, visitor_id: str, by: Visitor | None, role: Role | None = None) -> None:
    """Name somebody who asks, or who was in the meeting before. ``role``: another one than they would have.

    Raises NotFound, NotMember, NotAllowed, BadInput, Conflict.
    """
    with app.db.write() as tx:
        _require_closed(tx, pm_id, by)
        given = role or _role_here(tx, pm_id, visitor_id)
        if given is None:
            raise BadInput(NEVER_HERE)
        if visitor_id in {member.visitor_id for member in members.members(tx, pm_id, removed=True)}:
            members.readmit(tx, pm_id, visitor_id)
        closed.name(tx, pm_id, visitor_id, given, by.id if by else None)
        members.join(tx, pm_id, visitor_id, given)
        note(tx, AuditEvent.NAMED, pm_id, by.id if by else None, given)
    _publish(app, pm_id)


def take_out(app: App, pm_id: str, visitor_id: str, by: Visitor | None) -> None:
    """They may not know of it any more, or their asking is refused. Everybody named may take out themselves.

    The last one cannot, and nobody can leave it without somebody who may let others in. Raises NotFound, NotMember,
    NotAllowed, Conflict.
    """
    with app.db.write() as tx:
        _require_closed(tx, pm_id, by, myself=by is not None and by.id == visitor_id)
        left = [person for person in closed.named(tx, pm_id) if person.visitor_id != visitor_id]
        if by is not None and not any(_may_take_over(tx, pm_id, person.visitor_id) for person in left):
            raise Conflict(LAST)
        if not closed.forget(tx, pm_id, visitor_id):
            raise Conflict(NOT_HERE)
        note(tx, AuditEvent.UNNAMED, pm_id, by.id if by else None)
    _publish(app, pm_id)


def _require_closer(tx: Transaction, pm_id: str, by: Visitor | None) -> PostmortemRow:
    tx.audience = audience_of(by)
    row = require_postmortem(tx, pm_id)
    if by is None:
        return row
    try:
        require(Role(require_member(tx, pm_id, by.id).role), Permission.CLOSE)
    except NotAllowed:  # also for who is no member
        if row.created_by != by.id:
            raise
    return row


def _require_closed(tx: Transaction, pm_id: str, by: Visitor | None, *, myself: bool = False) -> None:
    if myself:
        tx.audience = audience_of(by)
        row = require_postmortem(tx, pm_id)
    else:
        row = _require_closer(tx, pm_id, by)
    if row.closed_at is None:
        raise Conflict(NOT_CLOSED)


def _may_take_over(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    found = members.member(tx, pm_id, visitor_id)
    return found is not None and may(Role(found.role), Permission.TAKE_OVER)


def _role_here(tx: Transaction, pm_id: str, visitor_id: str) -> Role | None:
    """What they ask to be, or were in the meeting."""
    asked = closed.role_of(tx, pm_id, visitor_id)
    known = {member.visitor_id: member.role for member in members.ever_members(tx, pm_id)}
    return choice_named(Role, asked or known.get(visitor_id))


def _unnamed(tx: Transaction, pm_id: str, named: Collection[ClosedPerson]) -> tuple[ClosedPerson, ...]:
    known = {person.visitor_id for person in named}
    return tuple(
        ClosedPerson(member.visitor_id, member.name, member.role, None, None, None)
        for member in members.ever_members(tx, pm_id)
        if member.visitor_id not in known and member.role != Role.SCREEN
    )


def _publish(app: App, pm_id: str) -> None:
    """The rooms read again who belongs there, and every page what there is. A notice holds an id and no word."""
    for topic in ("members", "trash", "record"):
        app.change_bus.publish(topic, pm_id)
