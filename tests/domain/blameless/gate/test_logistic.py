"""The weights that make samples likeliest: known answers, penalties, and the same ones each time."""

import math

from core.domain.blameless.gate.confidence import BIAS, confidence
from core.domain.blameless.gate.logistic import Sample, fit


def free(_: str) -> float:
    return 1e-6


def firm(name: str) -> float:
    return 0.01 if name == BIAS else 5.0


def test_without_names_the_bias_is_the_share() -> None:
    """Three of four right: the odds are three."""
    weights = fit([Sample((), True, 1.0)] * 3 + [Sample((), False, 1.0)], free)
    assert math.isclose(weights[BIAS], math.log(3), abs_tol=0.02)


def test_a_name_moves_the_odds_by_what_it_is_seen_with() -> None:
    """Half right without it, four of five with it."""
    samples = [
        *[Sample((), True, 1.0)] * 5,
        *[Sample((), False, 1.0)] * 5,
        *[Sample(("a",), True, 1.0)] * 8,
        *[Sample(("a",), False, 1.0)] * 2,
    ]
    weights = fit(samples, free)
    assert math.isclose(confidence(weights, ()), 0.5, abs_tol=0.02)
    assert math.isclose(confidence(weights, ("a",)), 0.8, abs_tol=0.02)


def test_a_sample_that_counts_twice_is_two_samples() -> None:
    """Written sentences count for less than real ones."""
    twice = fit([Sample((), True, 2.0), Sample((), False, 1.0)], free)
    two = fit([Sample((), True, 1.0), Sample((), True, 1.0), Sample((), False, 1.0)], free)
    assert math.isclose(twice[BIAS], two[BIAS], abs_tol=0.02)


def test_what_was_seen_once_weighs_little() -> None:
    """The penalty holds a rare name near zero; one that is seen often gets through."""
    rare = [Sample(("a",), False, 1.0), *[Sample((), True, 1.0)] * 9]
    often = [*[Sample(("a",), False, 1.0)] * 50, *[Sample((), True, 1.0)] * 450]
    assert -0.5 < fit(rare, firm)["a"] < 0
    assert fit(often, firm)["a"] < -2


def test_the_weights_are_the_same_each_time() -> None:
    """Whatever the order of names."""
    samples = [Sample(("b", "a"), True, 1.0), Sample(("a",), False, 0.5), Sample(("c",), True, 1.0)]
    turned = [Sample(tuple(reversed(tuple(sample.names))), sample.right, sample.counts) for sample in samples]
    assert fit(samples, firm) == fit(turned, firm)


def test_a_weight_is_held_towards_what_it_was() -> None:
    """A firm penalty keeps it there, many samples take it away, and one that none has a say in stays."""
    before = {"a": 1.5, "b": -0.7}
    few = fit([Sample(("a",), False, 1.0)], firm, before)
    many = fit([Sample(("a",), False, 1.0)] * 300 + [Sample((), True, 1.0)] * 300, firm, before)
    assert 1.0 < few["a"] < 1.5
    assert many["a"] < -2
    assert few["b"] == many["b"] == -0.7
    assert "b" not in fit([Sample(("a",), False, 1.0)], firm)
