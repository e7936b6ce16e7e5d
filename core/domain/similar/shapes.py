"""The shapes of failures that a text speaks of, such as a full disk or a deployment: see ``shapes.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from core.domain.terms import is_unspaced, terms_of

_PHRASE: Final = 2  # words in a row say more than a word


@dataclass
class Shape:
    """``count``: how often the text has words of it. ``patterns``: which of its words, as terms."""

    count: int = 0
    patterns: set[tuple[str, ...]] = field(default_factory=set)

    def seen(self, pattern: tuple[str, ...]) -> None:
        self.count += 1 if len(pattern) == 1 else _PHRASE
        self.patterns.add(pattern)


def shapes_in(terms: Sequence[str]) -> dict[str, Shape]:
    """By name. ``terms``: in the order of the text."""
    found: dict[str, Shape] = {}
    patterns = _patterns()
    for at, term in enumerate(terms):
        for pattern, names in patterns.get(term, ()):
            if len(pattern) == 1 or tuple(terms[at : at + len(pattern)]) == pattern:
                for name in names:
                    found.setdefault(name, Shape()).seen(pattern)
    return found


@cache
def _patterns() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """By their first term."""
    with (files("core.domain.similar") / "shapes.toml").open("rb") as file:
        shapes: dict[str, list[str]] = tomllib.load(file)
    names: dict[tuple[str, ...], list[str]] = {}
    for name, texts in shapes.items():
        for text in texts:
            pattern = _pattern(text)
            if name not in names.setdefault(pattern, []):
                names[pattern].append(name)
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for pattern, owners in names.items():
        found.setdefault(pattern[0], []).append((pattern, tuple(owners)))
    return {first: tuple(patterns) for first, patterns in found.items()}


def _pattern(text: str) -> tuple[str, ...]:
    """A compound and a borrowed word are looked for as a whole, other words in a row as they stand."""
    terms = tuple(terms_of(text))
    whole = len(text.split()) == 1 and (not is_unspaced(text) or len(terms[0]) == len(text))
    return terms[:1] if whole else terms
