"""The way into a review and out of it: which ones are due, the button that opens one, and what one left behind."""

from collections.abc import Sequence

import streamlit as st

from core.domain.review import ReviewNote
from core.services import reviews
from core.services.follow_up import Board
from core.services.reviews import DueReview
from core.store.visitors import Visitor
from pages.parts import boundary, look, review_words, state, times


def due(visitor: Visitor) -> None:
    """On Home: reviews that wait or run."""
    found = reviews.due(state.app())
    if not found:
        return
    st.header("Time to look back", anchor=False)
    with st.container(key="list-reviews", gap="xsmall"):
        for each in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                look.block(_row(each))
                _way_in(each.postmortem_id, each.title, open_already=each.status is not None, by=visitor)


def _row(each: DueReview) -> str:
    words = {"lobby": "open now", "running": "running now", "paused": "paused"}.get(
        each.status or "", f"review of {times.day(each.due_on)}"
    )
    return (
        f'<div class="row"><span class="grow"><a href="summary?pm={look.esc(each.postmortem_id)}">'
        f"{look.esc(each.title)}</a> {look.severity_chip(each.severity)}<br>"
        f'<span class="quiet small">{look.esc(words)}</span></span></div>'
    )


def beside(pm_id: str, *, may_start: bool) -> None:
    """On the summary: when the review is, and the button to begin it, then or earlier."""
    visitor = state.visitor()
    view = reviews.look(state.app(), pm_id)
    if not may_start or visitor is None or not view.worth_offering:
        return
    look.block(f"<h3>The review</h3><p>{look.esc(_when(view))}</p>")
    _way_in(pm_id, "", open_already=view.is_open, by=visitor, primary=view.due, again=bool(view.notes))


def _when(view: reviews.ReviewView) -> str:
    if view.is_open:
        return "It is open now. Everybody with the link can come in."
    if view.due:
        return "Its day has come. Five minutes: did we do it, and would it happen again?"
    if view.notes:
        last = times.in_zone(view.notes[-1].at, state.zone())
        later = view.review_on if view.review_on and view.review_on > view.today else None
        return f"The last one was {last}." + (f" The next is on {times.day(later)}." if later else "")
    return (
        f"On {times.day(view.review_on)}, or whenever you are ready." if view.review_on else "Whenever you are ready."
    )


def of_filtered(board: Board, visitor: Visitor) -> None:
    """On Follow-up: the review of the incident that the list is about."""
    pm_id = board.asked.pm_id
    if not pm_id or all(each.id != pm_id for each in board.incidents):
        return  # whatever stands in the address, the list is drawn
    view = reviews.look(state.app(), pm_id)
    if view.worth_offering and (view.due or view.is_open):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look.block(f"<p>{look.esc(_when(view))}</p>")
            _way_in(pm_id, "", open_already=view.is_open, by=visitor, primary=True)


def _way_in(
    pm_id: str, title: str, *, open_already: bool, by: Visitor, primary: bool = False, again: bool = False
) -> None:
    of = f" of {look.plain(title)}" if title else ""
    label = "Join the review" if open_already else "Start another review" if again else "Start the review"
    if st.button(
        label,
        key=f"review-{pm_id}",
        type="primary" if primary else "secondary",
        help=f"Opens the room with the review{of}" if open_already else f"Opens the room for the review{of}",
    ):
        with boundary.kind_errors():
            if not open_already:
                reviews.open_review(state.app(), pm_id, by)
            st.switch_page("pages/room.py", query_params={"pm": pm_id})


def left_behind(notes: Sequence[ReviewNote]) -> None:
    """On the summary and on what is published: what was found when the team looked back, the latest first."""
    if notes:
        look.block(
            "<h2>The review</h2>" + "".join(review_words.left_behind(each) for each in reversed(notes)), "doc review"
        )
