"""The overdue actions of other incidents at the opening of a meeting: a card in the room's panel.

It stands in the right column, so that nothing moves under anybody who types, and it disappears by itself.
"""

from datetime import datetime

import streamlit as st

from core.domain.actions.action_view import ActionView
from core.domain.permissions import Permission
from core.services.access import Member
from core.services.meetings import overdue_opening
from core.services.meetings.meeting_clock import MeetingView
from core.services.meetings.overdue_opening import Opening
from pages.parts.follow_up import action_html
from pages.parts.frame import access, html, state
from pages.parts.frame.service_calls import run_service
from pages.parts.room.meeting_commands import PANEL

SHOWN = 3  # in the panel; the shared screen has room for all


def announce(view: MeetingView, me: Member) -> None:
    """In the lobby, for facilitators of the workspace: what the meeting will open with."""
    if access.allows(me, Permission.RUN_CLOCK) and access.may_see_workspace(state.visitor()):
        late = overdue_opening.overdue_elsewhere(state.app(), view.postmortem_id)
        if late:
            text = "One overdue action item opens" if late == 1 else f"{late} overdue action items open"
            html.block(
                f'<p class="small quiet">{text} the meeting for half a minute, '
                'for the team only. <a href="follow_up" target="_blank">Look at them</a></p>'
            )


def render(view: MeetingView, me: Member) -> bool:
    """In the panel; whether there was anything to show. One query once the opening is over."""
    if view.meeting.kind != "sync" or view.meeting.status not in ("running", "paused"):
        return False
    in_workspace = access.may_see_workspace(state.visitor())
    opening = overdue_opening.opening_for_member(state.app(), me, in_workspace)
    if opening is None:
        return False
    with st.container(key="opening", gap="xsmall"):
        html.block(_card(opening, in_workspace, view.now))
        if opening.leads:
            st.button("Seen, go on", key="opening-go-on", type="primary", width="stretch", on_click=_close, args=(me,))
            st.button(
                "Show it once more" if opening.shown else "Show to everybody",
                key="opening-show",
                width="stretch",
                help="On the shared screen and to guests, for half a minute",
                on_click=_show,
                args=(me,),
            )
    return True


def _card(opening: Opening, in_workspace: bool, now: datetime) -> str:
    """The most overdue of them, few enough that the meeting's buttons stay in sight."""
    count = "One action item is overdue" if opening.total == 1 else f"{opening.total} action items are overdue"
    rows = "".join(_row(row) for row in opening.rows[:SHOWN])
    more = opening.total - len(opening.rows[:SHOWN])
    rest = f"and {more} more" if more > 0 else ""
    link = '<a href="follow_up" target="_blank">Follow-up</a>' if in_workspace else ""
    below = " · ".join(part for part in (rest, link) if part)
    body = f'<h3>Before we begin</h3><p><b>{count}.</b></p><ul>{rows}</ul><p class="small quiet">{below}</p>'
    if opening.until is None:
        return f'<section aria-label="Overdue action items" class="card opening">{body}</section>'
    left_s = max((opening.until - now).total_seconds(), 0.0)
    timed = f'class="card opening passing" style="animation-delay:{left_s:.1f}s"'
    return f'<section aria-label="Overdue action items" {timed}>{body}</section>'


def _row(item: ActionView) -> str:
    details = " · ".join((action_html.owner_text(item), action_html.late_text(item), item.postmortem_title))
    return (
        f'<li><b dir="auto">{html.esc(item.text.strip())}</b>'
        f'<span class="small quiet" dir="auto">{html.esc(details)}</span></li>'
    )


def _show(me: Member) -> None:
    run_service(PANEL, lambda: overdue_opening.show(state.app(), me), "Everybody sees it for half a minute.")


def _close(me: Member) -> None:
    run_service(PANEL, lambda: overdue_opening.go_on(state.app(), me))
