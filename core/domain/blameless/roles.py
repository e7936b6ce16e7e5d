"""Who or what a word is that may be the subject of a clause: we, a named person, a role, a thing.

The nearest word before a verb that can be one is taken, behind helpers and adverbs; that is as often right as a parser.
"""

from collections.abc import Sequence
from typing import Final

from core.domain.blameless.lexicon import Known

# The first that holds.
_ROLES: Final = (
    ("i", "i"),
    ("we", "we"),
    ("addressed", "you"),
    ("he", "somebody"),
    ("they", "they"),
    ("nobody", "nobody"),
    ("somebody", "somebody"),
    ("NAME", "named"),
    ("HANDLE", "named"),
    ("role", "role"),
    ("team", "role"),
    ("outsider", "outsider"),
    ("it", "thing"),
    ("product", "thing"),
    ("PRODUCT", "thing"),
    ("CODE", "thing"),
    ("START", "start"),
    ("PAUSE", "pause"),
    ("COLON", "pause"),
    ("joined", "joined"),
    ("wanting", "wanting"),
    ("system", "thing"),
    ("generic", "thing"),
    ("airy", "thing"),
    ("crew", "role"),
    ("PLURAL", "noun"),
    ("prep", "preposition"),
    ("LOWER", "noun"),
)
USED: Final = frozenset({key for key, _ in _ROLES} | {"auxiliary", "adv"})
TITLES: Final = ("role", "team")
"""Classes of people with entries of several words."""


def role(word: Known) -> str:
    for key, name in _ROLES:
        if key in word.keys:
            return name
    return "other"


def subject(known: Sequence[Known], verb: int, titles: int = 0) -> str:
    """The role of what stands before the verb at this place; ``start`` where nothing does.

    ``titles`` are the places, as bits, at which somebody's role of several words ends: a “traffic controller” is
    somebody, a “controller” alone is a thing.
    """
    place = verb - 1
    while place > 0 and ("auxiliary" in known[place].keys or "adv" in known[place].keys):
        place -= 1
    if place >= 0 and titles >> place & 1:
        return "role"
    return role(known[place]) if place >= 0 else "start"
