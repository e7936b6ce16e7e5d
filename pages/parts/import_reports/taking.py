"""Taking the chosen reports, one transaction each, with a bar; leaving the page keeps those that are in."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.services.access import Visitor
from core.services.old_reports import bring_in
from pages.parts.frame import html, state
from pages.parts.import_reports import choose_files, preview_list, results
from pages.parts.import_reports.preview_row import preview_row


def render(files: Sequence[UploadedFile], chosen: frozenset[int], visitor: Visitor) -> None:
    """The button, and what it does."""
    label = "Bring in 1 report" if len(chosen) == 1 else f"Bring in {len(chosen)} reports"
    if not st.button(label, type="primary", key="import-take", disabled=not chosen, icon=":material/move_to_inbox:"):
        return
    bar = st.progress(0.0, "Bringing in…")
    done = []
    for number, file in enumerate(choose_files.report_files(files)):
        if number not in chosen:
            continue
        done.append(preview_row(number, bring_in(state.app(), file, visitor, choose_files.zone())))
        bar.progress(len(done) / len(chosen), f"{len(done)} of {len(chosen)}: {html.plain(done[-1].title)}")
    results.keep(done)
    preview_list.forget()
    state.put(choose_files.ROUND, state.once(choose_files.ROUND, int) + 1)
    st.rerun()
