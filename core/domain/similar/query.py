"""What is typed of a new incident, as the ranking reads it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from core.domain.similar.document import without_addresses
from core.domain.similar.shapes import Shape, shapes_in
from core.domain.similar.weighting import general_weight
from core.domain.terms import terms_of

_IN_TITLE: Final = 1.5
_MOST: Final = 200
"""Terms of a part that are read: a longer text is a report and no first minute."""
_MOST_SHAPE: Final = 2.0


@dataclass(frozen=True)
class Query:
    """``weights``: the terms that say anything, and what each counts for the place where it stands.

    ``phrases``: neighbours in the text. ``shapes``: how clearly the text speaks of each. ``letters``: its trigrams.
    """

    title: tuple[str, ...]
    lead: tuple[str, ...]
    services: frozenset[str]
    weights: dict[str, float]
    phrases: frozenset[tuple[str, str]]
    shapes: dict[str, float]
    letters: Counter[str]


def query_of(title: str, summary: str, services: Iterable[str] = (), factors: Iterable[str] = ()) -> Query:
    """Services count like words of the title, factors like the summary."""
    named = frozenset(term for service in services for term in terms_of(service) if general_weight(term))
    in_title = tuple(terms_of(without_addresses(title))[:_MOST])
    lead = tuple(terms_of(without_addresses("\n".join((summary, *factors))))[:_MOST])
    first = {*in_title, *named}
    telling = (term for term in dict.fromkeys((*in_title, *sorted(named), *lead)) if general_weight(term))
    return Query(
        title=in_title,
        lead=lead,
        services=named,
        weights={term: _IN_TITLE if term in first else 1.0 for term in telling},
        phrases=frozenset((*_neighbours(in_title), *_neighbours(lead))),
        shapes=clear_shapes(in_title, lead),
        letters=letters_of((*in_title, *lead)),
    )


def clear_shapes(title: Sequence[str], lead: Sequence[str]) -> dict[str, float]:
    """How clearly a title and what happened speak of each shape: more with several words of it, and in the title."""
    in_title = shapes_in(title)
    return {
        name: _clear(shape) + (0.5 if name in in_title else 0.0) for name, shape in shapes_in([*title, *lead]).items()
    }


def letters_of(terms: Iterable[str]) -> Counter[str]:
    """Trigrams of the letters of telling words, so that those which are written almost alike are almost alike."""
    return Counter(chain.from_iterable(map(_trigrams, terms)))


@lru_cache(maxsize=20_000)
def _trigrams(term: str) -> tuple[str, ...]:
    text = f" {term} "
    return tuple(text[at : at + 3] for at in range(len(text) - 2)) if general_weight(term) else ()


def _clear(shape: Shape) -> float:
    return min(_MOST_SHAPE, 1 + 0.5 * (len(shape.patterns) - 1))


def _neighbours(terms: Sequence[str]) -> Iterator[tuple[str, str]]:
    telling = [term for term in terms if general_weight(term)]
    return pairwise(telling)
