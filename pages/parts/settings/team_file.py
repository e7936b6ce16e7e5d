"""Settings: all that a team tuned about hints as one file, out and in."""

import streamlit as st

from core.domain.blameless.team_file import MOST_BYTES
from core.errors import DebriefError
from core.services.access import Visitor
from core.services.hints import team_file as services
from pages.parts.frame import error_boundary, html, state
from pages.parts.settings.team_rules import SEEN, TEXT

UPLOAD = "team-file"
ROUND = "team-file-round"
DONE = "team-file-done"
REFUSED = "team-file-refused"


def render(visitor: Visitor) -> None:
    app = state.app()
    with st.container(border=True):
        st.subheader("Take your tuning along", anchor=False)
        html.block(
            "<p>One file with your rules, what is silent, and how sure hints must be: for another Debrief, for version "
            "control, for a commit hook. No phrase of an incident is in it.</p>"
        )
        st.download_button(
            "Export",
            data=lambda: services.export_team_file(app),
            file_name=services.FILE_NAME,
            mime="application/json",
            key="team-file-export",
            on_click="ignore",
            icon=":material/download:",
        )
        # The round makes the next uploader an empty one.
        file = st.file_uploader("Import", type="json", key=f"{UPLOAD}-{state.once(ROUND, int)}")
        if file is not None:
            html.block("<p>It replaces your rules, mutes and thresholds, all of them. Export first to keep them.</p>")
            data = file.getvalue()[: MOST_BYTES + 1]
            st.button("Use this file", key="team-file-use", type="primary", on_click=_use, args=(data, visitor))
        _answer()


def _answer() -> None:
    refused, done = state.take(REFUSED), state.take(DONE)
    if isinstance(refused, str):
        st.error(html.plain(refused))
    elif isinstance(done, str):
        st.success(html.plain(done))


def _use(data: bytes, visitor: Visitor) -> None:
    """In a callback, so that everything else on the page shows the new tuning in the same run."""
    try:
        done = services.import_team_file(state.app(), data, visitor)
    except DebriefError as error:
        state.put(REFUSED, f"{error.sentence} Nothing has changed.")
    except Exception as error:  # a callback runs outside the page's error boundary
        error_boundary.report(error)
    else:
        state.put(DONE, done.sentence)
        state.put(ROUND, state.once(ROUND, int) + 1)
        state.forget(TEXT)
        state.forget(SEEN)
