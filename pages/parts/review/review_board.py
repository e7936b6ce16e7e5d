"""The room's left side: the board, or during a review the review's component, which shows one action at a time.

What is typed there goes to the server over HTTP and never through a rerun. Here is only which of the two is mounted.
"""

import streamlit as st

from core.services.meetings import meeting_clock, room_data
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import components, html, state
from pages.parts.room import room_components
from pages.parts.room.room_components import RoomProps


def is_shown(pm_id: str) -> bool:
    """Whether this page shows the review."""
    return state.peek(_shown_key(pm_id)) is True


def is_on(view: MeetingView) -> bool:
    """Whether the room is in a review now; after its end it shows the sections again."""
    return room_data.review_is_on(view)


def board_or_review(props: RoomProps) -> None:
    """Decided in a run of the whole page only, so that it is never replaced while somebody types."""
    view = meeting_clock.view(state.app(), props.pm_id)
    on = is_on(view)
    state.put(_shown_key(props.pm_id), on)
    if on:
        components.review(props.pm_id, _data(props))
        return
    room_components.board(props)
    if view.meeting.kind == "review":
        components.review(props.pm_id, {**_data(props), "over": True})


def _data(props: RoomProps) -> dict[str, object]:
    address = f"live/review/{props.pm_id}"
    return {**props.connection, "review": address, "readonly": props.readonly}


def switch(view: MeetingView) -> bool:
    """In the panel: a button to show what the room is in now, when this page shows the other. True if it was needed."""
    review_shown = state.peek(_shown_key(view.postmortem_id))
    if review_shown is None or review_shown == is_on(view):
        return False
    if view.meeting.kind == "review" and view.meeting.status == "finished":
        return False  # the findings are still shown there, and can be completed
    text, label = (
        ("The review is open.", "Show the review") if is_on(view) else ("There is no review now.", "Show the sections")
    )
    html.block(f"<p>{text}</p>", "note")
    if st.button(label, key="switch", type="primary", width="stretch"):
        st.rerun(scope="app")
    return True


def _shown_key(pm_id: str) -> str:
    return f"shows-review-{pm_id}"
