"""What P1, P2 and P3 mean, in place, where somebody has to choose one.

Here live the guide's words. Not here: who is woken up, and how a team words its own levels.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.domain.postmortem import Severity


@dataclass(frozen=True, slots=True)
class SeverityLevel:
    title: str
    meaning: str
    response: str


UNSURE = "Unsure? Take the higher one. Lowering it later costs nothing."

GUIDE: Mapping[Severity, SeverityLevel] = MappingProxyType(
    {
        Severity.P1: SeverityLevel(
            title="P1 · Critical",
            meaning="Customers cannot do what they came for, or data or money is at risk.",
            response="Everyone who can help drops what they do.",
        ),
        Severity.P2: SeverityLevel(
            title="P2 · Serious",
            meaning="An important part is degraded, or works only with a workaround.",
            response="Fixed today.",
        ),
        Severity.P3: SeverityLevel(
            title="P3 · Minor",
            meaning="Customers notice little or nothing.",
            response="Fixed in normal work.",
        ),
    }
)
