"""Words and phrases that come back among causes and contributing factors: in how many incidents, never by whom.

What may be a person's name is left out: the names that the team's postmortems and members have, and every word that is
written with a capital only, unless it is part of a service's name or a tag.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from core.domain.insights.compared import before_words
from core.domain.insights.finding import FLOOR, Finding, Point, several, too_few
from core.domain.insights.periods import Period
from core.domain.insights.rows import Incident
from core.domain.insights.terms import as_term, key_of, name_parts

COMES_BACK: Final = 3
"""A word that stands in so many incidents comes back."""
_SHOWN: Final = 8
_IN_TABLE: Final = 40
_PART_OF_A_PHRASE: Final = 0.8


def recurring_words(
    now: Sequence[Incident], then: Sequence[Incident], period: Period, names: frozenset[str]
) -> Finding:
    written = [row for row in now if row.terms]
    if len(written) < FLOOR:
        nouns = "postmortem with causes or factors", "postmortems with causes or factors"
        return too_few("words", "Recurring words", "bars", len(written), *nouns)
    found = recurring(written, names)
    points = tuple(Point(term, number, f"{number:,}", strong=number == found[0][1]) for term, number in found[:_SHOWN])
    return Finding(
        key="words",
        title="Recurring words",
        sentence=_sentence(found, len(written)),
        basis=f"Incidents, of {len(written):,} with causes or factors, in which the word stands",
        shape="bars",
        counted=len(written),
        points=points,
        header=("Word or phrase", "Incidents", "Share"),
        rows=tuple((term, f"{number:,}", f"{number / len(written):.0%}") for term, number in found[:_IN_TABLE]),
        compared=_compared([row for row in then if row.terms], names, period),
    )


def recurring(rows: Sequence[Incident], names: frozenset[str]) -> list[tuple[str, int]]:
    """Terms with the number of incidents they stand in, most first, under the spelling that is used most."""
    # A term stands once in a row, in one of its forms.
    written = Counter(chain.from_iterable(row.terms for row in rows))
    incidents: defaultdict[str, int] = defaultdict(int)
    for text, number in written.items():
        incidents[key_of(text)] += number
    # Only what may be shown in the end is looked at closely: most words of thousands of incidents are never shown.
    often = Counter({key: number for key, number in incidents.items() if number >= COMES_BACK})
    target = often.most_common(20 * _IN_TABLE)
    spellings: dict[str, Counter[str]] = {key: Counter() for key, _ in target}
    small: set[str] = set()
    for text, number in written.items():
        if (key := key_of(text)) in spellings:
            term = as_term(text)
            spellings[key][term.form] += number
            if not term.maybe_name:
                small.add(key)
    things = name_parts(name for row in rows for name in (*row.services, *row.tags))
    shown = [(key, number) for key, number in target if _may_be_shown(spellings[key], key in small, names, things)]
    alone = _without_parts(shown)
    ranked = sorted(alone, key=lambda item: (-item[1], item[0]))
    return [(_most_used(spellings[key]), number) for key, number in ranked]


def _may_be_shown(spellings: Iterable[str], small: bool, names: frozenset[str], things: frozenset[str]) -> bool:
    parts = {part for term in spellings for part in term.split()}
    return all(part in things or (small and part not in names) for part in parts)


def _without_parts(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Without words that nearly always stand in one of the phrases, and without phrases of two words seen as often."""
    covered = set[str]()
    counts = dict(found)
    for key, number in found:
        if " " in key:
            covered.update(part for part in key.split() if number >= _PART_OF_A_PHRASE * counts.get(part, 0))
    return [(key, number) for key, number in found if key not in covered]


def _sentence(found: Sequence[tuple[str, int]], total: int) -> str:
    if not found:
        return f"No word comes back in {COMES_BACK} of {total:,} postmortems."
    term, number = found[0]
    level = [other for other, times in found if times == number]
    if len(level) > 1:
        return f"“{term}” and {several(len(level) - 1, 'other')} come back most: in {number:,} of {total:,} incidents."
    return f"“{term}” comes back most: in {number:,} of {total:,} incidents."


def _compared(then: Sequence[Incident], names: frozenset[str], period: Period) -> str:
    if not period.before:
        return ""
    if len(then) < FLOOR:
        return before_words(period, len(then), "such postmortem")
    found = recurring(then, names)
    if not found:
        return f"In {period.before} no word came back."
    return f"In {period.before} it was “{found[0][0]}”: in {found[0][1]:,} of {len(then):,}."


def _most_used(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda term: (-spellings[term], len(term), term))
