"""The frame around every page: the browser tab, the navigation and the error boundary.

It checks no access; each page does that itself.
"""

from typing import Final, Literal

import streamlit as st

from pages.parts.frame import access, error_boundary, html, state

HOME = ("pages/home.py", "Home", ":material/home:")
WORKSPACE = (
    ("pages/archive.py", "Archive", ":material/inventory_2:"),
    ("pages/follow_up.py", "Follow-up", ":material/task_alt:"),
    ("pages/insights.py", "Insights", ":material/insights:"),
    ("pages/guide.py", "Guide", ":material/menu_book:"),
    ("pages/settings.py", "Settings", ":material/tune:"),
)
# In no menu: links lead to them.
OF_ONE_POSTMORTEM = (
    ("pages/room.py", "Room"),
    ("pages/present.py", "Present"),
    ("pages/summary.py", "Summary"),
    ("pages/published.py", "Published"),
    ("pages/compare.py", "Compare"),
    ("pages/import_reports.py", "Old reports"),
)
NAME: Final = "Debrief"
_LONGEST: Final = 80


def render() -> None:
    st.set_page_config(page_title=NAME, page_icon=html.ICON, layout="wide")
    st.logo(html.LOGO, size="medium")
    pages = [
        st.Page(HOME[0], title=HOME[1], icon=HOME[2], default=True),
        *(st.Page(path, title=title, icon=icon) for path, title, icon in WORKSPACE),
        *(st.Page(path, title=title, visibility="hidden") for path, title in OF_ONE_POSTMORTEM),
    ]
    with error_boundary.show_errors():
        page = st.navigation(pages, position=_position())
        if page.title != HOME[1]:
            name_tab(page.title)
        page.run()


def name_tab(*names: str) -> None:
    """The title of the browser's tab, the most telling name first: by it people find a tab again, and hear where they
    are. Of an incident only after the page's access check.
    """
    told = (" ".join(name.split())[:_LONGEST] for name in names)
    st.set_page_config(page_title=" – ".join([*(name for name in told if name), NAME]))


def _position() -> Literal["top", "hidden"]:
    """No menu on the shared screen, on the wall, and for guests of one meeting, who may open no other page."""
    if state.page_name() == "present" or state.query("wall") or not access.may_see_workspace(state.visitor()):
        return "hidden"
    return "top"
