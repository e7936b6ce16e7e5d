"""How long a meeting is meant to be: plans of some usual lengths, a team's own, and what its past meetings suggest."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from pydantic import TypeAdapter

from core.domain.clock.readings import allotted
from core.domain.clock.state import DEFAULT_ITEMS, SHORTEST_S, Meeting, PlanItem
from core.domain.clock.steps import Place
from core.domain.postmortem import SectionId

LENGTHS: Final = (10, 20, 30, 45)
"""Minutes that are offered; any other plan is a team's own."""
STEP_S: Final = 15
MEETINGS_NEEDED: Final = 3
_OUTLIER: Final = 3.0  # times the median, or a third of it: a section in which lunch was had

PLAN: Final = TypeAdapter(tuple[PlanItem, ...])
"""Reads and writes a plan as JSON."""


def plan_of_minutes(minutes: int) -> tuple[PlanItem, ...]:
    """The usual plan stretched or shortened to ``minutes`` exactly, in steps of fifteen seconds.

    Raises ValueError for less than fifteen seconds or more than four hours a section.
    """
    return _scaled({item.section: float(item.seconds) for item in DEFAULT_ITEMS}, minutes * 60)


def minutes_in(plan: Sequence[PlanItem]) -> float:
    return sum(item.seconds for item in plan) / 60


def length_of(plan: Sequence[PlanItem]) -> int | None:
    """Which of LENGTHS a plan is; None for a team's own."""
    wanted = {item.section: item.seconds for item in plan}
    return next(
        (number for number in LENGTHS if wanted == {i.section: i.seconds for i in plan_of_minutes(number)}), None
    )


def current_plan(meeting: Meeting) -> tuple[PlanItem, ...]:
    """The plan with the time that was given and taken since; never under the shortest that a section may have."""
    return tuple(
        item.model_copy(update={"seconds": max(SHORTEST_S, allotted(meeting, item.section))}) for item in meeting.plan
    )


def suggested_plan(past: Sequence[Mapping[Place, float]]) -> tuple[PlanItem, ...] | None:
    """What past meetings usually took, newest first: for each section the median of its seconds without outliers.

    None when fewer than MEETINGS_NEEDED have been to each section. Sections without time do not count.
    """
    found: dict[Place, float] = {}
    for section in SectionId:
        times = [seconds for used in past if (seconds := used.get(section, 0.0)) >= SHORTEST_S]
        if len(times) < MEETINGS_NEEDED:
            return None
        middle = median(times)
        found[section] = median(t for t in times if middle / _OUTLIER <= t <= middle * _OUTLIER)
    return _scaled(found, round(sum(found.values()) / 60) * 60)


def _scaled(weights: Mapping[Place, float], total: int) -> tuple[PlanItem, ...]:
    """Whole steps in proportion to the weights, together ``total``; the largest remainders get the steps left over."""
    steps = total // STEP_S
    weight = sum(weights.values())
    exact = {section: max(1.0, seconds * steps / weight) for section, seconds in weights.items()}
    given = {section: int(share) for section, share in exact.items()}
    for section in sorted(exact, key=lambda place: given[place] - exact[place])[: max(0, steps - sum(given.values()))]:
        given[section] += 1
    while sum(given.values()) > steps and max(given.values()) > 1:
        given[max(given, key=lambda place: given[place])] -= 1
    return tuple(PlanItem(section=section, seconds=count * STEP_S) for section, count in given.items())
