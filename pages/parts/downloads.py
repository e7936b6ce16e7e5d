"""Taking a postmortem along: every format, made at the click from what is written then, and a message to paste.

Three formats stand open, because most people want one of them; the others are one click away.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st

from core.services import exports
from core.services.postmortems import SummaryView
from pages.parts import look, state

MAIN: Final = (("pdf", "PDF, to read and print"), ("docx", "Word, to go on with"), ("md", "Markdown"))
MORE: Final = (
    ("html", "One web page"),
    ("csv", "Actions as a table (CSV)"),
    ("todo.ics", "Deadlines and review, for a calendar"),
    ("ics", "Invite to the meeting"),
    ("json", "JSON, to import again"),
)


FOR_READERS: Final = (("pdf", "PDF, to read and print"), ("html", "One web page"))


def for_readers(view: SummaryView) -> None:
    """What somebody takes along who only reads: nothing to import, nothing to go on with."""
    with st.container(horizontal=True):
        for fmt, label in FOR_READERS:
            _button(view, fmt, label)


def show(view: SummaryView) -> None:
    look.block("<h3>Take it with you</h3>")
    for fmt, label in MAIN:
        _button(view, fmt, label)
    with st.popover("More formats", width="stretch", icon=":material/folder_zip:"):
        for fmt, label in MORE:
            if fmt != "ics" or view.postmortem.meeting_at is not None:
                _button(view, fmt, label)
    with st.expander("Copy for Slack", icon=":material/forum:"):
        st.code(exports.to_paste(view.postmortem, view.meta, state.base_url()), language=None, wrap_lines=True)


def _button(view: SummaryView, fmt: str, label: str) -> None:
    st.download_button(
        label,
        data=maker(view.meta.id, fmt),
        file_name=exports.file_name(view.postmortem, fmt),
        key=f"export-{fmt}",
        on_click="ignore",
        width="stretch",
        icon=":material/download:",
    )


def maker(pm_id: str, fmt: str) -> Callable[[], bytes]:
    """What Streamlit calls when somebody clicks, on a thread that knows no session: it needs all it is given here."""
    app, base = state.app(), state.base_url()
    return lambda: exports.export(app, pm_id, fmt, f"{base}/room?pm={pm_id}", base).data
