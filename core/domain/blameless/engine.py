"""From a text to its hints. Knows no single rule by name."""

import re
from collections.abc import Iterable

from core.domain.blameless.hint import Category, Hint
from core.domain.postmortem import SectionId

_FIRST = (
    (
        "human-error",
        Category.HUMAN_ERROR,
        re.compile(r"\b(?:human|operator|manual|user) (?:error|mistake)\b", re.I),
        "A mistake is where the questions begin: naming it as the cause ends them too early.",
        "What would have made the right action the easy one?",
        (),
    ),
    (
        "be-more-careful",
        Category.EXHORTATION,
        re.compile(r"\b(?:be|being) (?:more|extra) (?:careful|vigilant|cautious|attentive|diligent)\b", re.I),
        "Care fades on a busy day; a guard in the tool stays.",
        "Which check or default would make the care unnecessary?",
        (),
    ),
    (
        "should-have",
        Category.COUNTERFACTUAL_PERSON,
        re.compile(r"\b(?:he|she|they|we|i|you|nobody|someone) (?:should|could|ought to)(?:n't| not)? have \w+ed\b", re.I),
        "This tells of something that did not happen; what did happen, and what it looked like then, teaches more.",
        "What was visible at that moment, and what would have made the other path the easy one?",
        (),
    ),
    (
        "improve-something",
        Category.VAGUE_ACTION,
        re.compile(r"\b(?:improve|enhance|strengthen|look into|revisit) (?:our |the )?\w+(?: \w+)?(?=\.?$)", re.I | re.M),
        "Nobody can tell when this is done.",
        "What will exist, where, and which number will show that it works?",
        (),
    ),
)


def check(text: str, section: SectionId | None, people: Iterable[str] = ()) -> list[Hint]:
    """The hints for ``text``, in order; offsets are code points."""
    hints = [
        Hint(
            start=m.start(), end=m.end(), rule=rule, category=category, message=why, question=ask, suggestions=instead
        )
        for rule, category, pattern, why, ask, instead in _FIRST
        for m in pattern.finditer(text)
        if category is not Category.VAGUE_ACTION or section in (SectionId.ACTIONS, SectionId.FOLLOW_UP, None)
    ]
    return sorted(hints, key=lambda hint: (hint.start, hint.end))
