"""What the answers of a team teach the ranking: "recurrence of" and "not the same".

Terms that tied incidents share gain trust and those of pairs that are not the same lose it; a match brings what it is
a recurrence of along; and a team that says "not the same" often is shown fewer as sure. All of it within bounds, so
that a few wrong answers change little.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.domain.similar.ranking import Ranked, in_order

Pair = tuple[str, str]

_GAIN, _LOSS = 1.1, 0.85  # for each pair that shares the term
_LEAST, _MOST = 0.5, 1.5
_ALONG: Final = 0.7  # how much of the likeness of a match what it is tied to gets
_ASSUMED: Final = 5  # answers of each kind that are assumed before there are any


def trust_in(
    terms: Collection[str], having: Mapping[str, Collection[str]], linked: Iterable[Pair], apart: Iterable[Pair]
) -> dict[str, float]:
    """What each term is worth by the answers, where that is not 1. ``having``: which of the terms a postmortem has."""
    trust: dict[str, float] = {}
    for factor, pairs in ((_GAIN, linked), (_LOSS, apart)):
        for one_end, other_end in sorted(pairs):
            for term in set(having.get(one_end, ())) & set(having.get(other_end, ())) & set(terms):
                trust[term] = min(_MOST, max(_LEAST, trust.get(term, 1.0) * factor))
    return trust


def with_ties(matches: Sequence[Ranked], linked: Iterable[Pair]) -> list[Ranked]:
    """The matches, best first, after each has brought along what it is tied to."""
    by_id = {match.candidate.postmortem_id: match for match in matches}
    raised = dict(by_id)
    for later, earlier in linked:
        for found, other in ((later, earlier), (earlier, later)):
            if found in by_id and other in raised:
                raised[other] = _brought_along(raised[other], by_id[found])
    return in_order([*raised.values()])


def _brought_along(match: Ranked, by: Ranked) -> Ranked:
    return replace(
        match,
        likeness=max(match.likeness, _ALONG * by.likeness),
        standing=max(match.standing, _ALONG * by.standing),
    )


def shift_by(linked: int, apart: int) -> float:
    """How far the odds move, as a logarithm, by how many pairs were tied and how many are not the same."""
    return math.log((linked + _ASSUMED) / (apart + _ASSUMED))
