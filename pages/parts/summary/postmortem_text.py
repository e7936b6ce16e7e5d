"""The text of a postmortem for its readers, at a glance or whole: on the summary and on the published page."""

from core.domain.postmortem import SectionId
from core.services.documents import revisions
from core.services.postmortems import SummaryView
from core.services.publishing.publications import PublicationStatus
from pages.parts.frame import state
from pages.parts.review import review_start
from pages.parts.summary import action_list, issues, picture, text_parts

# Above and below the sections there are parts that show these.
_SHOWN_ELSEWHERE = (SectionId.SUMMARY, SectionId.ACTIONS)


def render(
    view: SummaryView, status: PublicationStatus, *, whole: bool, in_workspace: bool, may_write: bool = False
) -> None:
    """What happened, then the causes or all sections, then the actions and the findings of reviews."""
    edited = _edited_sections(view.meta.id, status)
    text = view.whole if whole else view.glance
    text_parts.what_happened(view, text, edited=SectionId.SUMMARY in edited)
    text_parts.measures(view, may_write=may_write)
    picture.incident_picture(view.postmortem)
    if whole:
        text_parts.sections(view.meta.id, text.parts, edited, without=_SHOWN_ELSEWHERE)
    else:
        text_parts.causes(text)
    action_list.render(view, in_workspace=in_workspace, edited=SectionId.ACTIONS in edited)
    if may_write:
        issues.render(view, state.visitor())
    review_start.findings(view.meta.reviews, view.postmortem.zone)


def _edited_sections(pm_id: str, status: PublicationStatus) -> set[SectionId]:
    """The sections that read differently than they were published."""
    if not status.late or status.revision_id is None:
        return set()
    changed = revisions.changes(state.app(), pm_id, status.revision_id).sections
    return {change.section for change in changed if change.section is not None}
