"""The parts of a compiled pattern. Each takes a set of places in a sentence and gives all places it can end at.

``ends`` asks for all places at once; ``follow`` goes one way through a part, from a place to one of the wanted ends,
and notes what was underlined and caught on that way. No part ever goes back: the ends of what follows are known first.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from core.domain.blameless.marking import NOWHERE, Marked, bits_of

SPAN: Final = "[]"  # what the square brackets caught; no class can have this name
Caught = dict[str, tuple[int, int]]


class Matcher(Protocol):
    """A part of a pattern."""

    def ends(self, sentence: Marked, places: int) -> int:
        """Every place at which the part can end when it begins at one of these."""

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        """Goes through the part from a place; returns the end, one of those wanted, of which one can be reached."""


class OneOf:
    """Words and phrases of several words, by their keys: ``check|{duty}``. The longest is taken."""

    __slots__ = ("keys", "name", "word")

    def __init__(self, keys: Iterable[str], name: str = "") -> None:
        self.keys, self.name = frozenset(keys), name
        only = next(iter(self.keys)) if len(self.keys) == 1 else ""
        self.word = only if only.startswith("=") else ""  # most are one word that a pattern spells out

    def ends(self, sentence: Marked, places: int) -> int:
        if self.word:
            return (places & sentence.single.get(self.word, 0)) << 1
        starts, longer = sentence.stood.get(self.keys) or sentence.stand(self.keys)
        found = (places & starts) << 1
        for length, begins in longer:
            found |= (places & begins) << length
        return found

    def words(self, sentence: Marked) -> int:
        """Where one of the single words stands."""
        return (sentence.stood.get(self.keys) or sentence.stand(self.keys))[0]

    def starts(self, sentence: Marked) -> int:
        """Where one of the entries begins, of one word or of several."""
        found, longer = sentence.stood.get(self.keys) or sentence.stand(self.keys)
        for _, begins in longer:
            found |= begins
        return found

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        end = (self.ends(sentence, 1 << place) & wanted).bit_length() - 1
        if self.name:
            caught.setdefault(self.name, (place, end))
        return end


class Row:
    """Parts one after another."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Matcher]) -> None:
        self.parts = tuple(parts)

    def ends(self, sentence: Marked, places: int) -> int:
        for part in self.parts:
            places = part.ends(sentence, places)
            if not places:
                return 0
        return places

    def _rest(self, sentence: Marked, number: int, places: int) -> int:
        for part in self.parts[number:]:
            places = part.ends(sentence, places)
            if not places:
                return 0
        return places

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        last = len(self.parts) - 1
        for number, part in enumerate(self.parts):
            goal = wanted
            if number < last:
                goal = 0
                for end in bits_of(part.ends(sentence, 1 << place)):
                    if self._rest(sentence, number + 1, 1 << end) & wanted:
                        goal |= 1 << end
            place = part.follow(sentence, place, goal, caught)
        return place


class Way(NamedTuple):
    """One of several ways. A sentence without any of the keys in ``pick`` cannot go it; without keys it always may."""

    part: Matcher
    pick: frozenset[str] = frozenset()


class Either:
    """Alternatives; the one that reaches farthest is taken, of several the first. ``name``: what it is caught as.

    A rule may have dozens of ways; only those are tried whose rarest word the sentence has.
    """

    __slots__ = ("always", "by_key", "keys", "name", "ways")

    def __init__(self, ways: Sequence[Way], name: str = "") -> None:
        self.ways, self.name = tuple(way.part for way in ways), name
        self.always = tuple(way.part for way in ways if not way.pick)
        self.by_key: dict[str, list[Matcher]] = {}
        for part, pick in ways:
            for key in pick:
                self.by_key.setdefault(key, []).append(part)
        self.keys = frozenset(self.by_key)

    def ends(self, sentence: Marked, places: int) -> int:
        ways = sentence.open_ways.get(self)
        if ways is None:
            ways = self._open(sentence)
        found = 0
        for way in ways:
            found |= way.ends(sentence, places)
        return found

    def _open(self, sentence: Marked) -> Sequence[Matcher]:
        """The ways that the words of the sentence leave open. Kept, since many places are asked for."""
        by_key = self.by_key
        keys = sentence.words & self.keys
        if sentence.several:
            keys = keys.union(self.keys.intersection(sentence.several))
        if len(keys) == 1 and not self.always:
            (key,) = keys
            ways: Sequence[Matcher] = by_key[key]
        else:
            ways = list(dict.fromkeys(way for key in keys for way in by_key[key]))
            ways.extend(self.always)
        sentence.open_ways[self] = ways
        return ways

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        reached = [way.ends(sentence, 1 << place) & wanted for way in self.ways]
        best = max(range(len(reached)), key=lambda number: (reached[number].bit_length(), -number))
        end = self.ways[best].follow(sentence, place, reached[best], caught)
        if self.name:
            caught.setdefault(self.name, (place, end))
        return end


class Shared:
    """A phrase of the rules: looked for once in a sentence, however many rules have it. Caught as a whole."""

    __slots__ = ("name", "part")

    def __init__(self, name: str, part: Matcher) -> None:
        self.name, self.part = name, part

    def ends(self, sentence: Marked, places: int) -> int:
        key = self, places
        found = sentence.memo.get(key)
        if found is None:
            found = sentence.memo[key] = self.part.ends(sentence, places)
        return found

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        end = self.part.follow(sentence, place, wanted, {})
        caught.setdefault(self.name, (place, end))
        return end


class Times:
    """A part that may be missing or stand several times; as often as possible. Looked for once, as ``Shared`` is."""

    __slots__ = ("most", "part", "words")

    def __init__(self, part: Matcher, most: int) -> None:
        self.part, self.most = part, most
        self.words = part.keys if isinstance(part, OneOf) else None

    def ends(self, sentence: Marked, places: int) -> int:
        if self.words is not None and (sentence.stood.get(self.words) or sentence.stand(self.words)) == NOWHERE:
            return places
        key = self, places
        found = sentence.memo.get(key)
        if found is None:
            found = now = places
            for _ in range(self.most):
                now = self.part.ends(sentence, now)
                if not now & ~found:
                    break
                found |= now
            sentence.memo[key] = found
        return found

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        rest = self
        for left in range(self.most - 1, -1, -1):
            rest = Times(self.part, left)
            goal = 0
            for end in bits_of(self.part.ends(sentence, 1 << place)):
                if end > place and rest.ends(sentence, 1 << end) & wanted:
                    goal |= 1 << end
            if not goal:
                break
            place = self.part.follow(sentence, place, goal, caught)
            if wanted >> place & 1 and not rest.ends(sentence, 1 << place) & wanted & ~(1 << place):
                break
        return place


class Between:
    """Up to so many words of any kind, in one sentence; ``clause``: not over a comma. As few as possible."""

    __slots__ = ("clause", "most")

    def __init__(self, most: int, *, clause: bool) -> None:
        self.most, self.clause = most, clause

    def ends(self, sentence: Marked, places: int) -> int:
        free = sentence.clause if self.clause else sentence.open
        found = now = places
        for _ in range(self.most):
            now = (now & free) << 1
            if not now & ~found:
                break
            found |= now
        return found & sentence.places

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        reached = self.ends(sentence, 1 << place) & wanted
        return (reached & -reached).bit_length() - 1


class NotAhead:
    """What follows is not this."""

    __slots__ = ("part",)

    def __init__(self, part: Matcher) -> None:
        self.part = part

    def ends(self, sentence: Marked, places: int) -> int:
        if isinstance(self.part, OneOf):
            return places & ~self.part.starts(sentence)
        found = places
        for place in bits_of(places):
            if self.part.ends(sentence, 1 << place):
                found ^= 1 << place
        return found

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        return place


class NotBehind:
    """The word before is none of these."""

    __slots__ = ("words",)

    def __init__(self, words: OneOf) -> None:
        self.words = words

    def ends(self, sentence: Marked, places: int) -> int:
        return places & ~(self.words.words(sentence) << 1)

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        return place


class Bracketed:
    """What the square brackets enclose."""

    __slots__ = ("part",)

    def __init__(self, part: Matcher) -> None:
        self.part = part

    def ends(self, sentence: Marked, places: int) -> int:
        return self.part.ends(sentence, places)

    def follow(self, sentence: Marked, place: int, wanted: int, caught: Caught) -> int:
        end = self.part.follow(sentence, place, wanted, caught)
        caught[SPAN] = place, end
        return end
