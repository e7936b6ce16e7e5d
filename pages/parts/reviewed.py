"""The room's left side while it holds a review: the step the group is at, the actions, the question, the note.

One fragment that reruns with the panel when something changed. It holds forms, so their places are fixed from start
to end, and nothing is ever drawn above them that was not there before.
"""

import streamlit as st

from core.domain.roles import Deed
from core.services import access as services
from core.services import meetings, reviews
from core.services.meetings import MeetingView
from pages.parts import access, board, boundary, commands, look, review_cards, review_words, state


def shown(pm_id: str) -> bool:
    """Whether this page shows the review."""
    return state.peek(_shown(pm_id)) is True


def is_on(view: MeetingView) -> bool:
    """Whether the room holds a review now; one that is over leaves the place to the sections again."""
    return view.meeting.kind == "review" and view.meeting.status != "finished"


def place(mounts: board.Mounts) -> None:
    """The review or the sections, as it stands when the page is drawn. It is not exchanged under anybody's hands."""
    on = is_on(meetings.view(state.app(), mounts.pm_id))
    state.put(_shown(mounts.pm_id), on)
    if on:
        walk(mounts)
    else:
        board.write(mounts)


@st.fragment(key="review")
def walk(mounts: board.Mounts) -> None:
    with boundary.kind_errors():
        commands.say(review_cards.SAID)
        me = services.member(state.app(), state.visitor(), mounts.pm_id)
        clock = meetings.view(state.app(), mounts.pm_id)
        view = reviews.look(state.app(), mounts.pm_id)
        going = clock.meeting.status in ("running", "paused")
        by = state.visitor() if going and access.allows(me, Deed.WRITE) else None
        look.block(review_words.now(clock), "review")
        for each in view.walk:
            review_cards.action(view, each, review_words.is_now(clock, each), by)
        review_cards.answer(view, by)
        review_cards.checklist(view, by)
        review_cards.note(view, by)


def switch(view: MeetingView) -> None:
    """In the panel: the room holds something else by now than this page shows."""
    shown = state.peek(_shown(view.postmortem_id))
    if shown is None or shown == is_on(view):
        return
    if view.meeting.kind == "review" and view.meeting.status == "finished":
        return  # what was found stands there still
    words, label = (
        ("The review is open.", "Show the review") if is_on(view) else ("There is no review now.", "Show the sections")
    )
    look.block(f"<p>{words}</p>", "note")
    if st.button(label, key="switch", type="primary", width="stretch"):
        st.rerun(scope="app")


def _shown(pm_id: str) -> str:
    return f"shows-review-{pm_id}"
