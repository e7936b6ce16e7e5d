"""Owners of action items as people write them: one person under many spellings.

Databases fold names differently, so spellings are compared here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from core.store.search.folding import name_key

NOBODY: Final = "-"  # as the owner in a query: what nobody owns yet


@dataclass(frozen=True)
class Owner:
    """``name`` as it is written most often; ``count`` over all spellings."""

    name: str
    count: int


def owner_key(name: str) -> str:
    """Two names are one person's when their keys are equal: case and spaces around do not matter."""
    return name_key(name)


def spellings_of(owner: str | None, spellings: Iterable[tuple[str, int]]) -> list[str] | None:
    """Every way in which this owner is written; the empty ones for NOBODY, None (no restriction) for None."""
    if owner is None:
        return None
    wanted = "" if owner == NOBODY else owner_key(owner)
    return [spelling for spelling, _ in spellings if owner_key(spelling) == wanted]


def grouped_owners(spellings: Iterable[tuple[str, int]]) -> tuple[tuple[Owner, ...], int]:
    """One entry for each person, by name, under the spelling that is used most; and how many actions nobody owns."""
    owners: dict[str, Owner] = {}
    most_used: dict[str, int] = {}
    for spelling, number in spellings:
        key = owner_key(spelling)
        before = owners.get(key, Owner("", 0))
        owners[key] = replace(before, count=before.count + number)
        if number > most_used.get(key, 0):
            most_used[key] = number
            owners[key] = replace(owners[key], name=" ".join(spelling.split()))
    unowned = owners.pop("", Owner("", 0)).count
    return tuple(owners[key] for key in sorted(owners)), unowned
