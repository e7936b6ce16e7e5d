"""``python -m tests.bench.similar_fit FOLDER…``: what the weights are worth, and the confidence anew.

Reads the folders of ``tests.bench.recurrences``. Printed is the confidence that is fitted on all organisations but one
and judged on the one left out, then the numbers fitted on all for ``core/domain/similar/weights.json``. The weights of
the ranking are chosen by hand: fitted ones were no better on organisations left out, and changed with each of them.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.domain.similar.confidence import confidence
from core.domain.similar.weights import confidence_weights
from tests.bench.recurrences import Answer, answers, figures, read
from tests.bench.similar import by_debrief

_STEPS: Final = 60
_PENALTY: Final = 0.3
_WITHOUT_STRANGERS: Final = 0.5  # what an organisation counts of which only recurrences are known


@dataclass(frozen=True)
class Sample:
    """``counts``: how much it counts in the fit."""

    likeness: float
    relative: bool
    counts: float


def likeness_of(answer: Answer) -> float:
    """Back from the score of the best: the logistic model has one way only."""
    score = min(max(answer.score, 1e-6), 1 - 1e-6)
    weights = confidence_weights()
    return max(0.0, (math.log(score / (1 - score)) - weights["bias"]) / weights["likeness"])


def samples_of(given: Sequence[Answer]) -> list[Sample]:
    mixed = {item.organisation for item in given if item.report.stranger}
    return [
        Sample(
            likeness_of(item),
            bool(item.report.earlier),
            1.0 if item.organisation in mixed else _WITHOUT_STRANGERS,
        )
        for item in given
    ]


def fit(samples: Sequence[Sample]) -> tuple[float, float]:
    """Bias and slope that make the samples likeliest, by Newton's method; the slope is held towards zero a little."""
    bias, slope = 0.0, 0.0
    for _ in range(_STEPS):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for sample in samples:
            chance = 1 / (1 + math.exp(-(bias + slope * sample.likeness)))
            error = sample.counts * (sample.relative - chance)
            bend = sample.counts * chance * (1 - chance)
            g0 += error
            g1 += error * sample.likeness
            h00 += bend
            h01 += bend * sample.likeness
            h11 += bend * sample.likeness**2
        g1 -= _PENALTY * slope
        h11 += _PENALTY
        size = h00 * h11 - h01 * h01
        if size <= 1e-12:
            break
        bias += (h11 * g0 - h01 * g1) / size
        slope += (h00 * g1 - h01 * g0) / size
    return bias, slope


def left_out(given: Sequence[Answer]) -> list[Answer]:
    """Each organisation with a confidence of the others; the order of what was found stays."""
    judged = []
    for organisation in sorted({item.organisation for item in given}):
        bias, slope = fit(samples_of([item for item in given if item.organisation != organisation]))
        for item in given:
            if item.organisation == organisation and item.found:
                sure = 1 / (1 + math.exp(-(bias + slope * likeness_of(item))))
                best = item.found[0][1]
                found = tuple((pm_id, sure * score / best) for pm_id, score in item.found)
                judged.append(Answer(organisation, item.report, found))
            elif item.organisation == organisation:
                judged.append(item)
    return judged


def main(names: Sequence[str]) -> int:
    given = answers(read(map(Path, names)), by_debrief)
    bias, slope = fit(samples_of(given))
    lines = [
        figures("as it is", given),
        figures("confidence of the other organisations", left_out(given)),
        f'fitted on all: "bias": {bias:.2f}, "likeness": {slope:.2f}; now {confidence_weights()}',
        f"likeness 1 is {confidence(1.0):.2f} sure now",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
