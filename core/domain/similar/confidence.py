"""How sure it is that an earlier incident is like this one: a logistic model over the features, made for any team.

Its likeness is the weighted sum of the features; each is a share of what the query could reach in this archive, so the
sum means the same in every archive. How far the best one stands above the others was tried as well, and told less.
"""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Literal

from core.domain.similar.ranking import Ranked
from core.domain.similar.weights import confidence_weights, thresholds

Strength = Literal["likely", "related"]
MOST_SHIFT: Final = 0.7
"""How far the answers of a team may move the odds, as a logarithm: to twice or half of what they are."""


def confidence(likeness: float, shift: float = 0.0) -> float:
    """From 0 to 1, for the best match. ``shift``: by how much the answers of the team move the odds."""
    weights = confidence_weights()
    odds = weights["bias"] + weights["likeness"] * likeness + max(-MOST_SHIFT, min(MOST_SHIFT, shift))
    return 1 / (1 + math.exp(-odds))


def sureness(matches: Sequence[Ranked], shift: float = 0.0) -> list[float]:
    """How sure each of them is, best first: less by as much as it is less alike, and never surer than those before."""
    if not matches:
        return []
    best = matches[0].likeness
    if best <= 0:
        return [0.0] * len(matches)
    shares = accumulate((min(1.0, max(0.0, match.likeness) / best) for match in matches), min)
    sure = confidence(best, shift)
    return [sure * math.sqrt(share) for share in shares]


def strength_of(sure: float) -> Strength | None:
    """None for what is not shown."""
    bounds = thresholds()
    return "likely" if sure >= bounds["likely"] else "related" if sure >= bounds["related"] else None
