"""Earlier incidents as the index has them, and what the archive as a whole knows of the terms of a query."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.domain.similar.weighting import general_weight

# As if that many reports more were there, in which each term is rare: so few reports say little about what is rare.
_ASSUMED: Final = 20
_ASSUMED_IN: Final = 0.05
_ANY_SHAPE: Final = 0.2
_FEW: Final = 12  # reports in which a template cannot be told from what all of them are about
_USUAL: Final = 0.4


@dataclass(frozen=True)
class Candidate:
    """An earlier incident with its terms.

    ``counts``: how often each term of the query stands in all of it. ``body``: the telling terms of what is neither
    title nor lead, between spaces. ``shapes``: how often it speaks of each. ``length``: telling terms in all of it.
    """

    postmortem_id: str
    title: str
    happened_at: datetime
    title_terms: Sequence[str]
    lead_terms: Sequence[str]
    body: str
    counts: Mapping[str, int]
    shapes: Mapping[str, int]
    length: int
    services: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Archive:
    """In how many of ``total`` reports each term of a query stands, and each shape is that of title and lead.

    ``trust``: what a term is worth by the answers of the team, as a factor; 1 for a term that is not in it.
    """

    total: int
    found_in: Mapping[str, int]
    shape_in: Mapping[str, int] = field(default_factory=dict)
    trust: Mapping[str, float] = field(default_factory=dict)

    def worth(self, term: str, share: float = 0.0) -> float:
        """Most for a rare term of its own kind, nothing for one of every report.

        ``share``: in what part of the candidates it stands, for a term that is not of the query.
        """
        weight = general_weight(term)
        if not weight:
            return 0.0
        found_in = self.found_in.get(term, share * self.total)
        worth = rarity(found_in + _ASSUMED * _ASSUMED_IN, self.total + _ASSUMED)
        return weight * worth * self._own(found_in) * self.trust.get(term, 1.0)

    def _own(self, found_in: float) -> float:
        """1, less for a word of more than every second report, 0 for one of all: the team's template brings it."""
        if self.total < _FEW:
            return 1.0
        return min(1.0, max(0.0, 1 - found_in / self.total) / _USUAL)

    def shape_worth(self, name: str, share: float = 0.0) -> float:
        return rarity(self.shape_in.get(name, share * self.total), self.total) + _ANY_SHAPE


def rarity(found_in: float, total: float) -> float:
    """What it is worth to share something that stands in that many of all reports: nothing when nearly each has it."""
    return math.log(1 + max(0.0, total - found_in + 0.5) / (found_in + 0.5))
