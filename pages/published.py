"""Published: what a reader of the company's link sees. The text of today and what was changed since; nothing else."""

import streamlit as st

from core.domain.roles import Deed
from core.services import publishing
from pages.parts import access, downloads, look, publish, reading, state, summed_up

view, standing = access.require_published(
    lambda pm_id, visitor, inside: publishing.read(state.app(), visitor, pm_id, inside=inside)
)
look.css()

with st.container(width=look.READING):
    summed_up.head(view, standing)
    shown = summed_up.how_much(summed_up.GLANCE, summed_up.FULL)
    reading.draw(view, standing, whole=shown == summed_up.FULL, in_workspace=access.in_workspace())
    downloads.for_readers(view)
    summed_up.people(view)
    publish.way_in(view.meta.id, inside=access.allowed(view.meta.id, Deed.READ))
