"""Which visitors are the same person. A browser is a visitor of its own until somebody signs in with it.

Whoever signs in is one visitor in every browser, so an id that was noted once goes on meaning that person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.services.app import App
from core.store.database.transaction import Transaction
from core.store.people import identities, sign_ins, visitors


@dataclass(frozen=True)
class Person:
    """``signed_in``: the provider vouches for who this is and for the name; anybody else said their name themselves."""

    visitor_id: str
    name: str
    signed_in: bool


def person_of(tx: Transaction, visitor_id: str) -> Person | None:
    """Who is behind a visitor; None for an unknown one."""
    found = visitors.visitor(tx, visitor_id)
    return None if found is None else Person(found.id, found.name, found.signed_in)


def same_person(first: str, second: str) -> bool:
    """Whether two visitor ids stand for one person, as far as Debrief can know."""
    return first == second


def guests_among(app: App, visitor_ids: Collection[str]) -> frozenset[str]:
    """Those whose names nobody vouches for, where people sign in: they may have typed somebody else's."""
    if app.settings.decided_access != "oidc":
        return frozenset()
    with app.db.read() as tx:
        known = identities.of_visitors(tx)
    return frozenset(visitor_id for visitor_id in visitor_ids if visitor_id not in known)


@dataclass(frozen=True)
class SignedInPerson:
    """Somebody who signs in, for the operator. ``browsers``: how many of theirs are signed in now; ``role`` is empty
    for whoever is not let in any more."""

    person: Person
    issuer: str
    subject: str
    role: str
    seen_at: datetime
    browsers: int


def all_identities(app: App) -> tuple[SignedInPerson, ...]:
    """Everybody who ever signed in, the latest first. For the operator."""
    with app.db.read() as tx:
        known = identities.of_visitors(tx)
        names, open_now = visitors.names(tx, list(known)), sign_ins.counts(tx)
    found = (
        SignedInPerson(
            Person(visitor_id, names.get(visitor_id, ""), signed_in=True),
            *(item.issuer, item.subject, item.role, item.seen_at),
            open_now.get(item.id, 0),
        )
        for visitor_id, item in known.items()
    )
    return tuple(sorted(found, key=lambda item: item.seen_at, reverse=True))


def signed_in_people(app: App) -> tuple[Person, ...]:
    """Everybody who ever signed in and was let in, in the order of their names, to choose from."""
    with app.db.read() as tx:
        known = {visitor_id: found for visitor_id, found in identities.of_visitors(tx).items() if found.role}
        names = visitors.names(tx, list(known))
    people = (Person(visitor_id, name, signed_in=True) for visitor_id, name in names.items())
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.visitor_id)))
