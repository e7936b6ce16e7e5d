"""Visitors: one for each browser, known by a cookie. A name and a colour, no account."""

import re
import secrets

from core.domain.people.guest_names import is_guest_name, recorded_name
from core.domain.people.names import clean_name
from core.errors import NotAllowed
from core.services.access.guests import distinct_name, guest_color, guest_name
from core.services.access.together import Entry, entered
from core.services.app import App
from core.store import closed
from core.store.database.transaction import Transaction
from core.store.people import members
from core.store.people import visitors as stored
from core.store.people.visitors import Visitor

VISITOR_COOKIE = "debrief_visitor"
"""The name of the cookie by which a browser is known."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_token() -> str:
    """128 random bits, as they stand in the cookie."""
    return secrets.token_urlsafe(16)


def visitor(app: App, token: str | None) -> Visitor | None:
    """The visitor this cookie belongs to, or None when it is missing, malformed or unknown."""
    if token is None:
        return None
    with app.db.read() as tx:
        return visitor_in(tx, token)


def visitor_in(tx: Transaction, token: str | None) -> Visitor | None:
    """The same in a transaction that goes on."""
    if token is None or not _TOKEN.fullmatch(token):
        return None
    return stored.visitor_by_token(tx, token)


def known_or_new_visitor(app: App, token: str | None) -> tuple[Visitor, str]:
    """The visitor of this cookie and the cookie to keep; a new visitor and a new cookie when it is not known.

    A token is never taken from the browser: one that the server did not make is replaced.
    """
    known = visitor(app, token)
    if known is not None and token is not None:
        return known, token
    return entered(app, newcomer_entry())


def newcomer_entry() -> Entry[tuple[Visitor, str]]:
    """A new visitor and their cookie, to be made together with others."""
    fresh = new_token()
    name, color = guest_name(secrets.randbelow), guest_color(secrets.randbelow)
    return Entry(lambda tx: stored.create_visitor(tx, fresh, name, color), lambda made: (made, fresh))


def distinguishable_name(tx: Transaction, present: Visitor, pm_id: str) -> None:
    """A guest who comes into a meeting that has a guest of the same name gets another one."""
    if not is_guest_name(present.name):
        return
    taken = members.names(tx, pm_id, without=present.id)
    name = distinct_name(present.name, taken, secrets.randbelow)
    if name != present.name:
        stored.rename(tx, present.id, name)


def name_of(tx: Transaction, visitor_id: str | None) -> str:
    """What somebody goes by now, for a line that says who did something. None is whoever runs the server.

    Such lines are kept and sent on, so a name that nobody gave themselves is not in them.
    """
    if visitor_id is None:
        return "the operator"
    found = stored.visitor(tx, visitor_id)
    return recorded_name(found.name) if found is not None else "someone"


def chosen_name(visitor: Visitor) -> str:
    """The name this visitor gave; empty while it is one that Debrief made up."""
    return "" if is_guest_name(visitor.name) else visitor.name


def rename(app: App, visitor: Visitor, name: str) -> Visitor:
    """Give the visitor another display name. Raises BadInput with a sentence for one that cannot be shown.

    Whoever signed in has the provider's name: NotAllowed.
    """
    cleaned = clean_name(name)
    with app.db.write() as tx:
        now = stored.visitor(tx, visitor.id)
        if now is not None and now.signed_in:
            raise NotAllowed(f"Your name comes from {app.settings.provider_name}. Change it there and sign in again.")
        stored.rename(tx, visitor.id, cleaned)
        meetings = [*members.meetings_of(tx, visitor.id), *closed.asked_in(tx, visitor.id)]
        renamed = stored.visitor(tx, visitor.id)
    for pm_id in meetings:
        app.change_bus.publish("members", pm_id)
    return renamed or visitor
