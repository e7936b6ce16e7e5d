"""Where in a sentence the words stand that make a kind of clause, and what is around a verb. No kind is known here."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from core.domain.blameless.lexicon import Known
from core.domain.blameless.marking import Marked, any_of
from core.domain.blameless.roles import TITLES, role, subject
from core.domain.blameless.roles import USED as ROLE_KEYS

# What a verb says of whoever did not do it, the first that holds.
_VERBS: Final = (
    ("refuse", "reproach"),
    ("harm", "harm"),
    ("task", "task"),
    ("duty", "duty"),
    ("told", "told"),
    ("woolly", "woolly"),
    ("undertake", "undertake"),
    ("act", "act"),
    ("know", "know"),
)
_BASES: Final = (
    "duty:base", "act:base", "told:base", "undertake:base", "common:base", "generic-verb:base", "refuse:base",
)  # fmt: skip
_PASTS: Final = ("duty:past", "act:past", "common:past", "refuse:past", "told:past", "harm:past", "ED")
_DONES: Final = ("duty:done", "act:done", "common:done", "caught:done", "told:done", "undertake:done", "ED")
_INGS: Final = ("duty:ing", "act:ing", "common:ing", "told:ing", "undertake:ing", "ING")
_WORDS: Final = (
    "negation", "in-the-past", "unwilling", "hindsight-modal", "perfect", "being", "obliged", "obliged-alone",
    "infinitive", "conditional-word", "had", "manner", "in-degree", "scaled", "badly", "well", "bad-work", "of-people",
    "to-excess", "excess", "by-far", "accident", "wrongly", "done-it", "did-it", "adv", "auxiliary", "refuse:past",
    "refuse:ing", "det", "whose", "giving:base", "giving:ing", "effort-of-people", "amount", "able", "intent",
    "willing", "wanted", "woolly:done", "shortcoming", "another-thing",
)  # fmt: skip
_OBJECTS: Final = (
    ("generic", "general"), ("airy", "general"), ("human-work", "work"), ("of-people", "work"), ("system", "thing"),
    ("product", "thing"), ("PRODUCT", "thing"), ("CODE", "thing"), ("role", "people"), ("team", "people"),
)  # fmt: skip
FORMS: Final = frozenset({*_BASES, *_INGS})
"""Keys of verbs that may be an order or a gerund."""
USED: Final = ROLE_KEYS.union(
    _WORDS, _BASES, _PASTS, _DONES, _INGS, (key for key, _ in _VERBS), (key for key, _ in _OBJECTS), ("human-work",)
)
PEOPLE: Final = frozenset({"i", "we", "you", "somebody", "they", "nobody", "named", "role"})
_THINGS: Final = ("thing", "noun", "outsider")
OTHERS: Final = frozenset({"somebody", "they", "named", "role"})
ASKED_OF_PEOPLE: Final = frozenset({"told", "duty", "task", "other"})
NOBODY_SAID: Final = frozenset({"start", "pause", "joined"})
_FAR: Final = 6  # words behind a verb that are looked at for what it is done to


class Structure(NamedTuple):
    """A clause of some kind: the words of it that say so, and what else is known of it, for the gate."""

    kind: str
    start: int
    end: int
    facts: tuple[str, ...]


class Anchors:
    """The places of one sentence. ``at(name)`` are those of a class of words, as bits."""

    def __init__(self, sentence: Marked) -> None:
        single = sentence.single
        self.known: Sequence[Known] = sentence.known
        self._single = single
        self._stood: dict[tuple[str, ...], int] = {}
        self.size = len(self.known)
        self.base = any_of(single, _BASES)
        self.edges = sentence.edges
        self.titles = sentence.ends_of_several(TITLES)

    def at(self, *names: str) -> int:
        """Kept: several kinds ask for the same words."""
        found = self._stood.get(names)
        if found is None:
            found = self._stood[names] = any_of(self._single, names)
        return found

    @property
    def past(self) -> int:
        return self.at(*_PASTS)

    @property
    def done(self) -> int:
        return self.at(*_DONES)

    @property
    def ing(self) -> int:
        return self.at(*_INGS)

    def after(self, place: int, skip: int) -> int:
        """The next place that is none of these; behind the last word of the sentence there is its end."""
        place += 1
        while place < self.size - 1 and skip >> place & 1:
            place += 1
        return min(place, self.size - 1)

    def subject(self, place: int) -> str:
        """Who stands before a verb."""
        return subject(self.known, place, self.titles)

    def subject_of_joined(self, place: int) -> str:
        """The same; but of the second verb of a clause about nobody (“the parser … and failed”) it is the thing."""
        who, before = self.subject(place), self.known[max(place - 1, 0)].keys
        if who != "joined" and "clause-break" not in before:
            return who
        first = place
        while first > 0 and not self.edges >> (first - 1) & 1:
            first -= 1
        roles = [self.role(now) for now in range(first, place)]
        if not PEOPLE.isdisjoint(roles):
            return "joined"
        return next((role for role in roles if role in _THINGS), "joined")

    def role(self, place: int) -> str:
        return "role" if self.titles >> place & 1 else role(self.known[place])

    def is_edge(self, place: int) -> bool:
        return bool(self.edges >> place & 1)

    def verb(self, place: int) -> str:
        """The kind of a verb."""
        keys = self.known[place].keys
        return next((name for key, name in _VERBS if key in keys), "other")

    def object_of(self, place: int) -> tuple[str, int]:
        """What a verb at this place is done to, as far as that is known, and where the words for it end.

        The last noun before the next edge, preposition or verb is its head.
        """
        found, end, place = "none", place + 1, place + 1
        for now in range(place, min(place + _FAR, self.size)):
            keys = self.known[now].keys
            if self.edges >> now & 1 or "prep" in keys or "clause-break" in keys:
                break
            kind = next((name for key, name in _OBJECTS if key in keys), "")
            if kind or "LOWER" in keys or "PLURAL" in keys:
                found, end = kind or "unknown", now + 1
        return found, end

    def somebody_before(self, place: int) -> bool:
        """Whether a person stands earlier in the sentence, as the subject of a verb that was joined may."""
        return any(role(word) in PEOPLE for word in self.known[:place])

    def finite_behind(self, place: int) -> bool:
        """Whether somebody does something further on: an order has no subject."""
        return any(self.role(now) in PEOPLE for now in range(place + 1, self.size - 1))

    def behind(self, place: int) -> str:
        """What comes at this place, behind an object: a purpose, a place, or the end."""
        keys = self.known[min(place, self.size - 1)].keys
        if "infinitive" in keys:
            return "to"
        return (
            "the end" if "STOP" in keys else "a pause" if self.is_edge(place) else "prep" if "prep" in keys else "more"
        )

    def how(self, places: int) -> str:
        """Which kind of manner stands at these places."""
        return (
            "in degree" if self.at("in-degree") & places else "otherwise" if self.at("manner") & places else "not said"
        )

    def clause_end(self, place: int) -> int:
        """The place of the next comma, colon or end."""
        while place < self.size - 1 and not self.edges >> place & 1:
            place += 1
        return place
