"""A number field of minutes for each section of a plan, for the forms of the room and of Settings."""

from collections.abc import Sequence

import streamlit as st

from core.domain.clock.lengths import minutes_in
from core.domain.clock.state import LONGEST_S, SHORTEST_S, PlanItem
from core.domain.clock.steps import as_section, title_of
from core.domain.postmortem import SectionId
from pages.parts.frame import html, state

_STEP = 0.5


def fields(plan: Sequence[PlanItem], key: str) -> list[str]:
    """Draws the fields. The keys of their values in the session's state, in the order of the plan."""
    keys = []
    for item in plan:
        keys.append(f"{key}-{item.section}")
        st.number_input(
            f"{html.plain(title_of(item.section))}, minutes" + (" (left out)" if item.skipped else ""),
            min_value=SHORTEST_S / 60,
            max_value=LONGEST_S / 60,
            value=item.seconds / 60,
            step=_STEP,
            format="%g",
            key=keys[-1],
        )
    return keys


def typed(plan: Sequence[PlanItem], key: str) -> list[tuple[SectionId, int]]:
    """What stands in the fields now, in seconds; a field that was emptied keeps its time."""
    found = []
    for item in plan:
        section = as_section(item.section)
        minutes = state.peek(f"{key}-{item.section}")
        seconds = round(minutes * 60) if isinstance(minutes, int | float) else item.seconds
        if section is not None:
            found.append((section, seconds))
    return found


def titled(item: PlanItem) -> str:
    """``Timeline 4``."""
    return f"{title_of(item.section)} {item.seconds / 60:.3g}"


def total(plan: Sequence[PlanItem]) -> str:
    """``20 minutes``, ``22.5 minutes``."""
    minutes = minutes_in(plan)
    return "1 minute" if minutes == 1 else f"{minutes:.4g} minutes"
