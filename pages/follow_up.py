"""Follow-up: did we do it? Every promise of every postmortem, the overdue first."""

import streamlit as st

from core.services import follow_up
from pages.parts import access, look, promises, state, ticks

visitor = access.require_workspace()
look.css()

st.title("Follow-up", anchor=False)
look.block("A postmortem is kept when its fixes are made. Here they wait, the overdue first.", "quiet")

known = follow_up.promises(state.app(), include_closed=True)
ticks.wall(promises.figures(known))
still_open = [each for each in known if each.state in ("open", "moved")]
for each in still_open:
    promises.card(each, visitor)
if not still_open:
    look.block("<p>Nothing is waiting. Every promise is kept, or was dropped with a reason.</p>")
promises.closed([each for each in known if each not in still_open], visitor)
