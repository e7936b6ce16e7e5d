"""Settings: the secret addresses of calendars to subscribe to, and the key for scripts. Each can be renewed.

They are folded, so that a shared screen shows none by accident.
"""

from typing import Final
from urllib.parse import quote

import streamlit as st

from core.errors import DebriefError
from core.services.access import Visitor, secret_links
from core.services.access.secret_links import Purpose
from core.services.exchange import calendar_feeds
from pages.parts.frame import html, state
from pages.parts.settings import contents
from pages.parts.settings.contents import Part

TODOS: Final = "To-dos"
EVENTS: Final = "Events on their day"


def render(visitor: Visitor) -> None:
    contents.heading(Part.ADDRESSES)
    html.block(
        "These addresses need no sign-in: whoever has one can read what it holds. A renewed one is a new one, and the "
        "old one opens nothing from then on. A new key for the workspace does not change them.",
        "quiet",
    )
    if state.links_stay_here():
        html.block("Debrief listens on this computer only, so they open on this computer only.", "quiet")
    left, right = st.columns(2, gap="large")
    with left:
        _calendars(visitor)
    with right:
        _scripts(visitor)


def _calendars(visitor: Visitor) -> None:
    st.subheader("Action items in your calendar", anchor=False)
    form = st.radio("Deadlines as", (EVENTS, TODOS), horizontal=True, key="feed-form")
    html.block(
        "Every calendar shows events. To-dos of an address are shown by Thunderbird and some task lists only; Google, "
        "Outlook and Apple leave them out without a word.",
        "quiet small",
    )
    query = "?todos=1" if form == TODOS else ""
    with st.expander("The team: every open action item and every review", icon=":material/groups:"):
        key = secret_links.key(state.app(), Purpose.TEAM)
        _code(f"{state.base_url()}/live/feed/team/{key}.ics{query}")
        _renew(Purpose.TEAM, visitor)
    with st.expander("One owner: their action items", icon=":material/person:"):
        owner = st.selectbox(
            "Whose", calendar_feeds.owners(state.app()), index=None, placeholder="Choose an owner", key="feed-owner"
        )
        if owner:
            key = secret_links.key(state.app(), Purpose.OWNER, owner)
            separator = f"{query}&" if query else "?"
            _code(f"{state.base_url()}/live/feed/owner/{key}.ics{separator}owner={quote(owner, safe='')}")
            _renew(Purpose.OWNER, visitor, owner)


def _scripts(visitor: Visitor) -> None:
    st.subheader("Exports for scripts", anchor=False)
    html.block(
        "One key for all postmortems. Put the id that <code>debrief list</code> shows before the format: md, html, "
        "pdf, docx, json, csv, todo.ics or slack. Ten files a minute.",
        "quiet small",
    )
    with st.expander("The key", icon=":material/key:"):
        key = secret_links.key(state.app(), Purpose.EXPORT)
        _code(key)
        st.code(
            f'curl --fail --remote-name --remote-header-name \\\n  --header "Authorization: Bearer {key}" \\\n'
            f"  {state.base_url()}/live/export/ID.pdf",
            language=None,  # its colours for shells are too faint to read
            wrap_lines=True,
        )
        _renew(Purpose.EXPORT, visitor)


def _code(address: str) -> None:
    st.code(address, language=None, wrap_lines=True)


def _renew(purpose: Purpose, visitor: Visitor, owner: str = "") -> None:
    with st.popover("Renew it"):
        st.write("Whoever uses the old one has to be given the new one. There is no way back.")
        if st.button("Yes, make a new one", type="primary", key=f"renew-{purpose}"):
            try:
                secret_links.renew(state.app(), purpose, visitor, owner)
            except DebriefError as error:
                st.error(html.plain(error.sentence))
            else:
                st.rerun()
