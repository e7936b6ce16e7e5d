"""The text of a postmortem for its readers, at a glance or whole: on the summary and on what is published."""

from core.domain.postmortem import SectionId
from core.services import revisions
from core.services.postmortems import SummaryView
from core.services.publishing import Standing
from pages.parts import commitments, picture, state, summed_up


def draw(view: SummaryView, standing: Standing, *, whole: bool, in_workspace: bool) -> None:
    """The head, then why or all sections, then what was promised."""
    summed_up.lead(view)
    summed_up.measures(view)
    picture.incident_picture(view.postmortem)
    if whole:
        summed_up.document(view, _edited(view.meta.id, standing))
    else:
        summed_up.causes(view)
    commitments.draw(view, in_workspace=in_workspace)


def _edited(pm_id: str, standing: Standing) -> set[SectionId]:
    """The sections that read differently since it was published."""
    if not standing.late or standing.revision_id is None:
        return set()
    changed = revisions.changes(state.app(), pm_id, standing.revision_id).sections
    return {change.section for change in changed if change.section is not None}
