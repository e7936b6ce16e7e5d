"""What takes typing in the room's right column: my name, the title, and when we meet. Each in a fragment of its own.

They stand beside the panel, never in it: the panel reruns when the meeting changes, and that must not touch
a half-typed word.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from core.document import edit
from core.domain.names import TITLE_AT_MOST, clean_title
from core.domain.roles import Deed
from core.errors import DebriefError
from core.services import access as services
from core.services import documents, postmortems, summary
from core.store.members import Member
from pages.parts import access, boundary, look, start, state, times


@st.fragment
def name_form(me: Member) -> None:
    with boundary.kind_errors():
        visitor = state.visitor()
        name = visitor.name if visitor else me.name
        drawer = st.popover(f"You are {look.plain(name)}", icon=":material/badge:", width="stretch", key="me")
        with drawer, st.form("my-name", border=False):
            wanted = st.text_input("Your name, as the others see it", value=name, max_chars=40)
            if st.form_submit_button("Save", type="primary") and visitor:
                _tell(lambda: services.rename(state.app(), visitor, wanted or ""), "me-said", "Saved.")
        _say("me-said")


@st.fragment
def title_and_time(me: Member) -> None:
    """What it is called, and when we meet. Looked up only when somebody opens it."""
    if not access.allows(me, Deed.WRITE):
        return
    with boundary.kind_errors():
        drawer = st.popover("Title and time", icon=":material/event:", width="stretch", key="when", on_change="rerun")
        with drawer:
            if drawer.open:
                postmortem, _ = summary.recorded(state.app(), me.postmortem_id)
                _title(me, postmortem.title)
                _meeting_time(me, postmortem.meeting_at)
        _say("when-said")


def _title(me: Member, title: str) -> None:
    with st.form("title", border=False):
        wanted = st.text_input("Title", value=title, max_chars=TITLE_AT_MOST)
        if st.form_submit_button("Save the title"):
            _tell(
                lambda: documents.edit(
                    state.app(), me.postmortem_id, edit.set_title(clean_title(wanted or "")), me.visitor_id
                ),
                "when-said",
                "Saved. It stands on every page from its next reload on.",
            )


def _meeting_time(me: Member, planned: datetime | None) -> None:
    zone = state.zone()
    if planned:
        invite = f'<a href="live/export/{look.esc(me.postmortem_id)}.ics" download>Invite (.ics)</a>'
        look.block(f"<p>We meet <b>{look.esc(times.in_zone(planned, zone))}</b> · {invite}</p>")
    else:
        look.block("<p>No meeting time yet. Within two days is best, while everybody still remembers.</p>")
    with st.form("meeting-time", border=False):
        local = planned.astimezone(ZoneInfo(zone)) if planned else state.once("when-start", state.local_now)
        on_day = st.date_input("Day", value=local.date(), format="YYYY-MM-DD")
        at_time = st.time_input("Time", value=local.time() if planned else None, step=300)
        in_zone = st.selectbox("Time zone", start.zones())
        if st.form_submit_button("Set the time", type="primary"):
            if not (on_day and at_time):
                st.error("Choose a day and a time.")
                return
            at = times.instant(datetime.combine(on_day, at_time), in_zone or zone)
            visitor = state.visitor()
            _tell(
                lambda: postmortems.set_meeting_at(state.app(), me.postmortem_id, at, visitor),
                "when-said",
                "The time is set. Send the invite to the others.",
            )


def _tell(deed: Callable[[], object], slot: str, then: str = "") -> None:
    """Do it, and say on the next drawing how it went."""
    try:
        deed()
    except DebriefError as error:
        st.error(error.sentence)
        return
    if then:
        state.put(slot, then)
    st.rerun(scope="fragment")


def _say(slot: str) -> None:
    said = state.take(slot)
    if isinstance(said, str):
        st.toast(said)
