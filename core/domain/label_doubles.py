"""Names of services or tags that are probably one name, spelled in several ways.

Two names are proposed to be one when they differ in capitals, spaces and signs only, or by a letter or two in a long
word. Numbers must be the same: shard-1 and shard-2 are two things. What is done about it is for people to decide.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

_COMPARED: Final = 500
"""So many names, the most used, are compared with each other; of more nobody could read the proposals."""
_ALIKE: Final = 90
_SHORTEST: Final = 5
_NUMBERS = re.compile(r"[0-9]+")

Pair = frozenset[str]


@dataclass(frozen=True)
class Doubles:
    """``keep`` is the name that is used most, or the first by the alphabet; ``others`` are probably the same."""

    keep: str
    others: tuple[str, ...]


def near_doubles(uses: Mapping[str, int], apart: Collection[Pair] = ()) -> tuple[Doubles, ...]:
    """Groups of names, by how often they are used. ``apart``: pairs that somebody said are not the same."""
    ranked = sorted(uses, key=lambda name: (-uses[name], name.casefold(), name))[:_COMPARED]
    keys = {name: folded(name) for name in ranked}
    taken: set[str] = set()
    found = []
    for place, name in enumerate(ranked):
        if name in taken:
            continue
        rest = {other: keys[other] for other in ranked[place + 1 :] if other not in taken}
        others = tuple(other for other in _like(name, keys[name], rest) if frozenset({name, other}) not in apart)
        if others:
            found.append(Doubles(name, others))
            taken.update(others)
    return tuple(found)


def folded(name: str) -> str:
    """Without capitals, accents, spaces and signs: ``Orders DB`` and ``orders-db`` are ``ordersdb``."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in parts if sign.isalnum())


def _like(name: str, key: str, rest: Mapping[str, str]) -> list[str]:
    if not key:
        return []
    same = [other for other, other_key in rest.items() if other_key == key]
    if len(key) < _SHORTEST:
        return same
    near = process.extract(key, rest, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20)
    numbers = _NUMBERS.findall(name)
    return list(
        dict.fromkeys(
            [
                *same,
                *(
                    other
                    for other_key, _, other in near
                    if len(other_key) >= _SHORTEST and _NUMBERS.findall(other) == numbers
                ),
            ]
        )
    )
