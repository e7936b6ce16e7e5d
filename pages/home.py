"""Home: start a postmortem, join a meeting, and see what waits, what runs and what was finished."""

import streamlit as st

from core.services import postmortems
from pages.parts import access, incidents, look, review_start, start, state

visitor = access.require_workspace()
look.css()
home = postmortems.home(state.app())

left, right = st.columns([5, 3], gap="large")
with left:
    st.title("Twenty minutes, one clock, no blame", anchor=False)
    look.block("Write down together what happened while it is fresh, and leave with fixes that somebody owns.", "quiet")
    incidents.kept()
    incidents.first_steps(home)
    incidents.running(home)
    review_start.due(visitor)
    incidents.waiting(home)
    incidents.upcoming(home)
    incidents.recent(home)
    incidents.trash(home, visitor)
with right:
    start.new_postmortem(visitor)
    start.join()
    start.workspace_link()
