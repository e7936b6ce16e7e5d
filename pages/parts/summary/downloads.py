"""Downloads of a postmortem in every format, and a message for Slack to copy.

A file is made at the click, from the text of then. The three formats most people want are in sight, the others in a
popover.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st

from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from core.services.postmortems import SummaryView
from pages.parts.frame import access, html, state

FOR_READERS: Final = ("pdf", "html")


def for_readers(view: SummaryView) -> None:
    """On the published page: formats to read, none to edit or to import."""
    with st.container(horizontal=True):
        for fmt in FOR_READERS:
            _button(view, fmt)
    _missing_fonts(view)


def all_formats(view: SummaryView) -> None:
    html.block("<h3>Take it with you</h3>")
    for fmt in offered(main=True):
        _button(view, fmt)
        if fmt == "pdf":
            _missing_fonts(view)
    with st.popover("More formats", width="stretch", icon=":material/folder_zip:"):
        for fmt in offered(main=False):
            if fmt != "ics" or view.postmortem.meeting_at is not None:
                _button(view, fmt)
    with st.expander("Copy for Slack", icon=":material/forum:"):
        st.code(exports.slack_text(view.postmortem, view.meta, state.base_url()), language=None, wrap_lines=True)


def _missing_fonts(view: SummaryView) -> None:
    """Beside the PDF: which of the text's scripts this server has no font for."""
    if view.not_in_pdf:
        html.block(html.esc(view.not_in_pdf), "small quiet")


def offered(*, main: bool) -> list[str]:
    """The formats with a button of their own, or those in the menu."""
    return [name for name, fmt in FORMATS.items() if fmt.label and fmt.main is main]


def _button(view: SummaryView, fmt: str) -> None:
    st.download_button(
        FORMATS[fmt].label,
        data=file_maker(view.meta.id, fmt),
        file_name=exports.file_name(view.postmortem, fmt),
        key=f"export-{fmt}",
        on_click="ignore",
        width="stretch",
        icon=":material/download:",
    )


def file_maker(pm_id: str, fmt: str) -> Callable[[], bytes]:
    """Called by Streamlit at the click, on a thread without a session: everything it needs is read here."""
    app, base, inside, taker = state.app(), state.base_url(), access.in_workspace(), state.visitor()
    room = f"{base}/room?pm={pm_id}"
    return lambda: exports.export(app, pm_id, fmt, room, base, inside=inside, taker=taker).data
