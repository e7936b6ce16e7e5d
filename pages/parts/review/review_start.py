"""Reviews outside the room: which ones are due, the button that opens one, and the findings of finished ones."""

from collections.abc import Sequence

import streamlit as st

from core.domain.review import ReviewNote
from core.services.access import Visitor
from core.services.actions.action_queries import ActionPage
from core.services.reviews import lifecycle, review_queries
from core.services.reviews.review_queries import DueReview
from pages.parts.frame import error_boundary, html, state, times
from pages.parts.home import postmortem_lists
from pages.parts.review import review_html


def due(visitor: Visitor) -> None:
    """On Home: reviews that are due or running."""
    found = review_queries.due_reviews(state.app())
    if not found:
        return
    st.header("Time to look back", anchor=False)
    with st.container(key="list-reviews", gap="xsmall"):
        for item in postmortem_lists.first(found, "reviews"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                html.block(_row(item))
                _open_button(item.postmortem_id, item.title, is_open=item.status is not None, by=visitor)
        postmortem_lists.show_more(len(found), "reviews")


def _row(item: DueReview) -> str:
    text = {"lobby": "open now", "running": "running now", "paused": "paused"}.get(
        item.status or "", f"review of {times.day_text(item.due_on)}"
    )
    return (
        f'<div class="row"><span class="grow"><a href="summary?pm={html.esc(item.postmortem_id)}">'
        f"{html.esc(item.title)}</a> {html.severity_chip(item.severity)}<br>"
        f'<span class="quiet small">{html.esc(text)}</span></span></div>'
    )


def on_summary(pm_id: str, *, may_start: bool) -> None:
    """On the summary: when the review is, and the button to open it, then or earlier."""
    visitor = state.visitor()
    view = review_queries.review_view(state.app(), pm_id)
    if not may_start or visitor is None or not view.worth_offering:
        return
    html.block(f"<h3>The review</h3><p>{html.esc(_when(view))}</p>")
    _open_button(pm_id, "", is_open=view.is_open, by=visitor, primary=view.due, again=bool(view.notes))


def _when(view: review_queries.ReviewView) -> str:
    if view.is_open:
        return "It is open now. Everybody with the link can come in."
    if view.due:
        return "The review is due. Five minutes: did we do it, and would it happen again?"
    if view.notes:
        last = times.local_moment_text(view.notes[-1].at, view.zone, state.zone())
        later = view.review_on if view.review_on and view.review_on > view.today else None
        return f"The last one was {last}." + (f" The next is on {times.day_text(later)}." if later else "")
    return (
        f"On {times.day_text(view.review_on)}, or whenever you are ready."
        if view.review_on
        else "Whenever you are ready."
    )


def on_follow_up(page: ActionPage, visitor: Visitor) -> None:
    """On Follow-up: the review of the incident that the list is about."""
    pm_id = page.query.pm_id
    if not pm_id or all(incident.id != pm_id for incident in page.incidents):
        return  # an unknown id in the address must not keep the list from being shown
    view = review_queries.review_view(state.app(), pm_id)
    if view.worth_offering and (view.due or view.is_open):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            html.block(f"<p>{html.esc(_when(view))}</p>")
            _open_button(pm_id, "", is_open=view.is_open, by=visitor, primary=True)


def _open_button(
    pm_id: str, title: str, *, is_open: bool, by: Visitor, primary: bool = False, again: bool = False
) -> None:
    of = f" of {html.plain(title)}" if title else ""
    label = "Join the review" if is_open else "Start another review" if again else "Start the review"
    if st.button(
        label,
        key=f"review-{pm_id}",
        type="primary" if primary else "secondary",
        help=f"Opens the room with the review{of}" if is_open else f"Opens the room for the review{of}",
    ):
        with error_boundary.show_errors():
            if not is_open:
                lifecycle.open_review(state.app(), pm_id, by)
            st.switch_page("pages/room.py", query_params={"pm": pm_id})


def findings(notes: Sequence[ReviewNote], zone: str) -> None:
    """On the summary and on the published page: the finished reviews, the latest first."""
    if notes:
        html.block(
            "<h2>The review</h2>" + "".join(review_html.findings(note, zone) for note in reversed(notes)),
            "doc review",
        )
