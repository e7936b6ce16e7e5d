"""Follow-up: did we do it? Every promise of every postmortem, the overdue first; on a wall with ``?wall=1``."""

import streamlit as st

from core.services import follow_up
from pages.parts import access, look, promise_filters, promises, review_start, state, ticks, wall

visitor = access.require_workspace()
look.css()

if state.query("wall"):
    wall.draw()
else:
    board = follow_up.board(state.app(), promise_filters.asked(), promise_filters.shown())
    with st.container(width=look.READING):
        promises.head(board)
        ticks.promised(board.tally, of_all=board.asked == follow_up.Asked())
        review_start.of_filtered(board, visitor)
        promise_filters.draw(board)
        promises.rows(board, visitor)
        promise_filters.more(board)
        promises.ways_out()
