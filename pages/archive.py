"""Archive: every postmortem, found by any text in it."""

import streamlit as st

from core.services import postmortems
from pages.parts.frame import access, html, state
from pages.parts.home import archive_list

access.require_workspace()
html.add_styles()

with html.column():
    st.title("Archive", anchor=False)
    html.block("Have we seen this before? Search all words of all postmortems.", "quiet")
    query = archive_list.search_box()
    found = postmortems.archive(state.app(), query, archive_list.page_number())
    archive_list.count(found)
    archive_list.entries(found)
    archive_list.pages(found)
