"""The data of the summary page, read from the record: the postmortem, its metrics, gaps, actions and metadata."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final, TypeVar

from core.domain.actions.action_view import ActionView
from core.domain.clock.readings import planned, used_in
from core.domain.clock.state import Meeting
from core.domain.content.completeness import Gap, SectionProgress, completeness, section_progress
from core.domain.content.list_limits import SHOWN
from core.domain.content.metrics import Times, times
from core.domain.people.guest_names import who_took_part
from core.domain.permissions import Permission, Role, may
from core.domain.postmortem import Postmortem
from core.domain.remembered import remembered
from core.export.meta import ExportMetadata, SectionTime
from core.export.page_text import PageText
from core.export.pdf.typeset.fonts import missing_scripts_sentence, undrawable_scripts
from core.export.process.renderer import Renderer
from core.services.actions.action_queries import with_history
from core.services.app import App
from core.services.authority import require_postmortem
from core.services.documents.document_store import project_in
from core.services.documents.records import postmortem_of
from core.services.exchange.work_slots import WorkSlots
from core.services.memory.audience import links_for
from core.services.reviews import review_state
from core.store import actions, incident_links, meetings, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.incident_links import CarriedAction
from core.store.people import authors, members
from core.store.postmortems import PostmortemRow

T = TypeVar("T")
_SLOTS: Final = WorkSlots(
    at_once=2,
    waiting=30,
    seconds=20,
    sentence="Many summaries are being opened just now. Wait a minute, then reload this page.",
)


@dataclass(frozen=True)
class SummaryView:
    """``missing`` is in the order of the meeting; ``actions`` with what became of them, the chosen first, then
    what is overdue."""

    postmortem: Postmortem
    meta: ExportMetadata
    times: Times
    missing: tuple[Gap, ...]
    filled: SectionProgress
    renderer: Renderer
    actions: tuple[ActionView, ...]
    omitted_actions: int = 0
    """How many actions are not in ``actions``: a page shows no more than SHOWN."""
    carried: Mapping[str, CarriedAction] = field(default_factory=dict)
    """Where actions came from that were carried over, by their id here; empty for those outside the workspace."""

    @cached_property
    def not_in_pdf(self) -> str:
        """A sentence on what the PDF would show as boxes on this server; empty when there is nothing."""
        return missing_scripts_sentence(undrawable_scripts("".join((_signs(self.postmortem), *self.meta.people))))

    @cached_property
    def glance(self) -> PageText:
        """What happened and why, for those who read no further. Raises TooLarge, TooMany."""
        return self.renderer.page_text(self.postmortem, whole=False)

    @cached_property
    def whole(self) -> PageText:
        """What happened and all sections. Raises TooLarge, TooMany."""
        return self.renderer.page_text(self.postmortem, whole=True)


def summary(app: App, pm_id: str, *, inside: bool = False) -> SummaryView:
    """Everything the summary page shows. Raises NotFound, also when it is in the trash.

    ``inside``: for somebody of the workspace, who may know of other incidents.
    """

    def first_actions(tx: Transaction, _: Postmortem) -> tuple[list[ActionView], int, tuple[CarriedAction, ...]]:
        selection = ActionFilter(closed=None, pm_id=pm_id, include_unfinished=True)
        found = sorted(with_history(tx, actions.find(tx, selection, limit=SHOWN)), key=lambda row: not row.chosen)
        carried = incident_links.carried_into(tx, pm_id) if inside else ()
        return found, actions.count(tx, selection) - SHOWN if len(found) == SHOWN else 0, carried

    with _SLOTS.turn():
        postmortem, meta, (shown, omitted, carried) = recorded_with(app, pm_id, first_actions, inside=inside)
    gaps, filled = _completeness(postmortem)
    return SummaryView(
        postmortem=postmortem,
        meta=meta,
        times=times(postmortem),
        missing=gaps,
        filled=filled,
        renderer=app.renderer,
        actions=tuple(shown),
        omitted_actions=max(omitted, 0),
        carried={item.action_id: item for item in carried},
    )


@remembered()
def _signs(postmortem: Postmortem) -> str:
    """Every letter of a postmortem once."""
    return "".join(set(postmortem.model_dump_json()))


_completeness: Final = remembered()(completeness)


def preparation(app: App, pm_id: str) -> SectionProgress:
    """How much of what a postmortem needs is there, section by section."""
    return section_progress(recorded(app, pm_id)[0])


def recorded(app: App, pm_id: str) -> tuple[Postmortem, ExportMetadata]:
    """The postmortem as the record has it, and what is known around it. Makes a missing record first."""
    postmortem, meta, _ = recorded_with(app, pm_id, lambda _tx, _pm: None)
    return postmortem, meta


def recorded_with(
    app: App, pm_id: str, more: Callable[[Transaction, Postmortem], T], *, inside: bool = False
) -> tuple[Postmortem, ExportMetadata, T]:
    """The same with what ``more`` reads in the same transaction, so that all of it is of one moment.

    ``inside``: for somebody of the workspace, who may know of other incidents.
    """
    with app.db.read() as tx:
        row = require_postmortem(tx, pm_id)
        record = postmortems.record(tx, pm_id)
        if record is not None:
            postmortem = postmortem_of(record)
            return postmortem, meta_of(tx, row, inside=inside), more(tx, postmortem)
    with app.db.write() as tx:
        postmortem = project_in(tx, pm_id).postmortem
        return postmortem, meta_of(tx, row, inside=inside), more(tx, postmortem)


def meta_of(tx: Transaction, row: PostmortemRow, *, inside: bool = False) -> ExportMetadata:
    """Dates, planned and used time, people: without anything secret, because exports carry it.

    Of other incidents it tells what the room was shown, and to the workspace (``inside``) all that is linked.
    """
    recurrence_of, came_back_as = links_for(tx, row.id, inside=inside)
    meeting = meetings.load_meeting(tx, row.id) or Meeting()
    now = tx.now()
    return ExportMetadata(
        id=row.id,
        created_at=row.created_at,
        exported_at=now,
        started_at=meeting.started_at,
        finished_at=meeting.finished_at,
        sections=tuple(
            SectionTime(
                section=item.section,
                planned_s=planned(meeting, item.section),
                used_s=used_in(meeting, item.section, now),
            )
            for item in meeting.plan
        ),
        people=_took_part(tx, row.id, meeting.finished_at),
        reviews=review_state.review_notes(tx, row.id),
        recurrence_of=recurrence_of,
        came_back_as=came_back_as,
    )


def _took_part(tx: Transaction, pm_id: str, finished_at: datetime | None) -> tuple[str, ...]:
    """Who was there before the end, and who wrote afterwards; opening the room of a meeting that is over is neither."""
    target = [member for member in members.members(tx, pm_id) if may(Role(member.role), Permission.WRITE)]
    if finished_at is not None:
        wrote = {author.visitor_id for author in authors.authors(tx, pm_id)}
        target = [member for member in target if member.joined_at <= finished_at or member.visitor_id in wrote]
    return who_took_part(member.name for member in target)
