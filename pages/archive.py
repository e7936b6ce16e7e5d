"""Archive: every postmortem, found by any text in it."""

import streamlit as st

from pages.parts.frame import access, html
from pages.parts.home import archive_filters, archive_list, join

access.require_workspace()
html.add_styles()

with html.column():
    st.title("Archive", anchor=False)
    html.block(
        "Have we seen this before? Search all words in any form. “A phrase” stays together, -word is left out.",
        "quiet",
    )
    join.old_reports_link()
    query, chosen = archive_list.search_box(), archive_filters.from_address()
    archive_filters.render(chosen)
    found = archive_list.find(query, chosen)
    archive_list.count(found)
    archive_list.entries(found)
    archive_list.pages(found)
