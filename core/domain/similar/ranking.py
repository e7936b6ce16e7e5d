"""How much an earlier incident resembles what is typed now."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_TITLE, _LEAD = 2, 1  # a word of the title counts as that many more in the earlier report
_SATURATION: Final = 1.2
_LENGTH_SHARE: Final = 0.5


@dataclass(frozen=True)
class Candidate:
    """An earlier incident with its terms, as the index has them."""

    postmortem_id: str
    title: str
    happened_at: datetime
    title_terms: Sequence[str]
    lead_terms: Sequence[str]
    body_terms: Sequence[str]


@dataclass(frozen=True)
class Ranked:
    """``shared``: the terms in common, those that say most first."""

    candidate: Candidate
    score: float
    shared: tuple[str, ...]


def rarity(found_in: int, total: int) -> float:
    """What a term is worth that stands in that many of all reports: nothing when it stands in nearly each."""
    return math.log(1 + (total - found_in + 0.5) / (found_in + 0.5))


def ranked(
    query: Iterable[str], candidates: Sequence[Candidate], found_in: Mapping[str, int], total: int
) -> list[Ranked]:
    """Best first. ``found_in``: in how many of ``total`` reports each term of the query stands."""
    terms = set(query)
    lengths = [len(item.body_terms) + len(item.lead_terms) + 1 for item in candidates]
    mean = sum(lengths) / max(1, len(lengths))
    found = []
    for item, length in zip(candidates, lengths, strict=True):
        worth = _worth(terms, item, length / mean, found_in, total)
        score = sum(worth.values())
        if score > 0:
            shared = sorted(worth.items(), key=lambda term: (-term[1], term[0]))
            found.append(Ranked(item, score, tuple(term for term, _ in shared)))
    return sorted(found, key=lambda match: (-match.score, -match.candidate.happened_at.timestamp()))


def _worth(
    terms: set[str], item: Candidate, length: float, found_in: Mapping[str, int], total: int
) -> dict[str, float]:
    counts = Counter(term for term in (*item.body_terms, *item.lead_terms) if term in terms)
    for extra, part in ((_LEAD, item.lead_terms), (_TITLE + 1, item.title_terms)):
        counts.update({term: extra for term in set(part) if term in terms})
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)
    return {
        term: rarity(found_in.get(term, 0), total) * count * (_SATURATION + 1) / (count + norm)
        for term, count in counts.items()
    }
