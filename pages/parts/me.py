"""What takes typing in the room's right column: my name, the title, and when we meet. Each in a fragment of its own.

They stand beside the panel, never in it: the panel reruns when the meeting changes, and that must not touch
a half-typed word.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from core.document import edit
from core.domain.names import NAME_AT_MOST, TITLE_AT_MOST, clean_title
from core.domain.roles import Deed
from core.errors import BadInput, NotAllowed
from core.services import access as services
from core.services import documents, postmortems, summary
from core.store.members import Member
from pages.parts import access, boundary, commands, look, start, state, times

SAID = "me-said"
NAME, TITLE, DAY, TIME, ZONE = "me-name", "me-title", "me-day", "me-time", "me-zone"


@st.fragment
def name_form(me: Member) -> None:
    with boundary.kind_errors():
        commands.say(f"{SAID}-name")
        visitor = state.visitor()
        name = visitor.name if visitor else me.name
        drawer = st.popover(f"You are {look.plain(name)}", icon=":material/badge:", width="stretch", key="me")
        with drawer, st.form("my-name", border=False):
            st.text_input("Your name, as the others see it", value=name, max_chars=NAME_AT_MOST, key=NAME)
            st.form_submit_button("Save", type="primary", on_click=_save_name)


@st.fragment
def title_and_time(me: Member) -> None:
    """What it is called, and when we meet. Looked up only when somebody opens it."""
    if not access.allows(me, Deed.WRITE):
        return
    with boundary.kind_errors():
        commands.say(SAID)
        drawer = st.popover("Title and time", icon=":material/event:", width="stretch", key="when", on_change="rerun")
        with drawer:
            if drawer.open:
                postmortem, _ = summary.recorded(state.app(), me.postmortem_id)
                _title(me, postmortem.title)
                _meeting_time(me, postmortem.meeting_at)


def _title(me: Member, title: str) -> None:
    with st.form("title", border=False):
        st.text_input("Title", value=title, max_chars=TITLE_AT_MOST, key=TITLE)
        st.form_submit_button("Save the title", on_click=_save_title, args=(me,))


def _meeting_time(me: Member, planned: datetime | None) -> None:
    zone = state.zone()
    if planned:
        invite = f'<a href="live/export/{look.esc(me.postmortem_id)}.ics" download>Invite (.ics)</a>'
        look.block(f"<p>We meet <b>{look.esc(times.in_zone(planned, zone))}</b> · {invite}</p>")
    else:
        look.block("<p>No meeting time yet. Within two days is best, while everybody still remembers.</p>")
    with st.form("meeting-time", border=False):
        local = planned.astimezone(ZoneInfo(zone)) if planned else state.once("when-start", state.local_now)
        st.date_input("Day", value=local.date(), format="YYYY-MM-DD", key=DAY)
        st.time_input("Time", value=local.time() if planned else None, step=300, key=TIME)
        st.selectbox("Time zone", start.zones(), key=ZONE)
        st.form_submit_button("Set the time", type="primary", on_click=_save_time, args=(me,))


def _save_name() -> None:
    def deed() -> None:
        visitor = state.visitor()
        if visitor:
            services.rename(state.app(), visitor, str(state.peek(NAME) or ""))

    commands.obey(f"{SAID}-name", deed, "Saved.")


def _save_title(me: Member) -> None:
    def deed() -> None:
        now = services.member(state.app(), state.visitor(), me.postmortem_id)
        if not access.allows(now, Deed.WRITE):
            raise NotAllowed()
        change = edit.set_title(clean_title(str(state.peek(TITLE) or "")))
        documents.edit(state.app(), me.postmortem_id, change, me.visitor_id)

    commands.obey(SAID, deed, "Saved. It stands on every page from its next reload on.")


def _save_time(me: Member) -> None:
    def deed() -> None:
        on_day, at_time = state.peek(DAY), state.peek(TIME)
        if not (isinstance(on_day, date) and isinstance(at_time, time)):
            raise BadInput("Choose a day and a time.")
        at = times.instant(datetime.combine(on_day, at_time), str(state.peek(ZONE) or state.zone()))
        postmortems.set_meeting_at(state.app(), me.postmortem_id, at, state.visitor())

    commands.obey(SAID, deed, "The time is set. Send the invite to the others.")
