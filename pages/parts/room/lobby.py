"""The panel before the meeting: how people join, who is here, the ground rules, and how much is written already."""

import segno
import streamlit as st

from core.domain.clock.state import ReadFirst
from core.domain.permissions import Permission
from core.services import access as services
from core.services import postmortems
from core.services.access import Member
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import access, components, error_boundary, html, refresh_timer, state
from pages.parts.guide import ground_rules
from pages.parts.room import (
    came_back,
    meeting_commands,
    meeting_length,
    overdue_opening,
    proposed_severity,
    quiet_sections,
)
from pages.parts.room.command_buttons import command_button
from pages.parts.room.room_components import RoomProps

PREPARING_TAKES_MIN = 10


def render(view: MeetingView, me: Member, props: RoomProps) -> None:
    is_review = view.meeting.kind == "review"
    if access.allows(me, Permission.RUN_CLOCK) and is_review:
        st.button(
            "Call the review off",
            key="call-off",
            type="tertiary",
            on_click=meeting_commands.cancel_review,
            args=(me,),
        )
    if not is_review:
        overdue_opening.announce(view, me)
        came_back.in_lobby(view.postmortem_id)
        proposed_severity.in_lobby(view.postmortem_id, me)
    if access.allows(me, Permission.WRITE):
        _join_link(me)
    if not is_review:
        meeting_length.in_lobby(view, me)
        quiet_sections.in_lobby(view, me)
        _read_first(view, me)
    components.who(props.pm_id, props.connection, "lobby")
    with st.expander("How we talk here"):
        ground_rules.render()
    if not is_review:
        _preparation(view.postmortem_id)


def _read_first(view: MeetingView, me: Member) -> None:
    """The meeting is for agreement: what was prepared is read in silence, before anybody speaks."""
    if not access.allows(me, Permission.RUN_CLOCK):
        return
    seen = view.meeting.version
    if view.meeting.reading_started_at is None:
        what = "Everybody reads what is written so far, and says when they have. Then start the meeting."
        command_button("Two minutes to read first", "read-first", me, ReadFirst(seen=seen), help=what, wide=True)
    else:
        command_button("Stop reading", "read-first-off", me, ReadFirst(seen=seen, on=False), wide=True)


def _join_link(me: Member) -> None:
    links = services.links_for(state.app(), me, state.base_url())
    html.block("<h3>Come in</h3>")
    if links.code_shown:
        html.block(f'<span class="code">{html.esc(links.code_shown)}</span>')
    components.copy_link("lobby", "Copy link", links.participant)
    with st.popover("Join link and QR code", icon=":material/qr_code_2:", width="stretch"):
        st.code(links.participant, language=None, wrap_lines=True)
        qr = segno.make(links.participant, error="m")
        st.image(qr.svg_inline(scale=5, border=3, light="#fff", dark="#000"), alt="QR code of the join link")
        access.local_link_note()


@st.fragment
def _preparation(pm_id: str) -> None:
    """How much is written before the meeting, and how little is needed. Renewed by a timer."""
    with error_boundary.show_errors(), st.container(gap=None):
        filled = postmortems.preparation(state.app(), pm_id)
        share = round(100 * filled.done / filled.needed) if filled.needed else 100
        left = filled.needed - filled.done
        sentence = "Everything that helps is there."
        if left > 0:
            minutes = max(round(left * PREPARING_TAKES_MIN / filled.needed), 1)
            sentence = f"About {minutes} min before, the rest together."
        html.block(
            f'<h3>Prepared</h3><div class="bar" aria-hidden="true"><i style="width:{share}%"></i></div>'
            f'<p class="small after-bar"><b class="num">{filled.done} of {filled.needed}</b> filled in. {sentence}</p>'
        )
        refresh_timer.tick("lobby", refresh_timer.SLOW_MS)
