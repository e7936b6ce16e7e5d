"""Beside the summary: who may read it, for those who may decide it and for whoever was named."""

import streamlit as st

from core.domain.publication import PublicationState
from core.services.access.closing import Closing
from core.services.publishing.publications import PublicationStatus
from pages.parts.closing import people
from pages.parts.frame import error_boundary, html, service_calls


def render(pm_id: str, found: Closing, publication: PublicationStatus) -> None:
    """Nothing while it is published, when everybody with the link reads it, and for whoever may not decide."""
    service_calls.show_message(people.MESSAGES)
    if publication.state is PublicationState.PUBLISHED or not people.may_be_offered(found, pm_id):
        return
    html.block("<h3>Who may read it</h3>")
    icon = ":material/lock_open:" if found.since is None else ":material/lock:"
    popover = st.popover(people.label(found), icon=icon, width="stretch", key="closing", on_change="rerun")
    if popover.open:
        with popover, error_boundary.show_errors():
            people.content(pm_id)
