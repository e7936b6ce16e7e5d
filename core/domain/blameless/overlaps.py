"""Which matches of a text become hints: at most one over any word, and one for what is said once.

Works on matches of the gate. A match that is not shown must be left out, or named as answered, before: it
would take the place of one that is. Knows no rule and no word.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from core.domain.blameless.gate.judging import Judged
from core.domain.blameless.hint import Category
from core.domain.blameless.lexicon import Known

_ORDER: Final = {category: place for place, category in enumerate(Category)}
_OF_A_CLAUSE: Final = frozenset({Category.EXHORTATION, Category.BLAMING_QUESTION, Category.VAGUE_ACTION})
"""What the whole clause is, so that two rules that see it see the same thing."""
_BREAKS: Final = frozenset({"START", "PAUSE", "COLON", "clause-break"})
_VERBAL: Final = (":base", ":past", ":done", ":ing")


class Candidate(NamedTuple):
    """A match. ``sure``: it is shown without being asked for; ``answered``: somebody dismissed its words."""

    judged: Judged
    sure: bool = True
    answered: bool = False


def apart(candidates: Iterable[Candidate], known: Sequence[Known]) -> list[Candidate]:
    """Those that are told, in order: a sure one first, then one that a phrase found and not only a kind of clause, the
    graver, one that can suggest words, the longer, the surer.

    An answered one is not told. It silences its own category at these words: the answer was to that, whichever rule
    finds it, and not to another thing that is wrong with them.
    """
    taken: set[int] = set()
    silent: set[tuple[Category, int]] = set()
    marked: set[tuple[Category, int, int]] = set()
    kept: list[Candidate] = []
    clause_of = _clauses(known)
    for item in sorted(candidates, key=_rank):
        found = item.judged.found
        category, places = found.ready.rule.category, range(found.start, found.end)
        if item.answered:
            silent.update((category, place) for place in places)
            continue
        if any(place in taken or (category, place) in silent for place in places):
            continue
        if category in _OF_A_CLAUSE:
            clause = category, found.sentence[0], clause_of(found.sentence, found.end - 1)
            if clause in marked:
                continue
            marked.add(clause)
        taken.update(places)
        kept.append(item)
    return sorted(kept, key=lambda item: item.judged.found.start)


def _rank(item: Candidate) -> tuple[bool, bool, bool, int, bool, int, float, int, str]:
    found, confidence = item.judged.found, item.judged.confidence
    rule = found.ready.rule
    told = not item.answered, not item.sure, bool(found.kind), _ORDER[rule.category], not rule.suggestions
    return *told, found.start - found.end, -confidence, found.start, rule.id


def _clauses(text: Sequence[Known]) -> Callable[[tuple[int, int], int], int]:
    """In which clause of its sentence a word stands; the sentence is looked at when it is first asked about."""
    numbered: dict[tuple[int, int], list[int]] = {}

    def clause_of(sentence: tuple[int, int], place: int) -> int:
        if sentence not in numbered:
            numbered[sentence] = _numbered(text[slice(*sentence)])
        return numbered[sentence][place - sentence[0]]

    return clause_of


def _numbered(sentence: Sequence[Known]) -> list[int]:
    """The number of each word's clause. A part without a verb, such as “next time”, belongs to the clause behind it."""
    numbers: list[int] = []
    clause, verb_before = 0, False
    for word in sentence:
        if not _BREAKS.isdisjoint(word.keys) and verb_before:
            clause, verb_before = clause + 1, False
        numbers.append(clause)
        verb_before = verb_before or _is_verb(word)
    if clause and not verb_before:  # nor does one behind the last clause stand alone
        numbers = [min(number, clause - 1) for number in numbers]
    return numbers


def _is_verb(word: Known) -> bool:
    return "auxiliary" in word.keys or any(key.endswith(_VERBAL) for key in word.keys)
