"""What speaks for an earlier incident, feature by feature, each about 0 to 1 and comparable between teams.

A raw score says nothing: long texts and long reports score high. So every feature is a share of what the query could
have reached in this archive, and a query of few telling words can reach little.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from core.domain.similar.candidate import Archive, Candidate
from core.domain.similar.likeness import Opening
from core.domain.similar.query import Query
from core.domain.similar.weighting import general_weight

_SATURATION: Final = 2.0
_LENGTH_SHARE: Final = 0.75
_TITLE, _LEAD = 3, 1  # what a term of the title, or of what happened, counts on top of the times it stands there
# Added to what a query could reach: half a dozen common words that all match are no proof.
_DOUBT: Final = 12.0


class Features(NamedTuple):
    """``anywhere``: telling words in any part of the report. ``opening``: title and what happened are alike, by terms.

    ``letters``: the same by trigrams. ``phrases``: neighbours that stand side by side there, too. ``shape``: the same
    kind of failure by title and what happened; ``shape_within`` by the whole report. ``recent``: 1 for the newest of
    them, falling. ``services``: the share of the named services that were hit.
    """

    anywhere: float = 0.0
    opening: float = 0.0
    letters: float = 0.0
    phrases: float = 0.0
    shape: float = 0.0
    shape_within: float = 0.0
    recent: float = 0.0
    services: float = 0.0


def features_of(
    query: Query, candidates: Sequence[Candidate], archive: Archive
) -> list[tuple[Features, dict[str, float]]]:
    """For each candidate its features, and what each shared term adds."""
    worth = {term: archive.worth(term) for term in query.weights}
    asked = {term: query.weights[term] * value for term, value in worth.items() if value > 0}
    reachable = sum(asked.values()) + _DOUBT
    usual = sum(item.length for item in candidates) / max(1, len(candidates)) or 1.0
    opening = Opening(query, candidates, archive)
    by_time = sorted(candidates, key=lambda item: (item.happened_at, item.postmortem_id), reverse=True)
    newer = {item.postmortem_id: place for place, item in enumerate(by_time)}
    found = []
    for item in candidates:
        shared = _shared(asked, item, item.length / usual)
        features = Features(
            anywhere=sum(shared.values()) / reachable,
            opening=opening.terms(item),
            letters=opening.letters(item),
            phrases=_phrases(query, item, worth) / reachable,
            shape=opening.shape(item),
            shape_within=opening.shape_within(item),
            recent=1 / (1 + math.sqrt(newer[item.postmortem_id])),
            services=len(query.services & item.services) / len(query.services) if query.services else 0.0,
        )
        found.append((features, shared))
    return found


def _shared(asked: Mapping[str, float], item: Candidate, length: float) -> dict[str, float]:
    """The terms in common with what each adds: more when it comes often, less in a long report (BM25)."""
    title, lead = frozenset(item.title_terms), frozenset(item.lead_terms)
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)
    shared = {}
    for term, value in asked.items():
        count = item.counts.get(term, 0)
        if count:
            count += _TITLE * (term in title) + _LEAD * (term in lead)
            shared[term] = value * count * (_SATURATION + 1) / (count + norm)
    return shared


def _phrases(query: Query, item: Candidate, worth: Mapping[str, float]) -> float:
    """Neighbours of the query that are neighbours in the report; the common word of the two counts most."""
    total = 0.0
    parts: tuple[str, ...] = ()
    for first, second in query.phrases:
        if item.counts.get(first) and item.counts.get(second):
            parts = parts or (_padded(item.title_terms), _padded(item.lead_terms), f" {item.body} ")
            if any(f" {first} {second} " in part for part in parts):
                low, high = sorted((worth.get(first, 0.0), worth.get(second, 0.0)))
                total += low + high / 2
    return total


def _padded(terms: Sequence[str]) -> str:
    return f" {' '.join(term for term in terms if general_weight(term))} "
