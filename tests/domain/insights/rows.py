"""Incidents for the tests, with only what a test is about."""

from datetime import date
from typing import Any

from core.domain.insights.rows import Incident


def incident(number: int, day: str = "2026-11-10", **values: Any) -> Incident:
    return Incident(f"pm{number}", date.fromisoformat(day), **values)


def several(count: int, day: str = "2026-11-10", **values: Any) -> list[Incident]:
    return [incident(number, day, **values) for number in range(count)]
