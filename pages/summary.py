"""Summary: the postmortem as it reads now, what is still missing, and every export. It works at any moment."""

import streamlit as st

from core.services import postmortems
from pages.parts import access, downloads, look, state, summed_up

view = access.require_reader(lambda pm_id: postmortems.summary(state.app(), pm_id))
look.css()

summed_up.head(view)
summed_up.measures(view)
left, right = st.columns([5, 2], gap="large")
with left:
    summed_up.document(view)
with right:
    downloads.show(view)
    summed_up.still_missing(view)
    summed_up.time_used(view)
    summed_up.people(view)
