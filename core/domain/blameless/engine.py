"""From a text to its hints: finds the rules that may match, keeps those that do, clears overlaps, offers rewrites.

Knows no rule and no word. A rewrite is read by the same rules before it is offered.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from core.domain.blameless.hint import Category, Hint
from core.domain.blameless.lexicon import SHAPE
from core.domain.blameless.pattern import Compiled
from core.domain.blameless.reading import Reading, read
from core.domain.blameless.rewrite import rewrites
from core.domain.blameless.rules import Ready, RuleSet, default_rules
from core.domain.postmortem import SectionId

# When two hints want the same words, the graver one speaks.
_ORDER: Final = {
    category: place
    for place, category in enumerate(
        (
            Category.PERSON_BLAME,
            Category.BLAMING_QUESTION,
            Category.HUMAN_ERROR,
            Category.COUNTERFACTUAL_PERSON,
            Category.EXHORTATION,
            Category.JUDGEMENT,
            Category.MINIMISER_OR_ABSOLUTE,
            Category.VAGUE_ACTION,
        )
    )
}
_ANCHORS: Final = frozenset(SHAPE[name] for name in ("NUMBER", "DATE", "TIME", "CODE", "LINK", "HANDLE", "TICKET"))


class Found(NamedTuple):
    """One match: a rule, the words to underline (as places in the reading), what was caught for the rewrite."""

    start: int
    end: int
    ready: Ready
    caught: tuple[tuple[str, int, int], ...]


def check(
    text: str, section: SectionId | None, people: Iterable[str] = (), rules: RuleSet | None = None
) -> list[Hint]:
    """The hints for ``text``, in order, never two over the same words; offsets are code points.

    ``people`` are names known to the meeting. Without a section every rule works.
    """
    chosen = rules or default_rules()
    known = tuple(people)
    reading = read(text, known, chosen.lexicon)
    hints = []
    for found in _apart(list(_find(reading, section, chosen))):
        start, end = reading.places[found.start][0], reading.places[found.end - 1][1]
        caught = {name: text[reading.places[a][0] : reading.places[b - 1][1]] for name, a, b in found.caught}
        rule = found.ready.rule
        offers = rewrites(
            text, start, end, rule.suggestions, caught, lambda new: _spans(new, section, known, chosen)
        )
        hints.append(
            Hint(
                start=start,
                end=end,
                rule=rule.id,
                category=rule.category,
                message=rule.message,
                question=rule.question,
                suggestions=offers,
            )
        )
    return hints


def _spans(text: str, section: SectionId | None, known: tuple[str, ...], rules: RuleSet) -> list[tuple[int, int]]:
    reading = read(text, known, rules.lexicon)
    found = _apart(list(_find(reading, section, rules)))
    return [(reading.places[one.start][0], reading.places[one.end - 1][1]) for one in found]


def _find(reading: Reading, section: SectionId | None, rules: RuleSet) -> Iterator[Found]:
    by_sign, bit = rules.by_sign, rules.lexicon.bit
    for begin, end in reading.sentences:
        present = set(reading.signs[begin:end])
        held = 0
        for sign in present:
            held |= bit[sign]
        seen: set[int] = set()
        for sign in present:
            for number, ready, pattern in by_sign.get(sign, ()):
                if number in seen:
                    continue
                seen.add(number)
                for need in pattern.also:
                    if not need & held:
                        break
                else:
                    if ready.rule.works_in(section):
                        yield from _matches(reading, begin, end, ready, pattern)


def _matches(reading: Reading, begin: int, end: int, ready: Ready, pattern: Compiled) -> Iterator[Found]:
    for match in pattern.find().finditer(reading.signs, begin, end):
        if _excused(reading, begin, end, match.start(), ready):
            return
        marked = "span" in match.re.groupindex and match.start("span") >= 0
        start, stop = match.span("span") if marked else match.span()
        start, stop = _trimmed(reading, start, stop)
        if start < stop:
            caught = tuple((name, *match.span(group)) for name, group in pattern.groups.items() if match.end(group) > match.start(group) >= 0)
            yield Found(start, stop, ready, caught)


def _excused(reading: Reading, begin: int, end: int, start: int, ready: Ready) -> bool:
    """Whether the sentence also says what makes the words all right."""
    signs = reading.signs
    if ready.rule.unless_measurable and (
        not _ANCHORS.isdisjoint(signs[begin:end]) or not ready.names.isdisjoint(signs[start + 1 : end])
    ):
        return True
    if ready.when and not any(need.find().search(signs, begin, end) for need in ready.when):
        return True
    return any(veto.find().search(signs, begin, end) for veto in ready.unless)


def _trimmed(reading: Reading, start: int, stop: int) -> tuple[int, int]:
    """Without the edges of the sentence, which are places but no words."""
    edges = SHAPE["START"], SHAPE["STOP"], SHAPE["PAUSE"], SHAPE["COLON"]
    while start < stop and reading.signs[start] in edges:
        start += 1
    while stop > start and reading.signs[stop - 1] in edges:
        stop -= 1
    return start, stop


def _apart(found: list[Found]) -> list[Found]:
    """At most one hint over any word: the graver first, then the longer."""
    ranked = sorted(found, key=lambda f: (_ORDER[f.ready.rule.category], f.start - f.end, f.start, f.ready.rule.id))
    kept: list[Found] = []
    taken: set[int] = set()
    for one in ranked:
        words = range(one.start, one.end)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
