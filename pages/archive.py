"""Archive: every postmortem, found by any word in it."""

import streamlit as st

from core.services import postmortems
from pages.parts import access, archived, look, state

access.require_workspace()
look.css()

with st.container(width=look.READING):
    st.title("Archive", anchor=False)
    look.block("Have we seen this before? Search all words of all postmortems.", "quiet")
    query = archived.search_box()
    found = postmortems.archive(state.app(), query, archived.page_asked())
    archived.count(found)
    archived.entries(found)
    archived.pages(found)
