"""The second question, for every match of a text: how sure is the engine that somebody is meant.

What was found in a sentence is remembered by its words: a field is read again at every key, and all its other
sentences are the same. Not here: the weights and what they weigh.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from core.domain.blameless.finding import Found, find_in, keep_to
from core.domain.blameless.gate.confidence import (
    AGREES,
    CERTAIN,
    KIND,
    PATTERN,
    SURE,
    VETOED,
    confidence,
    names_of,
    rule_name,
)
from core.domain.blameless.gate.evidence import Clause
from core.domain.blameless.gate.underlining import widened
from core.domain.blameless.lexicon import Known
from core.domain.blameless.marking import Marked
from core.domain.blameless.reading import Reading
from core.domain.blameless.ruleset import RuleSet
from core.domain.postmortem import SectionId

MOST_MATCHES: Final = 40  # of one sentence that are weighed; usual ones have up to ten
MOST_REMEMBERED: Final = 2_048  # sentences; their text is not kept, only which words of the lexicon they have


class Judged(NamedTuple):
    """A match and what the gate says of it: its confidence, the veto that it met if any, what the clause says."""

    found: Found
    confidence: float
    veto: str
    names: frozenset[str]


def judged(
    reading: Reading, section: SectionId | None, rules: RuleSet, time_is_up: Callable[[], bool] | None = None
) -> Iterator[Judged]:
    """Every match with the confidence of the gate; a rule that the gate has no weight for, a team's own, is certain.

    Raises OutOfTime between two sentences.
    """
    remembered = rules.remembered
    for begin, end in reading.sentences:
        keep_to(time_is_up)
        sentence = reading.words[begin:end]
        key = section, tuple(map(id, sentence))  # words are objects of the lexicon, which lives as long as its rules
        items = remembered.get(key)
        if items is None:
            items = tuple(_judged(sentence, section, rules))
            if len(remembered) >= MOST_REMEMBERED:
                remembered.clear()
            remembered[key] = items
        for item in items:
            yield item._replace(found=_moved(item.found, begin))


def _moved(found: Found, by: int) -> Found:
    """The same match in a sentence that begins there."""
    if not by:
        return found
    first, last = found.sentence
    return found._replace(
        start=found.start + by,
        end=found.end + by,
        caught=tuple((name, a + by, b + by) for name, a, b in found.caught),
        sentence=(first + by, last + by),
    )


def _judged(sentence: Sequence[Known], section: SectionId | None, rules: RuleSet) -> Iterator[Judged]:
    marked = Marked(sentence)
    matches = list(islice(find_in(marked, (0, len(sentence)), section, rules), MOST_MATCHES))
    for found in matches:
        rule = found.ready.rule
        if rule_name(rule.id) not in rules.weights:
            yield Judged(found, CERTAIN, "", frozenset())
            continue
        clause = Clause(sentence, marked, found.start, found.end)
        others = [other for other in matches if other.ready is not found.ready and _meet(found, other)]
        item = _weighed(found, clause, others, section, rules)
        if item.confidence >= SURE and not found.ready.offers:  # a rewrite must not take more than what was found
            first, last = widened(sentence, found.start, found.end)
            item = item._replace(found=found._replace(start=first, end=last))
        yield item


def _meet(found: Found, other: Found) -> bool:
    """Whether the other has some of the same words."""
    return other.start < found.end and found.start < other.end


def _weighed(
    found: Found, clause: Clause, others: Sequence[Found], section: SectionId | None, rules: RuleSet
) -> Judged:
    rule = found.ready.rule
    evidence = clause.evidence(rules.features)
    if any(not other.ready.rule.clauses for other in others):
        evidence.add(AGREES)
    for other in (found, *others):
        if other.kind:
            evidence.add(f"{KIND}{other.kind}")
            evidence.update(f"{KIND}{other.kind}: {fact}" for fact in other.facts)
    evidence.add(f"{PATTERN}{found.pattern}")
    names = frozenset(names_of(rule.id, rule.category, section, evidence))
    veto = clause.vetoed((rule.id, rule.category.value), rules.vetoes)
    return Judged(found, VETOED if veto else confidence(rules.weights, names), veto, names)
