"""How sure the engine is that found words are about a person's duty or character: a number from 0 to 1.

A veto says that they are not. Without one, a logistic model weighs the evidence; its weights are data, one number for
each name, so that a person can read why. No text is read here.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Final

from core.domain.blameless.hint import Category
from core.domain.postmortem import SectionId

SURE: Final = 0.6
"""Hints below this confidence are shown only to who asks for a closer look. Where it stands, ``training`` tells."""
VETOED: Final = 0.1
CERTAIN: Final = 1.0
_SUREST: Final = 0.998
BIAS: Final = "bias"
PATTERN: Final = "pattern: "
AGREES: Final = "another rule agrees"
KIND: Final = "a clause of the kind: "
Weights = Mapping[str, float]


def read_weights(text: str) -> dict[str, float]:
    return {str(name): float(weight) for name, weight in json.loads(text).items()}


def written_weights(weights: Weights) -> str:
    """As the file has them, one a line."""
    lines = [f"  {json.dumps(name)}: {weight:.2f}" for name, weight in sorted(weights.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def rule_name(rule: str) -> str:
    return f"rule: {rule}"


def names_of(rule: str, category: Category, section: SectionId | None, evidence: Iterable[str]) -> set[str]:
    """The names that the model weighs: each fact alone, and each for its category unless it is of a kind or pattern."""
    facts = {*evidence, f"section: {section.value if section else 'none'}"}
    return {
        rule_name(rule),
        category.value,
        *facts,
        *(f"{category.value}, {fact}" for fact in facts if not fact.startswith((PATTERN, KIND))),
    }


def confidence(weights: Weights, names: Iterable[str]) -> float:
    """Of a match for which these names hold. Never so sure that no threshold could silence it."""
    total = weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) for name in names)
    return min(_SUREST, round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3))
