"""The numbers of the ranking and of its confidence, as data: ``weights.json``, made by ``tests.bench.similar_fit``."""

import json
from functools import cache
from importlib.resources import files


@cache
def ranking_weights() -> dict[str, float]:
    """By the name of a feature."""
    weights: dict[str, float] = _weights()["ranking"]
    return weights


@cache
def confidence_weights() -> dict[str, float]:
    """By the name of a sign, with ``bias``."""
    weights: dict[str, float] = _weights()["confidence"]
    return weights


@cache
def thresholds() -> dict[str, float]:
    """From which confidence an incident is ``related``, and from which it is ``likely``."""
    found: dict[str, float] = _weights()["thresholds"]
    return found


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = (files("core.domain.similar") / "weights.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)
    return found
