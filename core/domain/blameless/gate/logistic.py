"""Logistic regression over names that hold or do not, with a penalty on each weight. Pure mathematics, no data here.

Weights are found one at a time, by Newton's step, until they stay: deterministic, and quick for a few thousand samples.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from core.domain.blameless.gate.confidence import BIAS

_SWEEPS: Final = 60
_STILL: Final = 0.004
_NOTHING: Final[Mapping[str, float]] = MappingProxyType({})
_STEP: Final = 2.0  # at most, so that a rare name does not jump


class Sample(NamedTuple):
    """What holds of a match, whether it is right, and how much it counts."""

    names: Collection[str]
    right: bool
    counts: float


def fit(
    samples: Sequence[Sample], penalty: Callable[[str], float], towards: Mapping[str, float] = _NOTHING
) -> dict[str, float]:
    """The weights that make the samples likeliest, each held by its penalty: to what it is in ``towards``, or to zero.

    A weight of ``towards`` that no sample has a say in stays as it is.
    """
    having: dict[str, list[int]] = {BIAS: list(range(len(samples)))}
    for number, sample in enumerate(samples):
        for name in sample.names:
            having.setdefault(name, []).append(number)
    weights = {name: towards.get(name, 0.0) for name in sorted(having.keys() | towards.keys())}
    margins = [weights[BIAS] + sum(weights[name] for name in sample.names) for sample in samples]
    chances = [_chance(margin) for margin in margins]
    for _ in range(_SWEEPS):
        moved = 0.0
        for name, members in sorted(having.items()):
            weight = weights[name]
            slope = penalty(name) * (weight - towards.get(name, 0.0))
            bend = penalty(name)
            for number in members:
                chance = chances[number]
                slope += samples[number].counts * (chance - samples[number].right)
                bend += samples[number].counts * chance * (1 - chance)
            step = max(-_STEP, min(_STEP, slope / bend)) if bend else 0.0
            if abs(step) < _STILL / 10:
                continue
            weights[name] = weight - step
            moved = max(moved, abs(step))
            for number in members:
                margins[number] -= step
                chances[number] = _chance(margins[number])
        if moved < _STILL:
            break
    return weights


def _chance(margin: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
