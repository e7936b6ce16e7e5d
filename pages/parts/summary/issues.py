"""Under the commitments: opening an action item as an issue of the team's tracker, and keeping the issue's address."""

import streamlit as st

from core.domain.actions.action_view import ActionView
from core.services.access import Visitor
from core.services.postmortems import SummaryView
from core.services.tracker.issue_links import LONGEST_TYPED, set_link
from core.services.tracker.team import tracker_of_team
from pages.parts.frame import error_boundary, html, issues, service_calls, state

MESSAGES = "summary-issue-said"
CHOSEN, ADDRESS = "summary-issue", "summary-issue-address"
_LONGEST_SHOWN = 80


def render(view: SummaryView, visitor: Visitor | None) -> None:
    """For those who may write. Nothing while every open action has its link."""
    service_calls.show_message(MESSAGES)
    waiting = {item.action_id: item for item in view.actions if issues.can_be_opened(item) and item.text.strip()}
    if not waiting:
        return
    tracker = tracker_of_team(state.app())
    with st.expander("Link action items to their issues", icon=":material/link:"), error_boundary.show_errors():
        chosen = st.selectbox(
            "Action item", list(waiting), format_func=lambda action_id: _option(waiting[action_id]), key=CHOSEN
        )
        if chosen not in waiting:
            return
        if tracker is not None:
            html.block(f"<p>{issues.open_links(waiting[chosen], tracker.name)}</p>")
        with st.form("summary-issue-form", border=False):
            st.text_input("Address of its issue", key=ADDRESS, placeholder="https://…", max_chars=LONGEST_TYPED)
            st.form_submit_button("Keep the link", type="primary", on_click=_keep, args=(view.meta.id, chosen, visitor))


def _option(item: ActionView) -> str:
    return html.option(" ".join(item.text.split())[:_LONGEST_SHOWN])


def _keep(pm_id: str, action_id: str, visitor: Visitor | None) -> None:
    typed = str(state.peek(ADDRESS) or "")

    def change() -> None:
        set_link(state.app(), pm_id, action_id, typed, visitor)
        state.put(ADDRESS, "")

    service_calls.run_service(MESSAGES, change, "The action item leads to its issue now.")
