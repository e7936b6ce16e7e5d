"""The ways into one meeting: signed join links and the spoken code, and the workspace's own link.

Every secret stands in the fragment of a link, which no log and no Referer sees. A link lets many people in and is
never used up; renewing it ends it. Cookies and addresses are handled by ``core.live.http``.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.choices import choice_named
from core.domain.people import join_code
from core.domain.permissions import Permission, Role, may
from core.errors import BadCode, NotAdmitted, TooMany
from core.services.access.coming_in import JoinResult, come_in
from core.services.access.together import Entry, entered
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_member_permission, require_postmortem
from core.store.database.transaction import Transaction
from core.store.people import failed_attempts, invites
from core.store.people.members import Member
from core.store.people.visitors import Visitor

MAC_LENGTH: Final = 26

# Wrong tries: per address (IPv4, or IPv6 /64) and visitor in a minute and in an hour. Over the last number, for the
# whole instance in an hour, an address has one wrong try an hour: the codes have 40 bits.
WRONG_A_MINUTE: Final = 10
WRONG_AN_HOUR: Final = 100
WRONG_AN_HOUR_IN_ALL: Final = 1000

_TOO_MANY = "Too many codes were tried from here. Wait a little, then look at the shared screen and type it once more."


@dataclass(frozen=True)
class JoinLinks:
    """Complete addresses; ``participant`` is the join link. ``code`` is None once it has ended."""

    facilitator: str
    participant: str
    viewer: str
    present: str
    summary: str
    code: str | None
    code_shown: str | None


def links(app: App, pm_id: str, base: str) -> JoinLinks:
    """All links of a postmortem, the facilitator's too: for the operator and for facilitators only."""
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        return _links(app, tx, pm_id, base)


def links_for(app: App, member: Member, base: str) -> JoinLinks:
    """The links this member may see: none leads to a higher role than their own; those are empty."""
    with app.db.read() as tx:
        now = require_member_permission(tx, member, Permission.READ)
        found = _links(app, tx, member.postmortem_id, base)
    if now.role == Role.FACILITATOR:
        return found
    if not may(Role(now.role), Permission.WRITE):  # a reader must not find the way to become a writer
        return JoinLinks("", "", found.viewer, found.present, found.summary, None, None)
    return JoinLinks("", found.participant, found.viewer, found.present, found.summary, found.code, found.code_shown)


def new_links(app: App, by: Member) -> None:
    """Renew links and code of a meeting; those given out before open nothing any more. Facilitators only."""
    with app.db.write() as tx:
        require_member_permission(tx, by, Permission.INVITE)
        renew(tx, by.postmortem_id)
        note(tx, AuditEvent.LINKS, by.postmortem_id, by.visitor_id)
    app.change_bus.publish("members", by.postmortem_id)


def renew(tx: Transaction, pm_id: str) -> None:
    """New generations for all links and a new code, ending when the old one did."""
    target = invites.code_for(tx, pm_id)
    invites.rotate(tx, pm_id)
    invites.new_code(tx, pm_id, join_code.new(), target.expires_at if target else None)


def enter_link(app: App, visitor: Visitor, pm_id: str, role: str, mac: str) -> JoinResult:
    """Come in with a join link. Raises BadCode, the same for a wrong signature, role or postmortem.

    Into a closed meeting come those who were named; others are noted as asking, and NotAdmitted is raised.
    """
    return entered(app, link_entry(app, visitor, pm_id, role, mac))


def link_entry(app: App, visitor: Visitor, pm_id: str, role: str, mac: str) -> Entry[JoinResult]:
    """The same, to be done together with others."""
    return Entry(
        lambda tx: _by_link(app, tx, visitor, pm_id, role, mac),
        lambda came: _settled(app, pm_id, came),
    )


def _by_link(
    app: App, tx: Transaction, visitor: Visitor, pm_id: str, role: str, mac: str
) -> JoinResult | NotAdmitted | BadCode:
    expected = _mac(app, tx, pm_id, role)
    signed = hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace"))
    if not signed or choice_named(Role, role) is None:
        return BadCode()  # not raised: nothing is written yet, and whoever shares the transaction goes on
    return come_in(tx, visitor, pm_id, role)


def enter_code(app: App, visitor: Visitor, address: str, typed: str) -> JoinResult:
    """Come in as a participant with a code somebody typed. ``address`` is the peer's, for the limits.

    Raises BadCode, the same for a code that is malformed, unknown or over; TooMany after too many wrong ones,
    for right ones too; NotAdmitted as `enter_link` does. Wrong tries are counted in the database, so that all servers
    share the count.
    """
    keys = (f"addr:{address}", f"visitor:{visitor.id}")
    came: JoinResult | NotAdmitted | None = None
    with app.db.write() as tx:
        _check_limits(tx, keys)
        # A malformed code takes the same way through the database as an unknown one.
        pm_id = invites.by_code(tx, _code(typed), tx.now())
        if pm_id is None:
            for key in (*keys, "instance"):
                failed_attempts.note_failed_attempt(tx, key)
        else:
            came = come_in(tx, visitor, pm_id, Role.PARTICIPANT)
    if came is None:  # raised outside, so that the wrong try stays counted
        raise BadCode()
    return _settled(app, pm_id or "", came)


def _code(typed: str) -> str:
    try:
        return join_code.normalise(typed)
    except BadCode:
        return "-"


def _check_limits(tx: Transaction, keys: tuple[str, ...]) -> None:
    now = tx.now()
    minute, hour = now - timedelta(minutes=1), now - timedelta(hours=1)
    in_all = failed_attempts.failed_attempts(tx, "instance", hour)
    # Once the whole instance is guessed at, one wrong try is enough. Who made none is never refused for it.
    an_hour = WRONG_AN_HOUR if in_all < WRONG_AN_HOUR_IN_ALL else 1
    over = False
    for key in keys:
        over |= failed_attempts.failed_attempts(tx, key, minute) >= WRONG_A_MINUTE
        over |= failed_attempts.failed_attempts(tx, key, hour) >= an_hour
    if over:
        raise TooMany(_TOO_MANY)


def _settled(app: App, pm_id: str, came: JoinResult | NotAdmitted | BadCode) -> JoinResult:
    """Those inside hear of who came, and of who asks once: a browser that waits asks again and again."""
    if isinstance(came, BadCode):
        raise came
    if not isinstance(came, NotAdmitted):
        app.change_bus.publish("members", pm_id)
        return came
    if came.is_new:
        app.change_bus.publish("members", pm_id)
    raise came  # outside of the transaction, so that it stays noted who asks


def _mac(app: App, tx: Transaction, pm_id: str, role: str) -> str:
    message = f"join:{pm_id}:{role}:{invites.generation(tx, pm_id, role)}"
    digest = hmac.digest(app.secret, message.encode("utf-8", "replace"), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:MAC_LENGTH]


def _links(app: App, tx: Transaction, pm_id: str, base: str) -> JoinLinks:
    def link(role: Role, to: str) -> str:
        return f"{base.rstrip('/')}/live/enter#m={pm_id}&r={role}&t={_mac(app, tx, pm_id, role)}&to={to}"

    found = invites.code_for(tx, pm_id)
    open_now = found is not None and (found.expires_at is None or found.expires_at > tx.now())
    code = found.code if found is not None and open_now else None
    return JoinLinks(
        facilitator=link(Role.FACILITATOR, "room"),
        participant=link(Role.PARTICIPANT, "room"),
        viewer=link(Role.VIEWER, "room"),
        present=link(Role.VIEWER, "present"),
        summary=link(Role.VIEWER, "summary"),
        code=code,
        code_shown=join_code.show(code) if code else None,
    )
