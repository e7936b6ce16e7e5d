"""The frame around every page: the browser tab, the navigation, and the boundary that keeps errors kind.

No page may rely on the shell for its access check: each makes its own.
"""

from typing import Literal

import streamlit as st

from pages.parts import access, boundary, look, state

# A page that belongs to one postmortem stands in nobody's menu; links lead to it.
HOME = ("pages/home.py", "Home", ":material/home:")
WORKSPACE = (
    ("pages/archive.py", "Archive", ":material/inventory_2:"),
    ("pages/follow_up.py", "Follow-up", ":material/task_alt:"),
    ("pages/guide.py", "Guide", ":material/menu_book:"),
    ("pages/settings.py", "Settings", ":material/tune:"),
)
OF_ONE_MEETING = (
    ("pages/room.py", "Room"),
    ("pages/present.py", "Present"),
    ("pages/summary.py", "Summary"),
    ("pages/published.py", "Published"),
)


def render() -> None:
    st.set_page_config(page_title="Debrief", page_icon=look.ICON, layout="wide")
    st.logo(look.LOGO, size="medium")
    pages = [
        st.Page(HOME[0], title=HOME[1], icon=HOME[2], default=True),
        *(st.Page(path, title=title, icon=icon) for path, title, icon in WORKSPACE),
        *(st.Page(path, title=title, visibility="hidden") for path, title in OF_ONE_MEETING),
    ]
    with boundary.kind_errors():
        st.navigation(pages, position=_position()).run()


def _position() -> Literal["top", "hidden"]:
    """Present and the wall show nothing beside themselves, and a guest of one meeting has nowhere else to go."""
    if state.page_name() == "present" or state.query("wall") or not access.may_see_workspace(state.visitor()):
        return "hidden"
    return "top"
