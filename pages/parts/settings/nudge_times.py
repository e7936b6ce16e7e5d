"""Settings: the team's zone, how long an incident may wait for a meeting, and the quiet hours of mail."""

import streamlit as st

from core.domain.dates.zones import offered_zones
from core.services.access import Visitor
from core.services.nudges import team_times
from pages.parts.frame import service_calls, state
from pages.parts.settings import webhook_choices

KEY, MESSAGES = "nudge-times", "nudge-times-said"


def render(visitor: Visitor) -> None:
    """One form, for the whole team."""
    zone, days, hours = team_times.current(state.app())
    zones = offered_zones() if zone in offered_zones() else (zone, *offered_zones())
    with st.form(KEY):
        st.header("When people are told", anchor=False)
        st.selectbox("The team's time zone", zones, index=zones.index(zone), key=f"{KEY}-zone")
        most = team_times.MOST_DAYS
        st.number_input("Days without a meeting before it is told of", 1, most, days, 1, key=f"{KEY}-days")
        st.caption("Webhooks have hours of their own; these are those of mail to owners of action items.")
        webhook_choices.hours_fields(KEY, hours)
        st.form_submit_button("Keep it", type="primary", on_click=_keep, args=(visitor,))
        service_calls.show_message(MESSAGES)


def _keep(visitor: Visitor) -> None:
    zone, days = state.peek(f"{KEY}-zone"), state.peek(f"{KEY}-days")
    hours = webhook_choices.chosen_hours(KEY)
    service_calls.run_service(
        MESSAGES,
        lambda: team_times.set_times(
            state.app(), str(zone or ""), days if isinstance(days, int) else 0, hours, visitor
        ),
        "Kept, for the whole team.",
    )
