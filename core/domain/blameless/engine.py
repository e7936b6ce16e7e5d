"""From a text to its hints: finds the rules that may match, keeps those that do, clears overlaps, offers rewrites.

Knows no rule and no word. A rewrite is read by the same rules before it is offered.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from core.domain.blameless.compiler import Compiled
from core.domain.blameless.hint import Category, Hint
from core.domain.blameless.lexicon import SHAPE
from core.domain.blameless.reading import Reading, read
from core.domain.blameless.rewrite import Underlined, rewrites
from core.domain.blameless.ruleset import Ready, RuleSet, default_rules
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
MOST_HINTS: Final = 100
_ANCHORS: Final = frozenset(SHAPE[name] for name in ("NUMBER", "DATE", "TIME", "CODE", "LINK", "HANDLE", "TICKET"))


class Found(NamedTuple):
    """One match: the words to underline and their sentence (as places in the reading), the rule, what it caught."""

    start: int
    end: int
    ready: Ready
    caught: tuple[tuple[str, int, int], ...]
    sentence: tuple[int, int]


def check(text: str, section: SectionId | None, people: Iterable[str] = (), rules: RuleSet | None = None) -> list[Hint]:
    """The hints for ``text``, in order, never two over the same words; offsets are code points.

    ``people`` are names known to the meeting. Without a section every rule works. In a text with very many
    hints the first ``MOST_HINTS`` are told.
    """
    chosen = rules or default_rules()
    known = tuple(people)
    reading = read(text, known, chosen.lexicon)
    found = _apart(find(reading, section, chosen))[:MOST_HINTS]
    return [_hint(text, reading, one, section, known, chosen) for one in found]


def rules_hit(text: str, section: SectionId | None, people: Iterable[str], rules: RuleSet) -> set[str]:
    """The rules that find something, before overlaps are cleared: for checking a rule's own examples."""
    return {found.ready.rule.id for found in find(read(text, people, rules.lexicon), section, rules)}


def _hint(
    text: str, reading: Reading, found: Found, section: SectionId | None, known: tuple[str, ...], rules: RuleSet
) -> Hint:
    rule = found.ready.rule
    start, end = _place(reading, found)
    caught = {name: text[reading.places[a][0] : reading.places[b - 1][1]] for name, a, b in found.caught}
    begin, finish = (reading.places[place] for place in (found.sentence[0], found.sentence[1] - 1))
    words = Underlined(
        before=text[begin[0] : start],
        words=text[start:end],
        after=text[end : finish[1]],
        opens=reading.signs[found.start - 1 : found.start] == SHAPE["START"],
        in_line=bool(text[: begin[0]].rstrip(" \t")[-1:].strip("\n")),
    )
    templates = [
        write
        for write, when in found.ready.offers
        if when is None or when.find().search(reading.signs, found.start, found.end)
    ]

    def spans(new: str) -> Sequence[tuple[int, int]]:
        return _spans(new, section, known, rules)

    return Hint(
        start=start,
        end=end,
        rule=rule.id,
        category=rule.category,
        message=rule.message,
        question=rule.question,
        suggestions=rewrites(words, templates, caught, rules.lexicon.base, spans) if templates else (),
    )


@lru_cache(maxsize=1_024)
def _spans(
    sentence: str, section: SectionId | None, known: tuple[str, ...], rules: RuleSet
) -> tuple[tuple[int, int], ...]:
    """Where a rewritten sentence would be underlined. Kept, since a text is read again at every key."""
    reading = read(sentence, known, rules.lexicon)
    return tuple(_place(reading, one) for one in _apart(find(reading, section, rules)))


def _place(reading: Reading, found: Found) -> tuple[int, int]:
    return reading.places[found.start][0], reading.places[found.end - 1][1]


def find(reading: Reading, section: SectionId | None, rules: RuleSet) -> Iterator[Found]:
    """Every match of every rule; overlaps are not cleared yet."""
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
    excused: bool | None = None
    for match in pattern.find().finditer(reading.signs, begin, end):
        if excused is None:
            excused = _excused(reading.signs, begin, end, ready)
        if excused or (
            ready.rule.unless_measurable and not ready.names.isdisjoint(reading.signs[match.start() + 1 : end])
        ):
            return
        marked = "span" in match.re.groupindex and match.start("span") >= 0
        start, stop = _trimmed(reading, *(match.span("span") if marked else match.span()))
        if start < stop:
            spans = ((name, *match.span(group)) for name, group in pattern.groups.items())
            caught = tuple((name, a, b) for name, a, b in spans if b > a >= 0)
            yield Found(start, stop, ready, caught, (begin, end))


def _excused(signs: str, begin: int, end: int, ready: Ready) -> bool:
    """Whether the sentence also says what makes the words all right."""
    if ready.rule.unless_measurable and not _ANCHORS.isdisjoint(signs[begin:end]):
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


def _rank(found: Found) -> tuple[int, bool, int, int, str]:
    rule = found.ready.rule
    return _ORDER[rule.category], not rule.suggestions, found.start - found.end, found.start, rule.id


def _apart(found: Iterable[Found]) -> list[Found]:
    """At most one hint over any word: the graver first, then one that can suggest words, then the longer."""
    ranked = sorted(found, key=_rank)
    kept: list[Found] = []
    taken: set[int] = set()
    for one in ranked:
        words = range(one.start, one.end)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
