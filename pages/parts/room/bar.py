"""The controls in the room's bar: how the meeting starts and ends, and the menu beside them.

Next, Pause and one minute more are a browser component that sends its commands over HTTP (``meeting_buttons.ts``). As
widgets of the page they would be replaced by each run of the fragment: a button replaced while it is pressed gets no
click, and of two quick presses during one run Streamlit keeps one.
"""

import streamlit as st

from core.domain.clock.state import Start
from core.domain.permissions import Permission
from core.errors import DebriefError
from core.services import access as services
from core.services.access import Member
from core.services.meetings import meeting_clock
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import access, components, error_boundary, service_calls, state
from pages.parts.room import finish, meeting_commands, more_menu
from pages.parts.room.command_buttons import command_button, later_sections, meeting_kind
from pages.parts.room.room_components import RoomProps


@st.fragment(key="bar")
def render(props: RoomProps) -> None:
    with error_boundary.show_errors():
        service_calls.show_message(meeting_commands.PANEL)
        try:
            me = services.member(state.app(), state.visitor(), props.pm_id)
        except DebriefError:
            return  # the panel shows the error, where there is room for it
        view = meeting_clock.view(state.app(), props.pm_id)
        with st.container(key="bar-buttons", horizontal=True, gap="xsmall"):
            with st.container(key="bar-quick", horizontal=True, gap="xsmall"):
                _meeting_buttons(view, me, props)
            more_menu.render(view, me, props)


def _meeting_buttons(view: MeetingView, me: Member, props: RoomProps) -> None:
    meeting = view.meeting
    if access.allows(me, Permission.RUN_CLOCK):
        components.buttons(props.pm_id, props.connection)  # always first: at another place it would be mounted anew
    if meeting.status == "finished":
        st.link_button("Read the summary", f"summary?pm={me.postmortem_id}", type="primary")
    elif access.allows(me, Permission.RUN_CLOCK):
        if meeting.status == "lobby":
            _start_button(view, me)
        elif not later_sections(meeting):
            _finish_popover(view, me)


def _start_button(view: MeetingView, me: Member) -> None:
    minutes = round(sum(item.seconds for item in view.meeting.plan) / 60)
    label = "Start the twenty minutes" if minutes == 20 else f"Start the {minutes} minutes"
    command_button(label, "start", me, Start(seen=view.meeting.version), primary=True, icon=":material/play_arrow:")


def _finish_popover(view: MeetingView, me: Member) -> None:
    """In the last section, where finishing is the next thing to do."""
    popover = st.popover(
        f"Finish the {meeting_kind(view.meeting)}…",
        type="primary" if view.meeting.status == "running" else "secondary",
        key="finish",
        on_change="rerun",
    )
    with popover:
        if popover.open:
            finish.render(view, me)
