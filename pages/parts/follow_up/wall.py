"""The wall screen: the open actions in large type, the overdue first, without controls, renewed by a timer.

Each renewal checks again whether this browser may see the workspace.
"""

from collections.abc import Sequence

import streamlit as st

from core.domain.actions.action_view import ActionCounts, ActionView
from core.errors import WorkspaceLocked
from core.services.access import EVERYBODY
from core.services.actions import action_queries
from pages.parts.follow_up import action_html
from pages.parts.frame import access, error_boundary, html, refresh_timer, state, times

SHOWN = 6
RENEW_MS = 20_000


@st.fragment
def render() -> None:
    with error_boundary.show_errors():
        if not access.may_see_workspace(state.visitor()):
            raise WorkspaceLocked()
        # Everybody who passes by reads it, so nothing closed stands there, whoever opened it.
        everybodys = state.app().reading_for(EVERYBODY)
        html.block(_screen(*action_queries.most_overdue(everybodys, SHOWN)), "wall")
        refresh_timer.tick("wall", RENEW_MS)


def _screen(counts: ActionCounts, rows: Sequence[ActionView]) -> str:
    items = "".join(_row(row) for row in rows) or "<li><b>Nothing is waiting.</b></li>"
    more = counts.open - len(rows)
    rest = f"and {more:,} more · " if more > 0 else ""
    now = times.time_of_day_text(state.local_now().time())
    return (
        f"<header><h1>Action items</h1>{_figures(counts)}</header>"
        f"<ul>{items}</ul>"
        f'<footer>{rest}as of <span class="num">{now}</span></footer>'
    )


def _figures(counts: ActionCounts) -> str:
    late = f'<span class="late"><b class="num">{counts.overdue:,}</b> overdue</span>' if counts.overdue else ""
    return f'<p>{late}<span><b class="num">{counts.open:,}</b> open</span></p>'


def _row(item: ActionView) -> str:
    late = "late" if item.overdue or item.due is None else ""
    origin = f"{action_html.owner_text(item)} · {item.postmortem_title}"
    return (
        f'<li class="{late}"><span class="what"><b dir="auto">{html.esc(item.text.strip())}</b>'
        f'<span class="of" dir="auto">{html.esc(origin)}</span></span>'
        f'<span class="when num">{html.esc(action_html.deadline_text(item))}</span></li>'
    )
