"""Signing in and out: a browser becomes one of a person's, until it is signed out, everywhere is, or time is up.

What the provider says has been checked by ``core.services.oidc``. Cookies are handled by ``core.live.http``.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from core.domain.audit import AuditEvent
from core.domain.people.provider_claims import EntryRules, name_of, role_of
from core.domain.people.workspace_role import may_change_workspace
from core.domain.permissions import Role
from core.errors import BadInput, NotAllowed
from core.services.access.guests import guest_color, guest_name
from core.services.access.visitors import new_token
from core.services.app import App
from core.services.audit.noting import OPERATOR, note
from core.store import closed
from core.store.database.transaction import Transaction
from core.store.people import identities, members, sign_ins, visitors
from core.store.people.identities import Identity
from core.store.people.visitors import Visitor, hash_of

__all__ = ["SignedIn", "entry_rules", "hash_of", "sign_in", "sign_out", "sign_out_everywhere", "still_signed_in"]

LONGEST_SUBJECT: Final = 255
"""Characters of a subject, as OpenID Connect Core 1.0 allows."""


@dataclass(frozen=True)
class SignedIn:
    """``token``: the cookie to set, always a new one. ``seconds``: how long it is good for."""

    visitor: Visitor
    token: str
    seconds: int


def entry_rules(app: App) -> EntryRules:
    settings = app.settings
    return EntryRules(
        provider=settings.provider_name,
        name_claim=settings.oidc_name_claim,
        groups_claim=settings.oidc_groups_claim,
        allowed_domains=settings.oidc_allowed_domains,
        allowed_groups=settings.oidc_allowed_groups,
        roles=settings.oidc_roles,
        default_role=settings.oidc_default_role,
    )


def sign_in(app: App, claims: Mapping[str, Any], browser: str | None) -> SignedIn:
    """Sign a browser in as the person of these claims, which must have been checked.

    ``browser`` is the cookie it had: what that was good for ends, and the meetings it had come into are the person's.
    Raises NotAllowed for whom the rules keep out; whoever was let in before is then signed out everywhere.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise BadInput("The provider did not say who you are. Try again, or tell whoever runs Debrief.")
    rules = entry_rules(app)
    try:
        role = role_of(claims, rules)
    except NotAllowed:
        _keep_out(app, issuer, subject)
        raise
    token, lasts = new_token(), timedelta(hours=app.settings.oidc_hours)
    with app.db.write() as tx:
        before = identities.by_subject(tx, issuer, subject)
        identity = before or _first_time(tx, issuer, subject)
        identities.seen(tx, identity, role=role.value)
        if name := name_of(claims, rules):
            visitors.rename(tx, identity.visitor_id, name)
        if before is not None and may_change_workspace(before.role) and not may_change_workspace(role):
            _lower(tx, identity.visitor_id)
        left = _take_along(tx, browser, identity.visitor_id)
        sign_ins.add(tx, identity, token, lasts)
        note(tx, AuditEvent.SIGNED_IN, None, identity.visitor_id, role.value)
        person = visitors.known(tx, identity.visitor_id)
        meetings = {*members.meetings_of(tx, identity.visitor_id), *left}
    for pm_id in meetings:
        app.change_bus.publish("members", pm_id)
    return SignedIn(person, token, int(lasts.total_seconds()))


def sign_out(app: App, token: str | None) -> None:
    """Sign this browser out. One that is not signed in stays as it is."""
    if token is not None:
        with app.db.write() as tx:
            sign_ins.end(tx, token)


def sign_out_everywhere(app: App, visitor_id: str, *, by_operator: bool = False) -> None:
    """Sign every browser of this person out. Sockets that are open are closed by ``core.live`` within two seconds."""
    with app.db.write() as tx:
        identity = identities.of_visitor(tx, visitor_id)
        if identity is None:
            raise BadInput("This browser is not signed in, so there is nothing to sign out of.")
        identities.end_all(tx, identity.id)
        note(tx, AuditEvent.SIGNED_OUT, None, visitor_id, f"by {OPERATOR}" if by_operator else "")


def still_signed_in(app: App, hashes: Collection[str]) -> set[str]:
    """Those of these browsers, by the hash of their cookie, that are signed in now."""
    with app.db.read() as tx:
        return sign_ins.still_good(tx, hashes)


def _first_time(tx: Transaction, issuer: str, subject: str) -> Identity:
    """Under a guest's name, until the provider says one."""
    name, color = guest_name(secrets.randbelow), guest_color(secrets.randbelow)
    return identities.create(tx, issuer, subject, name=name, color=color)


def _keep_out(app: App, issuer: str, subject: str) -> None:
    with app.db.write() as tx:
        known = identities.by_subject(tx, issuer, subject)
        if known is not None:
            identities.end_all(tx, known.id)
            identities.seen(tx, known, role="")
            note(tx, AuditEvent.KEPT_OUT, None, known.visitor_id)


def _lower(tx: Transaction, visitor_id: str) -> None:
    """Whoever may not change the workspace any more does not go on writing in the meetings that it had let them into.

    A link still lets them write in its meeting.
    """
    for pm_id in members.meetings_of(tx, visitor_id):
        found = members.member(tx, pm_id, visitor_id)
        if found is not None and found.role in (Role.PARTICIPANT, Role.FACILITATOR):
            members.set_role(tx, pm_id, visitor_id, Role.VIEWER)


def _take_along(tx: Transaction, browser: str | None, visitor_id: str) -> list[str]:
    """The meetings that this browser came into as a guest are the person's from now on; the guest leaves them.

    What the guest wrote stays the guest's: somebody else may have planted the cookie. Its token opens nothing any more.
    """
    guest = visitors.visitor_by_token(tx, browser) if browser is not None else None
    if guest is None or browser is None:
        return []
    if guest.signed_in:  # this person before, or another one with the same browser: that sign-in is over
        sign_ins.end(tx, browser)
        return []
    visitors.replace_token(tx, guest.id, new_token())
    taken = members.meetings_of(tx, guest.id)
    removed = {pm_id for pm_id in taken if members.is_removed(tx, pm_id, visitor_id)}
    for pm_id in taken:
        here = members.member(tx, pm_id, guest.id)
        if here is not None and pm_id not in removed:
            members.join(tx, pm_id, visitor_id, here.role)
        members.remove(tx, pm_id, guest.id)
    for pm_id in removed:
        closed.forget(tx, pm_id, guest.id)
    closed.hand_over(tx, guest.id, visitor_id)
    return taken
