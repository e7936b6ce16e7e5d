"""Summary: the postmortem as it reads now, what is still missing, every export, and its history. At any moment."""

import streamlit as st

from core.domain.roles import Deed
from core.services import postmortems, publishing
from pages.parts import access, downloads, history, late_words, look, publish, reading, review_start, state, summed_up

view = access.require_reader(lambda pm_id: postmortems.summary(state.app(), pm_id))
pm_id = view.meta.id
standing = publishing.stands(state.app(), pm_id)
may_write = access.allowed(pm_id, Deed.WRITE)
look.css()

summed_up.head(view, standing)
shown = summed_up.how_much(*summed_up.offered(history=may_write))
if shown == summed_up.HISTORY:
    history.draw(pm_id, may_restore=access.allowed(pm_id, Deed.RESTORE))
else:
    left, right = st.columns([5, 2], gap="large")
    with left:
        late_words.draw(view)
        summed_up.still_missing(view, may_write=may_write)
        whole = shown == summed_up.FULL
        reading.draw(view, standing, whole=whole, in_workspace=access.in_workspace(), to_write=may_write)
    with right:
        publish.panel(view, standing, may_publish=access.allowed(pm_id, Deed.PUBLISH))
        review_start.beside(pm_id, may_start=may_write)
        downloads.show(view)
        if whole:
            summed_up.time_used(view)
        summed_up.people(view)
