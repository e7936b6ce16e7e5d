"""What each reader gets: the body, the headers and what the team has set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.alerts.reading import AlertReading
from core.domain.alerts.severity import severity_of, worst_severity


@dataclass(frozen=True)
class Delivery:
    """One request. The names of ``headers`` are in small letters; ``now`` is when it arrived."""

    body: bytes
    headers: Mapping[str, str]
    now: datetime
    severities: Mapping[str, str]

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    def severity(self, value: str) -> str | None:
        return severity_of(value, self.severities)

    def worst(self, values: list[str]) -> str | None:
        return worst_severity(values, self.severities)


Reader = Callable[[Delivery], AlertReading]
