"""Home's form for a new postmortem: what happened, how bad it was, and when it started."""

import contextlib
from datetime import date, time

import streamlit as st

from core.domain.people.names import TITLE_AT_MOST
from core.domain.postmortem import Severity
from core.domain.template.severity import GUIDE, UNSURE
from core.errors import BadInput, DebriefError
from core.services import postmortems
from core.services.access import Visitor
from core.services.meetings import form_times
from pages.parts.frame import date_inputs, error_boundary, html, state, times
from pages.parts.frame.date_inputs import DateInput
from pages.parts.home import seen_before

SEVERITY_UNKNOWN = "We decide in the meeting"
ZONE = "new-zone"


@st.fragment
def render(visitor: Visitor) -> None:
    with error_boundary.show_errors(), st.container(border=True):
        st.header("New postmortem", anchor=False)
        title = st.text_input(
            "What happened, in a few words",
            max_chars=TITLE_AT_MOST,
            placeholder="Checkout was down after lunch",
            key="new-title",
        )
        severity = st.radio(
            "How bad was it?", [*Severity, None], index=3, format_func=_severity_label, key="new-severity"
        )
        zone = str(state.peek(ZONE) or state.zone())
        day_column, time_column = st.columns(2, gap="small")
        with day_column:
            day = date_inputs.day_input(
                "It started on", "new-day", zone, past=True, placeholder="today, Friday, 23 Nov"
            )
        with time_column:
            at = date_inputs.time_input("at", "new-time")
        date_inputs.zone_input(ZONE)
        _start_text(day, at, zone)
        shut = st.checkbox("Closed: only people I let in may know of it", key="new-closed")
        if st.button("Create postmortem", type="primary", width="stretch", key="new-open"):
            _create(title or "", severity, day, at, zone, visitor, closed=shut)
        seen_before.like_title(title or "", visitor)


def _start_text(day: DateInput[date], at: DateInput[time], zone: str) -> None:
    """Day and time together, with the day that is assumed for a time alone."""
    started = None
    with contextlib.suppress(BadInput):  # shown under its field, and when the button is pressed
        started = form_times.incident_start(state.app(), day.value(), at.value(), zone)
    text = f"Started {times.moment_text(started, zone)}" if started else "Leave day and time empty if nobody knows yet."
    html.block(html.esc(text), "as-read")


def _severity_label(level: Severity | None) -> str:
    """The severity guide in the option itself: a caption would be too pale to read."""
    return f"**{GUIDE[level].title}.** {GUIDE[level].meaning}" if level else f"**{SEVERITY_UNKNOWN}.** {UNSURE}"


def _create(
    title: str,
    severity: Severity | None,
    day: DateInput[date],
    at: DateInput[time],
    zone: str,
    visitor: Visitor,
    *,
    closed: bool,
) -> None:
    try:
        started = form_times.incident_start(state.app(), day.value(), at.value(), zone)
        pm_id = postmortems.create(
            state.app(), title, severity, started_at=started, zone=zone, by=visitor, closed=closed
        )
    except DebriefError as error:
        st.error(html.plain(error.sentence))
        return
    st.switch_page("pages/room.py", query_params={"pm": pm_id})
