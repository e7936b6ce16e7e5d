"""The settings page's secret addresses: calendars to subscribe to, and the key for scripts, each to be renewed.

Each is drawn only when somebody asks for it, so that a shared screen shows none by accident.
"""

from typing import Final
from urllib.parse import quote

import streamlit as st

from core.errors import DebriefError
from core.services import feeds, secret_links
from core.services.secret_links import Purpose
from core.store.visitors import Visitor
from pages.parts import look, state

TODOS: Final = "To-dos"
EVENTS: Final = "Events on their day"


def show(visitor: Visitor) -> None:
    st.header("Calendars and scripts", anchor="addresses", divider="gray")
    look.block(
        "These addresses need no sign-in: whoever has one can read what it holds. A renewed one is a new one, and the "
        "old one opens nothing from then on. A new key for the workspace does not change them.",
        "quiet",
    )
    if state.links_stay_here():
        look.block("Debrief listens on this computer only, so they open on this computer only.", "quiet")
    left, right = st.columns(2, gap="large")
    with left:
        _calendars(visitor)
    with right:
        _scripts(visitor)


def _calendars(visitor: Visitor) -> None:
    st.subheader("Promises in your calendar", anchor=False)
    form = st.radio("Deadlines as", (TODOS, EVENTS), horizontal=True, key="feed-form")
    look.block(
        "Thunderbird and many task lists show to-dos. Google, Outlook and Apple show only events of a calendar that "
        "one subscribes to.",
        "quiet small",
    )
    ending = "?as=events" if form == EVENTS else ""
    with st.expander("The team: every open promise and every review", icon=":material/groups:"):
        key = secret_links.key(state.app(), Purpose.TEAM)
        _address(f"{state.base_url()}/live/feed/team/{key}.ics{ending}")
        _renewing(Purpose.TEAM, visitor)
    with st.expander("One owner: what they promised", icon=":material/person:"):
        owner = st.selectbox(
            "Whose", feeds.owners(state.app()), index=None, placeholder="Choose an owner", key="feed-owner"
        )
        if owner:
            key = secret_links.key(state.app(), Purpose.OWNER, owner)
            joined = f"{ending}&" if ending else "?"
            _address(f"{state.base_url()}/live/feed/owner/{key}.ics{joined}owner={quote(owner, safe='')}")
            _renewing(Purpose.OWNER, visitor, owner)


def _scripts(visitor: Visitor) -> None:
    st.subheader("Exports for scripts", anchor=False)
    look.block(
        "One key for all postmortems. Put the id that <code>debrief list</code> shows before the format: md, html, "
        "pdf, docx, json, csv, todo.ics or slack. Ten files a minute.",
        "quiet small",
    )
    with st.expander("The key", icon=":material/key:"):
        key = secret_links.key(state.app(), Purpose.EXPORT)
        _address(key)
        st.code(
            f'curl --fail --remote-name --remote-header-name \\\n  --header "Authorization: Bearer {key}" \\\n'
            f"  {state.base_url()}/live/export/ID.pdf",
            language=None,  # its colours for shells are too faint to read
            wrap_lines=True,
        )
        _renewing(Purpose.EXPORT, visitor)


def _address(address: str) -> None:
    st.code(address, language=None, wrap_lines=True)


def _renewing(purpose: Purpose, visitor: Visitor, owner: str = "") -> None:
    with st.popover("Renew it"):
        st.write("Whoever uses the old one has to be given the new one. There is no way back.")
        if st.button("Yes, make a new one", type="primary", key=f"renew-{purpose}"):
            try:
                secret_links.renew(state.app(), purpose, visitor, owner)
            except DebriefError as error:
                st.error(look.plain(error.sentence))
            else:
                st.rerun()
