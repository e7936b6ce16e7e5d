"""From a text to its hints: takes the matches that are told, clears overlaps, offers rewrites.

Knows no rule and no word. A rewrite is read by the same rules before it is offered.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from core.domain.blameless.finding import Found, OutOfTime, keep_to
from core.domain.blameless.gate.confidence import SURE
from core.domain.blameless.gate.judging import judged
from core.domain.blameless.hint import Hint, phrase_key
from core.domain.blameless.marking import Marked
from core.domain.blameless.overlaps import Candidate, apart
from core.domain.blameless.reading import Reading, read
from core.domain.blameless.rewrite import Template, Underlined, rewrites
from core.domain.blameless.ruleset import RuleSet, default_rules
from core.domain.blameless.thresholds import LOWEST, Thresholds
from core.domain.postmortem import SectionId

__all__ = ["MOST_HINTS", "OutOfTime", "check"]

MOST_HINTS: Final = 100
_A_PLACE: Final = 10  # rules that find the same words, at most, so that enough are read for MOST_HINTS
_USUAL: Final = Thresholds()
_WORDS: Final = re.compile(r"[a-z-]+")


def check(
    text: str,
    section: SectionId | None,
    people: Iterable[str] = (),
    rules: RuleSet | None = None,
    time_is_up: Callable[[], bool] | None = None,
    *,
    thresholds: Thresholds | None = None,
    closer: bool = False,
    dismissed: Collection[str] = frozenset(),
) -> list[Hint]:
    """The hints for ``text``, in order, never two over the same words; offsets are code points.

    ``people`` are names known to the meeting. Without a section every rule works. In a text with very many
    hints the first ``MOST_HINTS`` are told. With ``closer`` those below the thresholds are told too, down to
    ``LOWEST``; they are not ``sure``. ``dismissed`` are words as ``phrase_key`` writes them. What is not told hides
    nothing. ``time_is_up`` is asked after each sentence and each hint; once it says yes, ``OutOfTime`` is raised.
    """
    chosen, bounds = rules or default_rules(), thresholds or _USUAL
    known = tuple(people)
    reading = read(text, known, chosen.lexicon)
    candidates = []
    for item in judged(reading, section, chosen, time_is_up):
        keep_to(time_is_up)
        sure = item.confidence >= bounds.of(item.found.ready.rule.id)
        if sure or (closer and item.confidence >= LOWEST):
            answered = bool(dismissed) and phrase_key(text[slice(*_place(reading, item.found))]) in dismissed
            candidates.append(Candidate(item, sure, answered))
            if len(candidates) >= MOST_HINTS * _A_PLACE:
                break
    hints = []
    for told in apart(candidates, reading.words)[:MOST_HINTS]:
        keep_to(time_is_up)
        hints.append(_hint(text, reading, told, section, known, chosen))
    return hints


def _hint(
    text: str, reading: Reading, told: Candidate, section: SectionId | None, known: tuple[str, ...], rules: RuleSet
) -> Hint:
    found = told.judged.found
    rule = found.ready.rule
    start, end = _place(reading, found)
    caught = tuple((name, text[reading.places[a][0] : reading.places[b - 1][1]]) for name, a, b in found.caught)
    begin, finish = (reading.places[place] for place in (found.sentence[0], found.sentence[1] - 1))
    phrase = Underlined(
        before=text[begin[0] : start],
        text=text[start:end],
        after=text[end : finish[1]],
        opens=found.start > 0 and reading.words[found.start - 1].keys == ("START",),
        in_line=bool(text[: begin[0]].rstrip(" \t")[-1:].strip("\n")),
    )
    phrase_words = Marked(reading.words[found.start : found.end]) if found.ready.offers else None
    templates = tuple(
        Template(write, _about(offer.when))
        for (write, when), offer in zip(found.ready.offers, rule.suggestions, strict=True)
        if when is None or (phrase_words and when.found(phrase_words))
    )
    return Hint(
        start=start,
        end=end,
        rule=rule.id,
        category=rule.category,
        message=rule.message,
        question=rule.question,
        suggestions=_rewrites(phrase, templates, caught, section, known, rules) if templates else (),
        confidence=told.judged.confidence,
        sure=told.sure,
    )


@lru_cache(maxsize=256)
def _about(when: str) -> frozenset[str]:
    """The words that a template is chosen for."""
    return frozenset(_WORDS.findall(when))


@lru_cache(maxsize=1_024)
def _rewrites(
    phrase: Underlined,
    templates: tuple[Template, ...],
    caught: tuple[tuple[str, str], ...],
    section: SectionId | None,
    known: tuple[str, ...],
    rules: RuleSet,
) -> tuple[str, ...]:
    """Kept, since a text is read again at every key, and all its other sentences are the same."""

    def spans(sentence: str) -> Sequence[tuple[int, int]]:
        """Where a rewritten sentence would be underlined."""
        reading = read(sentence, known, rules.lexicon)
        found = judged(reading, section, rules)
        return [_place(reading, item.found) for item in found if not item.found.kind or item.confidence >= SURE]

    return rewrites(phrase, templates, dict(caught), rules.lexicon.base, spans)


def _place(reading: Reading, found: Found) -> tuple[int, int]:
    return reading.places[found.start][0], reading.places[found.end - 1][1]
