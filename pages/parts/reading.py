"""The text of a postmortem for its readers, at a glance or whole: on the summary and on what is published."""

from core.domain.postmortem import SectionId
from core.services import revisions
from core.services.postmortems import SummaryView
from core.services.publishing import Standing
from pages.parts import commitments, picture, review_start, state, summed_up


def draw(view: SummaryView, standing: Standing, *, whole: bool, in_workspace: bool, to_write: bool = False) -> None:
    """The head, then why or all sections, then what was promised."""
    edited = _edited(view.meta.id, standing)
    summed_up.lead(view, edited=SectionId.SUMMARY in edited)
    summed_up.measures(view, to_write=to_write)
    picture.incident_picture(view.postmortem)
    if whole:
        summed_up.document(view, edited)
    else:
        summed_up.causes(view)
    commitments.draw(view, in_workspace=in_workspace, edited=SectionId.ACTIONS in edited)
    review_start.left_behind(view.meta.reviews)


def _edited(pm_id: str, standing: Standing) -> set[SectionId]:
    """The sections that read differently since it was published."""
    if not standing.late or standing.revision_id is None:
        return set()
    changed = revisions.changes(state.app(), pm_id, standing.revision_id).sections
    return {change.section for change in changed if change.section is not None}
