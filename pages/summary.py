"""Summary: the postmortem as it reads now, what is still missing, every export, and its history. At any moment."""

import streamlit as st

from core.domain.permissions import Permission
from core.services import postmortems
from core.services.access import closing
from core.services.publishing import publications
from pages.parts.closing import beside_summary
from pages.parts.frame import access, html, page_frame, state
from pages.parts.review import review_start
from pages.parts.summary import (
    downloads,
    head,
    history,
    late_edits,
    linked,
    meeting_facts,
    missing,
    postmortem_text,
    publishing,
)

view = access.require_reader(lambda pm_id: postmortems.summary(state.app(), pm_id, inside=access.in_workspace()))
pm_id = view.meta.id
page_frame.name_tab(view.postmortem.title, "Summary")
publication = publications.publication_status(state.app(), pm_id)
shut = closing.closing(state.app(), pm_id, state.visitor())
may_write = access.allowed(pm_id, Permission.WRITE)
html.add_styles()

with html.column(html.WIDE):
    head.render(view, publication, None if shut.since is None else len(shut.named))
    linked.render(view)
    shown = head.view_switch(*head.view_options(history=may_write))
    if shown == head.HISTORY:
        history.render(pm_id, view.postmortem.zone, may_restore=access.allowed(pm_id, Permission.RESTORE))
    else:
        whole = shown == head.FULL
        left, right = st.columns([5, 2], gap="large")
        with left:
            late_edits.render(view)
            missing.render(view, may_write=may_write)
            postmortem_text.render(
                view, publication, whole=whole, in_workspace=access.in_workspace(), may_write=may_write
            )
        with right:
            with html.screen_only("beside"):
                if shut.since is None:
                    publishing.panel(view, publication, may_publish=access.allowed(pm_id, Permission.PUBLISH))
                beside_summary.render(pm_id, shut, publication)
                review_start.on_summary(pm_id, may_start=may_write)
                downloads.all_formats(view)
            if whole:
                meeting_facts.time_used(view)
            meeting_facts.people(view)
