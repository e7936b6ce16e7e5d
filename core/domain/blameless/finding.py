"""The first question: which words look like blame, exhortation or vagueness. Finds every match of every rule.

Tries only the patterns whose classes a sentence has. Knows no rule and no word; whether somebody is meant is the
gate's question.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from core.domain.blameless.clauses.kinds import structures
from core.domain.blameless.compiler import Compiled, Match
from core.domain.blameless.marking import Marked, any_of
from core.domain.blameless.reading import Reading, read
from core.domain.blameless.ruleset import MEASURES, Ready, RuleSet
from core.domain.postmortem import SectionId

_ANCHORS: Final = frozenset({"NUMBER", "DATE", "TIME", "CODE", "LINK", "HANDLE", "TICKET"})


class OutOfTime(Exception):
    """The text was not read to its end, because the caller's time for it was over."""


class Found(NamedTuple):
    """One match: the words to underline and their sentence (as places in the reading), the rule, what it caught.

    ``pattern`` is which of the rule's patterns it was, by the name that ``RuleSet`` gives it; ``kind`` and
    ``facts`` are those of a clause that was found by its kind.
    """

    start: int
    end: int
    ready: Ready
    caught: tuple[tuple[str, int, int], ...]
    sentence: tuple[int, int]
    pattern: str = ""
    kind: str = ""
    facts: tuple[str, ...] = ()


def keep_to(time_is_up: Callable[[], bool] | None) -> None:
    """Raises OutOfTime when the caller's time is over."""
    if time_is_up is not None and time_is_up():
        raise OutOfTime


def rules_hit(text: str, section: SectionId | None, people: Iterable[str], rules: RuleSet) -> set[str]:
    """The rules that find something, before overlaps are cleared: for checking a rule's own examples."""
    return {found.ready.rule.id for found in find(read(text, people, rules.lexicon), section, rules)}


def find(reading: Reading, section: SectionId | None, rules: RuleSet) -> Iterator[Found]:
    """Every match of every rule; overlaps are not cleared yet."""
    for begin, end in reading.sentences:
        yield from find_in(Marked(reading.words[begin:end]), (begin, end), section, rules)


def find_in(sentence: Marked, bounds: tuple[int, int], section: SectionId | None, rules: RuleSet) -> Iterator[Found]:
    """Every match in one sentence, which stands at these places of its reading."""
    index, held = rules.index(section), sentence.held
    seen: set[int] = set()
    for key in (*sentence.single, *sentence.several):
        for first, rest, number, ready, pattern, name in index.get(key, ()):
            if not first & held or number in seen:
                continue
            for bits in rest:
                if not bits & held:
                    break
            else:
                seen.add(number)
                for found in _matches(sentence, bounds, ready, pattern):
                    yield found._replace(pattern=name)
    if rules.clause_bits & sentence.held:
        yield from _by_clause(sentence, bounds, section, rules)


def _by_clause(sentence: Marked, bounds: tuple[int, int], section: SectionId | None, rules: RuleSet) -> Iterator[Found]:
    """What a sentence says by its kinds of clauses."""
    told, begin = rules.by_clause(section), bounds[0]
    if not told:
        return
    for structure in structures(sentence):
        for ready in told.get(structure.kind, ()):
            if not _excused(sentence, ready):
                start, stop = begin + structure.start, begin + structure.end
                name = f"{ready.rule.id} {structure.kind}"
                yield Found(start, stop, ready, (), bounds, name, structure.kind, structure.facts)


def _matches(sentence: Marked, bounds: tuple[int, int], ready: Ready, pattern: Compiled) -> Iterator[Found]:
    begin, excused = bounds[0], None
    for match in pattern.matches(sentence):
        if excused is None:
            excused = _excused(sentence, ready)
        if excused or (ready.rule.unless_measurable and _measured(sentence, match)):
            return
        start, stop = _trimmed(sentence, *match.span)
        if start < stop:
            caught = tuple((name, begin + a, begin + b) for name, (a, b) in match.caught.items() if b > a)
            yield Found(begin + start, begin + stop, ready, caught, bounds)


def _excused(sentence: Marked, ready: Ready) -> bool:
    """Whether the sentence also says what makes the words all right."""
    if ready.rule.unless_measurable and not _ANCHORS.isdisjoint(sentence.single):
        return True
    if ready.when and not any(need.found(sentence) for need in ready.when):
        return True
    return any(veto.may_match(sentence) and veto.found(sentence) for veto in ready.unless)


def _measured(sentence: Marked, match: Match) -> bool:
    """Whether a name stands behind the first word of the match: an owner, a product."""
    return bool(any_of(sentence.single, MEASURES) >> (match.start + 1))


def _trimmed(sentence: Marked, start: int, stop: int) -> tuple[int, int]:
    """Without the edges of the sentence, which are places but no words."""
    edges = sentence.edges
    while start < stop and edges >> start & 1:
        start += 1
    while stop > start and edges >> (stop - 1) & 1:
        stop -= 1
    return start, stop
