"""Follow-up: did we do it? Every promise of every postmortem, the overdue first."""

import streamlit as st

from core.services import follow_up
from pages.parts import access, look, promises, state, ticks

visitor = access.require_workspace()
look.css()
known = follow_up.promises(state.app(), include_closed=True)

with st.container(width=look.READING):
    st.title("Follow-up", anchor=False)
    look.block("A postmortem is kept when its fixes are made. Here they wait, the overdue first.", "quiet")
    ticks.wall(promises.figures(known))
    promises.waiting(known, visitor)
    promises.closed(known, visitor)
