"""The forms in the room's menu: my name, the title, and the meeting's time. Each in a fragment of its own.

The menu around them is drawn again when the meeting changes; half-typed text stays
(tests/e2e/test_rules_of_the_room.py).
When somebody else saved another value meanwhile, the form asks which one to keep.
"""

from datetime import datetime

import streamlit as st

from core.domain.dates.zones import zone_or_utc
from core.domain.people.names import NAME_AT_MOST, TITLE_AT_MOST, clean_title
from core.services import access as services
from core.services.access import Member
from core.services.meetings import form_times, planning
from core.services.postmortems import summary_view
from pages.parts.frame import date_inputs, error_boundary, html, service_calls, state, times

MESSAGES = "me-said"
NAME, TITLE, DAY, TIME, ZONE = "me-name", "me-title", "me-day", "me-time", "me-zone"
SEEN_TITLE, SEEN_TIME = "me-seen-title", "me-seen-time"


def my_name(me: Member) -> str:
    visitor = state.visitor()
    return visitor.name if visitor else me.name


@st.fragment
def name_form(me: Member) -> None:
    with error_boundary.show_errors():
        visitor = state.visitor()
        if visitor is not None and visitor.signed_in:
            provider, out = state.app().settings.provider_name, f"{state.base_url()}/live/sign-out"
            html.block(
                f"<p>Your name comes from {html.esc(provider)}, where you are signed in. "
                f'<a href="{html.esc(out)}">Sign out</a></p>'
            )
            return
        service_calls.show_message(f"{MESSAGES}-name")
        with st.form("my-name", border=False):
            st.text_input("Your name, as the others see it", value=my_name(me), max_chars=NAME_AT_MOST, key=NAME)
            st.form_submit_button("Save", type="primary", on_click=_save_name)


@st.fragment
def title_and_time(me: Member) -> None:
    with error_boundary.show_errors():
        service_calls.show_message(MESSAGES)
        postmortem, _ = summary_view.recorded(state.app(), me.postmortem_id)
        _title(me, postmortem.title)
        _meeting_time(me, postmortem.meeting_at, postmortem.zone)


def _title(me: Member, title: str) -> None:
    if state.peek(TITLE) is None:
        _use_title(title)
    changed = title != state.peek(SEEN_TITLE)
    with st.form("title", border=False):
        st.text_input("Title", max_chars=TITLE_AT_MOST, key=TITLE)
        if changed:
            html.block(f"<p>Changed by somebody else meanwhile. It is now <b>{html.esc(title)}</b>.</p>", "note")
        label = "Use mine instead" if changed else "Save the title"
        st.form_submit_button(label, key="save-title", on_click=_save_title, args=(me, title))
        if changed:
            st.form_submit_button("Keep theirs", key="keep-title", on_click=_use_title, args=(title,))


def _use_title(title: str) -> None:
    state.put(TITLE, title)
    state.put(SEEN_TITLE, title)


def _meeting_time(me: Member, planned: datetime | None, postmortem_zone: str) -> None:
    zone = state.zone()
    if planned:
        invite = f'<a href="live/export/{html.esc(me.postmortem_id)}.ics" download>Invite (.ics)</a>'
        when = times.local_moment_text(planned, zone, postmortem_zone)
        html.block(f"<p>We meet <b>{html.esc(when)}</b> · {invite}</p>")
    else:
        html.block("<p>No meeting time yet. Within two days is best, while everybody still remembers.</p>")
    if state.peek(DAY) is None:
        _use_time(planned, zone)
    chosen_zone = str(state.peek(ZONE) or zone)
    date_inputs.day_input("Day", DAY, chosen_zone)
    date_inputs.time_input("Time", TIME)
    date_inputs.zone_input(ZONE)
    changed = planned != state.peek(SEEN_TIME)
    if changed:
        html.block("<p>Changed by somebody else meanwhile. What is set now stands above.</p>", "note")
    label = "Use mine instead" if changed else "Set the time"
    st.button(label, key="save-time", type="primary", on_click=_save_time, args=(me, planned))
    if changed:
        st.button("Keep theirs", key="keep-time", on_click=_use_time, args=(planned, chosen_zone))


def _use_time(planned: datetime | None, zone: str) -> None:
    local = planned.astimezone(zone_or_utc(zone)) if planned else None
    state.put(DAY, times.day_text(local.date()) if local else "")
    state.put(TIME, times.time_of_day_text(local.time()) if local else "")
    state.put(SEEN_TIME, planned)


def _save_name() -> None:
    def rename() -> None:
        visitor = state.visitor()
        if visitor:
            services.rename(state.app(), visitor, str(state.peek(NAME) or ""))

    service_calls.run_service(f"{MESSAGES}-name", rename, "Saved.")


def _save_title(me: Member, seen: str) -> None:
    typed = str(state.peek(TITLE) or "")

    def retitle() -> None:
        planning.retitle(state.app(), me.postmortem_id, typed, seen, state.visitor())
        state.put(SEEN_TITLE, clean_title(typed))

    service_calls.run_service(MESSAGES, retitle, "Saved. It stands on every page from its next reload on.")


def _save_time(me: Member, seen: datetime | None) -> None:
    """Reads the fields' values of now: the button may be pressed before a run with the last typed text."""
    zone = str(state.peek(ZONE) or state.zone())

    def reschedule() -> None:
        day, at = date_inputs.read_day(state.peek(DAY), zone), date_inputs.read_time(state.peek(TIME))
        moment = form_times.planned_time(day.value(), at.value(), zone, near=seen)
        planning.reschedule(state.app(), me.postmortem_id, moment, seen, state.visitor())
        state.put(SEEN_TIME, moment)

    service_calls.run_service(MESSAGES, reschedule, "The time is set. Send the invite to the others.")
