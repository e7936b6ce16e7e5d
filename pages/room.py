"""Room: the meeting on one's own laptop. The bar across, the board or a review on the left, the panel on the right.

The clock and the board are mounted once and never called again: only the fragments beside them rerun.
"""

import streamlit as st

from pages.parts.frame import access, html, page_frame
from pages.parts.review import review_board
from pages.parts.room import bar, panel, room_components

member = access.require_member()
html.add_styles()
html.add_bar_styles()
props = room_components.room_props(member)
page_frame.name_tab(props.title)

# In the order in which they are needed, not in that of their places: whoever comes can type before the bar is drawn.
bar_place = st.container(key="room-bar", horizontal=True, vertical_alignment="center", gap="small")
left, right = st.columns([3, 1], gap="large")
with left:
    review_board.board_or_review(props)
with bar_place:
    room_components.clock(props)
    bar.render(props)
with right:
    panel.render(props)
