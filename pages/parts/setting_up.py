"""The settings page's pieces. Values of the server's settings are never shown here: some are secrets."""

import streamlit as st

from core.errors import DebriefError
from core.services import access as services
from core.settings import Settings
from core.store.visitors import Visitor
from pages.parts import access, look, state


def my_name(visitor: Visitor) -> None:
    with st.form("settings-name"):
        st.header("Your name", anchor=False)
        wanted = st.text_input(
            "As the others see it in meetings", value=visitor.name, max_chars=40, key="settings-name"
        )
        if st.form_submit_button("Save", type="primary"):
            try:
                services.rename(state.app(), visitor, wanted or "")
            except DebriefError as error:
                st.error(look.plain(error.sentence))
            else:
                st.success("Saved.")


def workspace(visitor: Visitor) -> None:
    with st.container(border=True):
        st.header("The workspace", anchor=False)
        if not access.needs_key():
            look.block(
                "Debrief listens on this computer only, so it takes no key. With <code>make serve</code> it is open to "
                "the network, behind a key that is printed in the terminal."
            )
            return
        look.block("This link lets a colleague into everything here: home, archive and follow-up.", "quiet")
        st.code(services.workspace_link(state.app(), state.base_url()), language=None, wrap_lines=True)
        with st.popover("Make a new key"):
            st.write("The old link and everybody who came in with it are then locked out, except you.")
            if st.button("Yes, make a new key", type="primary"):
                services.rotate_workspace(state.app(), visitor)
                st.rerun()


def server_settings() -> None:
    rows = "".join(
        f"<tr><td><code>DEBRIEF_{look.esc(name.upper())}</code></td><td>{look.esc(field.description or '')}</td></tr>"
        for name, field in Settings.model_fields.items()
    )
    look.block(
        "<h3>For whoever runs the server</h3><p>These are set in the environment and read at start.</p>"
        f"<table><tbody>{rows}</tbody></table>"
    )
