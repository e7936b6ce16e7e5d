"""Room: the meeting on one's own laptop. The clock across, the board on the left, the panel on the right.

The clock and the board are mounted once and never called again: only the fragments of the right column rerun.
"""

import streamlit as st

from pages.parts import access, board, look, me, panel

member = access.require_member()
look.css()
mounts = board.mounts(member)

board.top_bar(mounts)
left, right = st.columns([3, 1], gap="large")
with left:
    board.write(mounts)
with right:
    panel.panel(mounts)
    me.meeting_time(member)
    me.name_form(member)
    st.link_button("Open the shared screen", f"present?pm={mounts.pm_id}", icon=":material/cast:", width="stretch")
    st.link_button("Read the summary", f"summary?pm={mounts.pm_id}", icon=":material/article:", width="stretch")
