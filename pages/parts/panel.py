"""The room's right column: one fragment that reruns when the meeting changed, and never while somebody types.

It holds buttons only; what takes typing (a name, a time) stands in fragments of its own beside it, so that
a rerun of this one clears nothing.
"""

import streamlit as st

from core.domain.roles import Deed
from core.errors import DebriefError
from core.services import access as services
from core.services import meetings
from pages.parts import access, board, boundary, commands, components, controls, lobby, opening, reviewed, state, ticks

TOPICS = ("meeting", "members", "trash")


@st.fragment(key="panel")
def panel(mounts: board.Mounts) -> None:
    """Lobby, controls or the ending, as the meeting stands."""
    with boundary.kind_errors():
        beside = reviewed.shown(mounts.pm_id)
        topics = [*TOPICS, *_of_the_clock(mounts.pm_id), *(("record",) if beside else ())]
        fragments = ("panel", "review") if beside else ()
        down = components.signal(mounts.pm_id, {**mounts.line, "topics": topics}, "room", fragments)
        commands.say()
        me = services.member(state.app(), state.visitor(), mounts.pm_id)
        view = meetings.view(state.app(), mounts.pm_id)
        reviewed.switch(view)
        if view.meeting.status == "lobby":
            lobby.draw(view, me)
        opening.draw(view, me)
        controls.draw(view, me)
        if down:
            ticks.lifeline(mounts.pm_id)


def _of_the_clock(pm_id: str) -> tuple[str, ...]:
    """Only who has buttons for the clock needs them drawn again when it moves on."""
    try:
        me = services.member(state.app(), state.visitor(), pm_id)
    except DebriefError:
        return ()  # the panel says what is wrong; here it must not cost the signal
    return ("clock",) if access.allows(me, Deed.RUN_CLOCK) else ()


def ways_out(pm_id: str) -> None:
    """To the shared screen, the summary and the guide, each in a tab of its own: the room stays open."""
    with st.container(horizontal=True, gap="xsmall"):
        st.link_button("Shared screen", f"present?pm={pm_id}", icon=":material/cast:", width="stretch")
        st.link_button("Summary", f"summary?pm={pm_id}", icon=":material/article:", width="stretch")
    st.link_button("Guide", "guide", icon=":material/menu_book:", width="stretch")
