"""Summary: the postmortem as it reads now, what is still missing, and every export. It works at any moment."""

import streamlit as st

from core.services import postmortems
from pages.parts import access, look, state, summed_up

pm_id, visitor = access.require_reader()
look.css()
view = postmortems.summary(state.app(), pm_id)

summed_up.head(view)
summed_up.measures(view)
left, right = st.columns([5, 2], gap="large")
with left:
    summed_up.document(view)
with right:
    summed_up.downloads(pm_id, view)
    summed_up.still_missing(pm_id, view)
    summed_up.time_used(view)
    summed_up.people(view)
