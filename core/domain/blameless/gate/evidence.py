"""What the clause around a match says about who acts: the evidence that the gate weighs. No weight is known here.

Evidence is a set of names such as ``subject: we`` or ``a wish before it``. Those of the second kind are patterns of
``features.toml``; who is subject is found by ``roles``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.blameless.compiler import Compiled
from core.domain.blameless.gate.underlining import USED as UNDERLINING_USED
from core.domain.blameless.lexicon import Known
from core.domain.blameless.marking import Marked
from core.domain.blameless.roles import TITLES, role, subject
from core.domain.blameless.roles import USED as ROLE_KEYS
from core.domain.blameless.rules import Where

USED: Final = ROLE_KEYS | UNDERLINING_USED | {"clause-break"}
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
        self.subject = subject(words, start, sentence.ends_of_several(TITLES))
        self.first = role(words[start])

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
