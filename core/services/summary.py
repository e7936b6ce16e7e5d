"""The finished postmortem as everyone reads it afterwards, and at any moment before. Read from the record."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from core.domain.clock import Meeting, planned, used_in
from core.domain.completeness import Filled, Gap, filled, missing
from core.domain.metrics import Times, times
from core.domain.postmortem import Postmortem
from core.domain.roles import Role
from core.export.markdown import Part, causes, parts, to_markdown
from core.export.markdown_text import prose
from core.export.meta import Meta, SectionTime
from core.export.sanitise import render
from core.services import reviewing
from core.services.app import App
from core.services.authority import standing
from core.services.documents import project_in
from core.services.promises import Promise, told
from core.store import actions, authors, meetings, members, postmortems
from core.store.actions import Which
from core.store.postmortems import PostmortemRow
from core.store.transaction import Transaction


@dataclass(frozen=True)
class SummaryView:
    """``missing`` is in the order of the meeting; ``promised`` are the actions with what became of them, late first."""

    postmortem: Postmortem
    meta: Meta
    times: Times
    missing: tuple[Gap, ...]
    filled: Filled
    promised: tuple[Promise, ...]

    @cached_property
    def markdown(self) -> str:
        return to_markdown(self.postmortem, self.meta)

    @cached_property
    def html(self) -> str:
        """The whole document as a sanitised fragment."""
        return render(self.markdown)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sections without their headings, each a sanitised fragment."""
        return rendered(self.postmortem)

    @cached_property
    def what_happened(self) -> str:
        return render(prose(self.postmortem.summary.what_happened))

    @cached_property
    def impact(self) -> str:
        return render(prose(self.postmortem.summary.impact))

    @cached_property
    def causes(self) -> str:
        """Why it happened, in one list."""
        return render(causes(self.postmortem))


def rendered(postmortem: Postmortem) -> tuple[Part, ...]:
    """The sections of any version, through the one renderer and the one sanitiser."""
    return tuple(Part(part.section, part.title, render(part.text)) for part in parts(postmortem))


def summary(app: App, pm_id: str) -> SummaryView:
    """Everything the summary page shows. Raises NotFound, also when it is in the trash."""
    postmortem, meta = recorded(app, pm_id)
    with app.db.read() as tx:
        promised = told(tx, actions.find(tx, Which(closed=None, pm_id=pm_id)), tx.now().date())
    return SummaryView(
        postmortem=postmortem,
        meta=meta,
        times=times(postmortem),
        missing=missing(postmortem),
        filled=filled(postmortem),
        promised=tuple(promised),
    )


def preparation(app: App, pm_id: str) -> Filled:
    """How much of what a postmortem needs is there, section by section."""
    return filled(recorded(app, pm_id)[0])


def recorded(app: App, pm_id: str) -> tuple[Postmortem, Meta]:
    """The postmortem as the record has it, and what is known around it. Makes a missing record first."""
    with app.db.read() as tx:
        row = standing(tx, pm_id)
        record = postmortems.record(tx, pm_id)
        if record is not None:
            return Postmortem.model_validate_json(record.postmortem_json), meta_of(tx, row)
    with app.db.write() as tx:
        return project_in(tx, pm_id).postmortem, meta_of(tx, row)


def meta_of(tx: Transaction, row: PostmortemRow) -> Meta:
    """Dates, planned and used time, people: without anything secret, because exports carry it."""
    meeting = meetings.load_meeting(tx, row.id) or Meeting()
    now = tx.now()
    return Meta(
        id=row.id,
        created_at=row.created_at,
        exported_at=now,
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
        reviews=reviewing.notes(tx, row.id),
    )


def _took_part(tx: Transaction, pm_id: str, finished_at: datetime | None) -> tuple[str, ...]:
    """Who was there before the end, and who wrote afterwards; opening the room of a meeting that is over is neither."""
    there = [member for member in members.members(tx, pm_id) if member.role != Role.VIEWER]
    if finished_at is not None:
        wrote = {author.visitor_id for author in authors.authors(tx, pm_id)}
        there = [member for member in there if member.joined_at <= finished_at or member.visitor_id in wrote]
    return tuple(member.name for member in there)
