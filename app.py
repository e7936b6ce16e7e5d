"""Debrief's one file with two masters: the server imports it once, each browser session runs it.

Nothing else belongs here. What a session draws is in pages/, what the server answers besides is in core/live.
"""

import logging

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import boundary

if get_script_run_ctx(suppress_warning=True):  # a browser session runs this file
    from pages.parts import shell

    shell.render()
else:  # the server imports it once
    from core import live

    # Streamlit would warn that no browser is here yet, which is just as it should be.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    # At import: else a fresh process serves pages/*.py by Streamlit's old rule, past the shell.
    st.navigation([st.Page("pages/home.py")])
    # Asked when the server starts: only then its port is known.
    live.address_from(lambda: (st.get_option("server.address"), int(st.get_option("server.port"))))
    app = st.App(
        __file__,
        routes=live.routes,
        lifespan=live.lifespan,
        middleware=live.middleware,
        on_script_error=boundary.report,
    )
