"""Room: the meeting on one's own laptop. The clock across, the board or a review on the left, the panel on the right.

The clock and the board are mounted once and never called again: only the fragments of the right column rerun.
"""

import streamlit as st

from pages.parts import access, board, look, me, panel, reviewed

member = access.require_member()
look.css()
mounts = board.mounts(member)

board.head(mounts)
board.top_bar(mounts)
left, right = st.columns([3, 1], gap="large")
with left:
    reviewed.place(mounts)
with right:
    panel.panel(mounts)
    with st.container(gap="xsmall"):
        me.title_and_time(member)
        me.name_form(member)
        panel.ways_out(mounts.pm_id)
