"""Settings: the plan that a new meeting begins with."""

import streamlit as st

from core.domain.clock.lengths import LENGTHS, length_of, plan_of_minutes
from core.domain.clock.state import PlanItem
from core.domain.clock.steps import as_section
from core.services.access import Visitor
from core.services.meetings import plans
from pages.parts.frame import html, section_minutes, service_calls, state

LENGTH, MINUTES, MESSAGES = "settings-length", "settings-minutes", "settings-length-said"
_OWN = 0


def render(visitor: Visitor) -> None:
    """A usual length, or minutes of the team's own for each section."""
    with st.container(border=True):
        st.header("Length of a meeting", anchor=False)
        plan = plans.team_plan(state.app())
        chosen = length_of(plan) or _OWN
        st.radio(
            f"A new meeting takes {section_minutes.total(plan)}",
            [*LENGTHS, *([_OWN] if chosen == _OWN else [])],
            index=[*LENGTHS, _OWN].index(chosen),
            format_func=lambda minutes: f"{minutes} min" if minutes else "your own",
            key=f"{LENGTH}-{_stamp(plan)}",
            horizontal=True,
            on_change=_use_length,
            args=(visitor, f"{LENGTH}-{_stamp(plan)}"),
            help="Meetings that exist keep their plan. The facilitator may change it for each meeting.",
        )
        with st.popover("Minutes of each section"):
            key = f"{MINUTES}-{_stamp(plan)}"
            with st.form(key, border=False):
                section_minutes.fields(plan, key)
                st.form_submit_button("Use these minutes", type="primary", on_click=_use_typed, args=(visitor, key))
        found = plans.suggestion(state.app())
        if found is not None:
            html.block(
                f'<p class="small quiet">Your last meetings took {section_minutes.total(found)}: '
                + ", ".join(f"{html.esc(section_minutes.titled(item))}" for item in found)
                + ".</p>"
            )
        service_calls.show_message(MESSAGES)


def _use_length(visitor: Visitor, key: str) -> None:
    chosen = state.peek(key)
    if isinstance(chosen, int) and chosen in LENGTHS:
        items = plan_of_minutes(chosen)
        wanted = [(section, item.seconds) for item in items if (section := as_section(item.section))]
        service_calls.run_service(
            MESSAGES, lambda: plans.set_team_plan(state.app(), wanted, visitor), "Kept, for new meetings."
        )


def _use_typed(visitor: Visitor, key: str) -> None:
    wanted = section_minutes.typed(plans.team_plan(state.app()), key)
    service_calls.run_service(
        MESSAGES, lambda: plans.set_team_plan(state.app(), wanted, visitor), "Kept, for new meetings."
    )


def _stamp(plan: tuple[PlanItem, ...]) -> str:
    """Other widgets for another plan, so that each shows what is kept now."""
    return "-".join(str(item.seconds) for item in plan)
