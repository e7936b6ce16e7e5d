"""Home: start a postmortem, join a meeting, and the lists of running, planned and finished ones."""

import streamlit as st

from core.services import postmortems
from pages.parts.frame import access, html, state
from pages.parts.home import alerts, anniversary, came_back, join, new_postmortem, postmortem_lists
from pages.parts.review import review_start

visitor = access.require_workspace()
html.add_styles()
home = postmortems.home(state.app())
may_change = access.may_change()  # asked once: each row has a menu of what may be changed

left, right = html.column(html.WIDE).columns([5, 3], gap="large")
with left:
    with st.container(key="home-title"):
        st.title("Twenty minutes, one clock, no blame", anchor=False)
        html.block("Write down what happened while it is fresh, and leave with fixes that somebody owns.", "quiet")
    postmortem_lists.completion_line()
    postmortem_lists.first_steps(home)
    postmortem_lists.running(home, may_change)
    review_start.due(visitor)
    came_back.still_open(home, visitor)
    from_alerts = alerts.render(home, visitor, may_change)
    postmortem_lists.waiting(home, may_change, from_alerts)
    postmortem_lists.upcoming(home, may_change)
    anniversary.render(visitor)
    postmortem_lists.recent(home, may_change)
    if may_change:
        postmortem_lists.trash(home, visitor)
with right:
    if may_change:
        new_postmortem.render(visitor)
    join.join_meeting()
    join.workspace_link()
    join.old_reports_link()
