"""The state of the room's menu: whether it is open, and which of its entries is.

An entry with content replaces the list while it is open, so that its content begins at the menu's upper edge and is in
sight, however long the list is.
"""

from collections.abc import Callable

import streamlit as st

from pages.parts.frame import state

# Session state: the menu is open while this is true.
MORE = "more"
# Session state: the name of the entry that replaces the list, if any.
OPENED = "more-opened"


def close() -> None:
    state.put(MORE, False)
    show_list()


def show_list() -> None:
    """Back to the list. The menu starts with it each time it is opened."""
    state.forget(OPENED)


def opened_entry() -> str:
    """The name of the open entry; empty while the list is shown."""
    return str(state.peek(OPENED) or "")


def entry(label: str, name: str, render: Callable[[], None]) -> bool:
    """One line of the menu, or its content while it is open; nothing while another entry is. True while it is open."""
    opened = opened_entry()
    if opened == name:
        st.button(
            label,
            key=f"entry-{name}",
            type="tertiary",
            icon=":material/arrow_back:",
            width="stretch",
            help="Back to the menu",
            on_click=show_list,
        )
        with st.container(key=f"more-{name}", gap="xsmall"):
            render()
    elif not opened:
        st.button(
            label,
            key=f"entry-{name}",
            type="tertiary",
            icon=":material/chevron_right:",
            icon_position="right",
            width="stretch",
            on_click=state.put,
            args=(OPENED, name),
        )
    return opened == name
