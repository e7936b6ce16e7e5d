"""How sure a hint must be before it is shown: one threshold for a team, and higher ones for rules that it waves away.

A rule that a team calls “not blame” again and again is not wrong everywhere, but it is there: it has to be surer. What
is counted and stored is not known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.domain.blameless.gate.confidence import SURE

DEFAULT: Final = SURE
LOWEST: Final = 0.3
"""Below it most hints are wrong, so that not even a closer look brings them."""
HIGHEST: Final = 0.999
FALSE_ALARMS: Final = 5
FALSE_SHARE: Final = 0.6


@dataclass(frozen=True, eq=False)
class Thresholds:
    """``base`` holds for every rule; ``rules`` are those that must be surer. All from 0 to 1. Two
    are never equal, so that it can be a key of a cache.
    """

    base: float = DEFAULT
    rules: Mapping[str, float] = field(default_factory=dict)

    def of(self, rule: str) -> float:
        return max(self.base, self.rules.get(rule, 0.0))


def is_waved_away_often(not_blame: int, answered: int) -> bool:
    """Whether a team calls what a rule found “not blame” so often that the rule must be surer there.

    ``answered`` is how often anybody took the rule's rewrite or waved its hint away; both since it was last changed.
    """
    return not_blame >= FALSE_ALARMS and not_blame > FALSE_SHARE * answered


def raised(now: float) -> float:
    """The next threshold of a rule: a quarter of the doubt allowed so far, since most confidences are near to 1."""
    return min(HIGHEST, round(1 - (1 - now) / 4, 3))
