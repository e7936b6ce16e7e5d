"""How alike two short texts are: by weighted terms, by the letters of their words, and by the shapes of failure."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from core.domain.similar.candidate import Archive, Candidate, rarity
from core.domain.similar.query import Query, clear_shapes, letters_of

_IN_TITLE: Final = 2  # how often a term of the title counts there
_SHORTEST: Final = 200
_MOST_OFTEN: Final = 4.0
_SCALE: Final = 3.0


class Opening:
    """The title and what happened, compared with those of each candidate. All results are about 0 to 1."""

    def __init__(self, query: Query, candidates: Sequence[Candidate], archive: Archive) -> None:
        self._query = query
        self._archive = archive
        self._many = max(1, len(candidates))
        self._clear = {item.postmortem_id: clear_shapes(item.title_terms, item.lead_terms) for item in candidates}
        self._shapes_in = Counter(name for shapes in self._clear.values() for name in shapes)
        self._shape_length = _length({name: self._weighed(name, clear) for name, clear in query.shapes.items()})
        self._usual = usual_shapes(candidates)
        terms_in = Counter(term for item in candidates for term in {*item.title_terms, *item.lead_terms})
        self._terms = Text(query.weights, lambda term: archive.worth(term, terms_in[term] / self._many))
        self._theirs = {item.postmortem_id: letters_of((*item.title_terms, *item.lead_terms)) for item in candidates}
        letters_in = Counter(part for letters in self._theirs.values() for part in letters)
        self._letters = Text(query.letters, lambda part: rarity(letters_in[part], len(candidates)))

    def terms(self, item: Candidate) -> float:
        return self._terms.likeness_to(Counter((*item.lead_terms, *(_IN_TITLE * tuple(item.title_terms)))))

    def letters(self, item: Candidate) -> float:
        return self._letters.likeness_to(self._theirs[item.postmortem_id])

    def shape(self, item: Candidate) -> float:
        """The same kind of failure, by title and what happened of both."""
        if not self._query.shapes:
            return 0.0
        theirs = self._clear[item.postmortem_id]
        product = sum(
            self._weighed(name, clear) * self._weighed(name, theirs[name])
            for name, clear in self._query.shapes.items()
            if name in theirs
        )
        length = _length({name: self._weighed(name, clear) for name, clear in theirs.items()})
        return product / (self._shape_length * length) if product else 0.0

    def shape_within(self, item: Candidate) -> float:
        """The same kind of failure, by how much more than others the whole report speaks of it."""
        if not self._query.shapes:
            return 0.0
        found = 0.0
        for name, clear in self._query.shapes.items():
            often = share_of(item, name) / (self._usual.get(name, 0.0) + 0.0001)
            found += self._weighed(name, clear) * math.log1p(min(_MOST_OFTEN, often))
        return found / self._shape_length / _SCALE

    def _weighed(self, name: str, clear: float) -> float:
        return clear * self._archive.shape_worth(name, self._shapes_in[name] / self._many)


class Text:
    """A text as counts by term, to be compared with many others: the cosine, where what comes often counts a bit more.

    ``worth`` is asked once for each term.
    """

    def __init__(self, counts: Mapping[str, float], worth: Callable[[str], float]) -> None:
        self._worth = cache(worth)
        self._values = {term: self._worth(term) * _often(count) for term, count in counts.items()}
        self._length = _length(self._values)

    def likeness_to(self, theirs: Mapping[str, float]) -> float:
        if self._values.keys().isdisjoint(theirs):
            return 0.0
        worth, mine = self._worth, self._values
        product = squares = 0.0
        for term, count in theirs.items():
            value = worth(term) if count == 1 else worth(term) * _often(count)
            squares += value * value
            if term in mine:
                product += value * mine[term]
        return product / (self._length * math.sqrt(squares)) if product else 0.0


def usual_shapes(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How much of a report speaks of each shape, on average."""
    found: defaultdict[str, float] = defaultdict(float)
    for item in candidates:
        for name in item.shapes:
            found[name] += share_of(item, name)
    return {name: share / len(candidates) for name, share in found.items()}


def share_of(item: Candidate, name: str) -> float:
    return item.shapes.get(name, 0) / max(_SHORTEST, item.length)


def _often(count: float) -> float:
    return 1 + math.log(count)


def _length(values: Mapping[str, float]) -> float:
    return math.sqrt(sum(value * value for value in values.values()))
