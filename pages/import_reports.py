"""Bring in old reports: drop files, look at what was recognised, choose, and take them."""

import streamlit as st

from pages.parts.frame import access, html
from pages.parts.import_reports import choose_files, preview_list, results, taking

visitor = access.require_workspace_to_change()
html.add_styles()

with html.column():
    st.title("Bring in old reports", anchor=False)
    choose_files.introduction()
    if found := results.stored():
        results.render(found)
    else:
        files = choose_files.uploads()
        rows = choose_files.read(files)
        if rows:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                taking.render(files, preview_list.chosen(rows), visitor)
                preview_list.choose_buttons(rows)
            preview_list.render(rows)
