"""Debrief's entry point, used twice: the server imports it once, and each browser session runs it.

The server branch gives ``st.App`` what core/live serves beside the pages; the session branch renders a page.
"""

import logging

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.frame import error_boundary, import_once, page_facts, script_turns, session_cleanup, widget_values

if get_script_run_ctx(suppress_warning=True):  # a browser session runs this file
    from pages.parts.frame import page_frame

    page_frame.render()
else:  # the server imports it once
    with import_once.without_garbage_search():
        from core import live

    # Streamlit would warn that there is no browser session, which is right at import.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    # At import: otherwise a fresh process would serve pages/*.py by Streamlit's older rule, without page_frame.
    st.navigation([st.Page("pages/home.py")])
    widget_values.guard_values()
    script_turns.take_turns()
    app = st.App(
        __file__,
        routes=live.routes,
        lifespan=live.lifespan(
            # A callback, because the port is known only when the server starts.
            server_address=lambda: (st.get_option("server.address"), int(st.get_option("server.port"))),
            forget_sessions=session_cleanup.end_expired_sessions,
            count_sessions=session_cleanup.count_sessions,
            reload_page=page_facts.reload_message(),
            themes=page_facts.themes(),
        ),
        middleware=live.middleware,
        on_script_error=error_boundary.report,
    )
