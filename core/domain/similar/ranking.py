"""Earlier incidents in the order in which they resemble what is typed, each with how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.similar.candidate import Archive, Candidate
from core.domain.similar.features import Features, features_of
from core.domain.similar.query import Query
from core.domain.similar.weights import ranking_weights


@dataclass(frozen=True)
class Ranked:
    """``likeness``: the weighted sum of the features. ``shared``: the terms in common, those that add most first."""

    candidate: Candidate
    likeness: float
    features: Features
    shared: tuple[str, ...]


def ranked(query: Query, candidates: Sequence[Candidate], archive: Archive) -> list[Ranked]:
    """Best first; of two that are equally alike the later one."""
    weights = ranking_weights()
    found = []
    for item, (features, shared) in zip(candidates, features_of(query, candidates, archive), strict=True):
        if shared:
            likeness = sum(weights[name] * value for name, value in features._asdict().items())
            telling = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
            found.append(Ranked(item, likeness, features, tuple(term for term, _ in telling)))
    return sorted(found, key=lambda match: (-match.likeness, -match.candidate.happened_at.timestamp()))
