"""Home's links: to a meeting by its code, and the workspace's own link for a colleague."""

import streamlit as st

from core.services import access as services
from pages.parts.frame import access, html, state


def join_meeting() -> None:
    """First on a phone: styles.css orders it by its key."""
    with st.container(border=True, key="join"):
        st.header("Join a meeting", anchor=False)
        html.block("Somebody read a code out, or it is on the shared screen?", "quiet")
        access.join_button()


def workspace_link() -> None:
    """The link that lets a colleague into the workspace, where it has a key."""
    if not access.needs_key():
        return
    with st.popover("Invite a colleague to this workspace", icon=":material/group_add:", width="stretch"):
        html.block(
            "Whoever opens this link sees every postmortem here. For one meeting only, share the link in its room.",
            "quiet",
        )
        st.code(services.workspace_link(state.app(), state.base_url()), language=None, wrap_lines=True)


def old_reports_link() -> None:
    """The way to the reports that a team has already, from Home and from the Archive."""
    if not access.may_change():
        return
    html.block('<a href="import_reports">Bring in old reports</a>', "quiet small")
