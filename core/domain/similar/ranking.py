"""Earlier incidents in the order in which they resemble what is typed, each with how much it does."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.similar.candidate import Archive, Candidate
from core.domain.similar.features import Features, features_of
from core.domain.similar.query import Query
from core.domain.similar.weights import ranking_weights


@dataclass(frozen=True)
class Ranked:
    """``likeness``: the weighted sum of the features, the same measure for every query and every team.

    ``standing``: the same sum with each feature as a share of the best that a candidate of this query has; the order.
    ``shared``: the terms in common, those that add most first.
    """

    candidate: Candidate
    likeness: float
    standing: float
    features: Features
    shared: tuple[str, ...]


def ranked(query: Query, candidates: Sequence[Candidate], archive: Archive) -> list[Ranked]:
    """Best first; of two that are equally alike the later one."""
    both = zip(candidates, features_of(query, candidates, archive), strict=True)
    alike = [(item, features, shared) for item, (features, shared) in both if shared]
    standing = standings([features for _, features, _ in alike])
    found = []
    for (item, features, shared), place in zip(alike, standing, strict=True):
        telling = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
        found.append(Ranked(item, _weighted(features), place, features, tuple(term for term, _ in telling)))
    return in_order(found)


def in_order(matches: Sequence[Ranked]) -> list[Ranked]:
    return sorted(matches, key=lambda match: (-match.standing, -match.candidate.happened_at.timestamp()))


def standings(candidates: Sequence[Features]) -> list[float]:
    """How each stands among the others: a feature that is small for all of them still tells which is best by it."""
    if not candidates:
        return []
    best = [max(values) or 1.0 for values in zip(*candidates, strict=True)]
    return [
        _weighted(Features(*(value / most for value, most in zip(features, best, strict=True))))
        for features in candidates
    ]


def _weighted(features: Features) -> float:
    weights = ranking_weights()
    return math.fsum(weights[name] * value for name, value in zip(Features._fields, features, strict=True))
