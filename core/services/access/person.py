"""Which visitors are the same person. A browser is a visitor of its own until somebody signs in with it.

Whoever signs in is one visitor in every browser, so an id that was noted once goes on meaning that person.
"""

from dataclasses import dataclass

from core.services.app import App
from core.store.database.transaction import Transaction
from core.store.people import identities, visitors


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


def signed_in_people(app: App) -> tuple[Person, ...]:
    """Everybody who ever signed in and was let in, in the order of their names, to choose from."""
    with app.db.read() as tx:
        known = {visitor_id: found for visitor_id, found in identities.of_visitors(tx).items() if found.role}
        names = visitors.names(tx, list(known))
    people = (Person(visitor_id, name, signed_in=True) for visitor_id, name in names.items())
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.visitor_id)))
