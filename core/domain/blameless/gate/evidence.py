"""What the clause around a match says about who acts: the evidence that the gate weighs. No weight is known here.

Evidence is a set of names such as ``subject: we`` or ``a wish before it``. Those of the second kind are patterns of
``features.toml``; who is subject is found here, as the nearest word before the match that can be one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.blameless.compiler import Compiled
from core.domain.blameless.lexicon import Known
from core.domain.blameless.marking import Marked
from core.domain.blameless.rules import Where

# Who or what a word is, the first that holds.
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
USED: Final = frozenset({key for key, _ in _ROLES} | {"auxiliary", "adv", "clause-break"})
_STOPS: Final = frozenset({"START", "PAUSE", "COLON", "clause-break"})


@dataclass(frozen=True)
class ReadyFeature:
    """A feature, compiled."""

    name: str
    where: Where
    patterns: tuple[Compiled, ...]


@dataclass(frozen=True)
class ReadyVeto:
    """A veto, compiled."""

    name: str
    of: frozenset[str]
    where: Where
    patterns: tuple[Compiled, ...]
    subjects: frozenset[str]
    unless: tuple[Compiled, ...]


class Clause:
    """A match in its sentence: the words from ``start`` to before ``end``."""

    def __init__(self, words: Sequence[Known], sentence: Marked, start: int, end: int) -> None:
        first, last = _clause(words, start, end)
        self._sentence, self._length, self._matched = sentence, len(words), end - start
        self._places: Mapping[Where, int] = {
            Where.SENTENCE: sentence.places,
            Where.CLAUSE: (1 << last) - (1 << first),
            Where.BEFORE: (1 << start) - (1 << first),
            Where.SPAN: (1 << end) - (1 << start),
            Where.AFTER: (1 << len(words)) - (1 << end),
        }
        self.subject = _subject(words, start)
        self.first = _role(words[start])

    def says(self, where: Where, patterns: Sequence[Compiled]) -> bool:
        """Whether one of the patterns begins in this part."""
        places = self._places[where]
        return any(pattern.found(self._sentence, places) for pattern in patterns)

    def evidence(self, features: Sequence[ReadyFeature]) -> set[str]:
        """All that holds of the match."""
        found = {feature.name for feature in features if self.says(feature.where, feature.patterns)}
        length, matched = self._length, self._matched
        found.add("subject: " + self.subject)
        found.add("first word: " + self.first)
        found.add("sentence: " + ("short" if length < 10 else "middle" if length < 25 else "long"))
        if matched == 1 or matched > 5:
            found.add("one word" if matched == 1 else "many words")
        return found

    def vetoed(self, names: Collection[str], vetoes: Sequence[ReadyVeto]) -> str:
        """The first veto on a rule of these names (its own and its category's); empty for none."""
        for veto in vetoes:
            if veto.of.isdisjoint(names) or (veto.subjects and self.subject not in veto.subjects):
                continue
            if veto.patterns and not self.says(veto.where, veto.patterns):
                continue
            if not self.says(Where.SENTENCE, veto.unless):
                return veto.name
        return ""


def _clause(words: Sequence[Known], start: int, end: int) -> tuple[int, int]:
    """From the first to behind the last word of the clause that the match stands in."""
    first = start
    while first > 0 and _STOPS.isdisjoint(words[first - 1].keys):
        first -= 1
    last = end
    while last < len(words) and _STOPS.isdisjoint(words[last].keys):
        last += 1
    return first, last


def _subject(words: Sequence[Known], start: int) -> str:
    """Who or what stands before the match, behind helpers and adverbs."""
    place = start - 1
    while place > 0 and ("auxiliary" in words[place].keys or "adv" in words[place].keys):
        place -= 1
    return _role(words[place]) if place >= 0 else "start"


def _role(word: Known) -> str:
    for key, role in _ROLES:
        if key in word.keys:
            return role
    return "other"
