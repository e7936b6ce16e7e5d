"""The parts of Settings: a list of links to them, and the heading of each."""

from enum import Enum

import streamlit as st

from pages.parts.frame import html


class Part(Enum):
    """In the order of the page. The values are the headings; the names, in small letters, their anchors."""

    ADDRESSES = "Calendars and scripts"
    ALERTS = "Alerts"
    LABELS = "Services and tags"
    HINTS = "Hints"
    TRACKER = "Issue tracker"
    WEBHOOKS = "Webhooks"
    MAIL = "Mail"
    AUDIT = "Audit log"
    SERVER = "For whoever runs the server"

    @property
    def anchor(self) -> str:
        return self.name.lower()


def links() -> None:
    """The page is long, and most people come for one thing."""
    listed = "".join(f'<a href="#{part.anchor}">{html.esc(part.value)}</a>' for part in Part)
    html.block(f'<nav aria-label="On this page">{listed}</nav>')


def heading(part: Part) -> None:
    st.header(part.value, anchor=part.anchor, divider="gray")
