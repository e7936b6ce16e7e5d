"""Published: what a reader of the company's link sees. Today's text with what was edited since, and nothing else."""

from core.domain.permissions import Permission
from core.services.publishing import publications
from pages.parts.frame import access, html, page_frame, state
from pages.parts.summary import downloads, head, linked, meeting_facts, postmortem_text, publishing

view, publication = access.require_published(
    lambda pm_id, visitor, in_workspace: publications.read(state.app(), visitor, pm_id, inside=in_workspace)
)
page_frame.name_tab(view.postmortem.title)
html.add_styles()

with html.column():
    head.render(view, publication)
    linked.render(view)
    shown = head.view_switch(*head.view_options(history=False))
    postmortem_text.render(view, publication, whole=shown == head.FULL, in_workspace=access.in_workspace())
    with html.screen_only("downloads"):
        downloads.for_readers(view)
    meeting_facts.people(view)
    with html.screen_only("way-in"):
        publishing.summary_link(view.meta.id, may_read=access.allowed(view.meta.id, Permission.READ))
