"""Which sections begin with a quiet minute in this meeting: for the facilitator, before it and while it runs."""

import streamlit as st

from core.domain.clock.steps import title_of
from core.domain.permissions import Permission
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import WRITABLE
from core.services.access import Member
from core.services.meetings import quiet_minutes
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import access, html, state
from pages.parts.frame.service_calls import run_service
from pages.parts.room import menu
from pages.parts.room.meeting_commands import PANEL

_ABOUT = (
    "When the group comes to such a section, everybody writes alone for a minute. Then all lines are shown at once, in "
    "random order."
)


def in_lobby(view: MeetingView, me: Member) -> None:
    if access.allows(me, Permission.RUN_CLOCK):
        with st.popover("Quiet minutes", icon=":material/edit_note:", width="stretch"):
            _switches(view, me)


def in_menu(view: MeetingView, me: Member) -> bool:
    """The entry of the menu while the meeting runs; whether it is open."""
    return menu.entry("Quiet minutes", "quiet", lambda: _switches(view, me))


def _switches(view: MeetingView, me: Member) -> None:
    html.block(f'<p class="small">{_ABOUT}</p>')
    for section in WRITABLE:
        on = section in view.quiet.minute.switched_on
        # A widget of its own for each state, so that it shows what somebody else chose.
        key = f"quiet-{view.postmortem_id}-{section}-{on}"
        st.checkbox(html.plain(title_of(section)), value=on, key=key, on_change=_switch, args=(me, section, not on))


def _switch(me: Member, section: SectionId, on: bool) -> None:
    run_service(PANEL, lambda: quiet_minutes.switch(state.app(), me, section, on=on))
