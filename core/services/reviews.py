"""The review, two weeks later: opening it, answering its question, its note, its checklist, and which ones are due.

Its clock takes the same commands as any meeting's (``meetings.command``); what became of an action is said through
``follow_up``. An answer and a note carry what was seen, so that two people never write over each other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.document.edit import set_row_value
from core.domain.clock import Status
from core.domain.postmortem import ChecklistRow, Postmortem, Severity
from core.domain.review import REVIEW_AFTER, Again, Answer, ReviewNote, Walked, answered, is_due, said
from core.domain.roles import Deed, Role
from core.errors import BadInput, Conflict, WorkspaceLocked
from core.services import reviewing
from core.services.app import App
from core.services.authority import in_workspace, may_now, member_now, require_writing, standing
from core.services.documents import edit_in
from core.services.membership import join_from_workspace
from core.store import meetings, members, postmortems, reviews
from core.store.members import Member
from core.store.reviews import ReviewRow
from core.store.transaction import Transaction
from core.store.visitors import Visitor

CHECKLIST: Final = "follow_up.checklist"
_LOOKED_AT: Final = 200
_SHOWN: Final = 20


@dataclass(frozen=True)
class ReviewView:
    """``status`` None: no review was ever opened. ``notes``: of those that are over, the oldest first.

    ``due``: its day has come, and nobody has looked back since. ``today`` is the database's, in UTC.
    ``worth_offering``: the meeting it looks back at is over.
    """

    postmortem_id: str
    status: Status | None
    walk: tuple[Walked, ...]
    answer: Answer
    note: str
    checklist: tuple[ChecklistRow, ...]
    review_on: date | None
    due: bool
    today: date
    notes: tuple[ReviewNote, ...]
    worth_offering: bool

    @property
    def is_open(self) -> bool:
        """Whether its room waits or runs now."""
        return self.status in _RUNNING


@dataclass(frozen=True)
class DueReview:
    """A review for Home: ``status`` None while nobody has opened it, else that of its clock."""

    postmortem_id: str
    title: str
    severity: Severity | None
    due_on: date
    status: Status | None


def look(app: App, pm_id: str) -> ReviewView:
    """The review as it stands now. Raises NotFound, also when the postmortem is in the trash."""
    with app.db.read() as tx:
        standing(tx, pm_id)
        clock = meetings.load_meeting(tx, pm_id, "review")
        looked = reviewing.look(tx, pm_id, clock) if clock else None
        notes = reviewing.notes(tx, pm_id)
        written = _written(tx, pm_id)
        today = tx.now().date()
        sync = meetings.load_meeting(tx, pm_id)
    review_on = written.follow_up.review_on
    met_on = sync.finished_at.date() if sync and sync.finished_at else None
    last = notes[-1].at.date() if notes else None
    waits = clock is None or clock.status == "finished"
    return ReviewView(
        postmortem_id=pm_id,
        status=clock.status if clock else None,
        walk=looked.walk if looked else (),
        answer=looked.answer if looked else Answer(),
        note=looked.note if looked else "",
        checklist=tuple(row for row in written.follow_up.checklist if row.text.strip()),
        review_on=review_on or (met_on + REVIEW_AFTER if met_on else None),
        due=waits and met_on is not None and is_due(review_on, met_on, last, today),
        today=today,
        notes=notes,
        worth_offering=clock is not None or (sync is not None and sync.status == "finished"),
    )


def notes(app: App, pm_id: str) -> tuple[ReviewNote, ...]:
    """What the finished reviews left on the postmortem, the oldest first."""
    with app.db.read() as tx:
        return reviewing.notes(tx, pm_id)


def open_review(app: App, pm_id: str, by: Visitor) -> Member:
    """Open the room for a review; whoever opens it facilitates. Returns their membership.

    For those who take part, and anybody in the workspace. Raises NotAllowed for readers, Conflict while the meeting
    runs or a review is open already.
    """
    member = _present(app, pm_id, by)
    with app.db.write() as tx:
        may_now(tx, member, Deed.TAKE_OVER)
        reviewing.opened(tx, pm_id, by.id)
        members.set_role(tx, pm_id, by.id, Role.FACILITATOR)
        now = member_now(tx, pm_id, by.id)
    _ring(app, pm_id, "members")
    return now


def _present(app: App, pm_id: str, by: Visitor) -> Member:
    """The visitor's place in the meeting, which somebody of the workspace gets by coming in."""
    with app.db.read() as tx:
        standing(tx, pm_id)
        found = members.member(tx, pm_id, by.id)
        inside = in_workspace(app, tx, by.id)
    if found is not None:
        return found
    if not inside:
        raise WorkspaceLocked()
    return join_from_workspace(app, by, pm_id)


def call_off(app: App, pm_id: str, by: Member) -> None:
    """Take back the opening of a review that has not started. What the reviews before it found is kept."""
    with app.db.write() as tx:
        may_now(tx, by, Deed.RUN_CLOCK)
        clock = meetings.load_meeting(tx, pm_id, "review")
        if clock is None or clock.status != "lobby":
            raise Conflict("Only a review that has not started can be called off.")
        row = reviews.latest(tx, pm_id)
        if row is not None and row.finished_at is None:
            reviews.remove(tx, row.id)
        meetings.forget_meeting(tx, pm_id, "review")
    _ring(app, pm_id)


def answer(app: App, pm_id: str, again: Again | None, because: str, seen: Answer, by: Visitor) -> None:
    """Say whether it would happen again today. ``seen`` is the answer that stood there before.

    Raises BadInput for a yes without its because, Conflict when somebody answered meanwhile or the review is over.
    """
    new = answered(again, because)
    with app.db.write() as tx:
        row = _open(app, tx, pm_id, by)
        before = (seen.again or "", seen.because)
        reviews.replace_answer(tx, row.id, before, (new.again or "", new.because))
    _ring(app, pm_id)


def add_line(app: App, pm_id: str, line: str, by: Visitor) -> None:
    """Add a line to the note; nobody's words are written over. BadInput when it is empty or the note too long."""
    words = " ".join(said(line).split())
    if not words:
        raise BadInput("Write a line first.")
    with app.db.write() as tx:
        said(reviews.append_line(tx, _open(app, tx, pm_id, by).id, words))
    _ring(app, pm_id)


def write_note(app: App, pm_id: str, note: str, seen: str, by: Visitor) -> None:
    """Put the whole note right. ``seen`` is the note that stood there before. Raises Conflict, BadInput."""
    words = said(note)
    with app.db.write() as tx:
        reviews.replace_note(tx, _open(app, tx, pm_id, by).id, seen, words)
    _ring(app, pm_id)


def tick(app: App, pm_id: str, row_id: str, done: bool, by: Visitor) -> None:
    """Tick a row of the follow-up checklist, or take its tick away. Raises NotFound for a row that is gone."""
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        changed = edit_in(tx, pm_id, set_row_value(CHECKLIST, row_id, "done", done), by.id)
    if changed:
        app.bell.ring("doc", pm_id)
        app.bell.ring("record", pm_id)


def due(app: App, today: date | None = None) -> list[DueReview]:
    """Reviews that wait or run, the longest waiting first; for those in the workspace. Examples are left out."""
    with app.db.read() as tx:
        day = today or tx.now().date()
        rows = reviews.held(tx, day, _LOOKED_AT)
    found: list[DueReview] = []
    for row in rows:
        review_on, met_on = _day(row.review_on), _day(row.finished_at)
        if met_on is None:
            continue
        status: Status | None = _RUNNING.get(row.status or "")
        last = row.reviewed_at.date() if row.reviewed_at else None
        if status is not None or is_due(review_on, met_on, last, day):
            severity = Severity(row.severity) if row.severity in set(Severity) else None
            due_on = review_on or met_on + REVIEW_AFTER
            found.append(DueReview(row.postmortem_id, row.title, severity, due_on, status))
    return sorted(found, key=lambda each: (each.status is None, each.due_on))[:_SHOWN]


_RUNNING: Final[dict[str, Status]] = {"lobby": "lobby", "running": "running", "paused": "paused"}


def _open(app: App, tx: Transaction, pm_id: str, by: Visitor) -> ReviewRow:
    """The review that can be written in by this person."""
    require_writing(app, tx, pm_id, by)
    row, clock = reviews.latest(tx, pm_id), meetings.load_meeting(tx, pm_id, "review")
    if row is None or clock is None:
        raise Conflict("There is no review here yet. Start one first.")
    if clock.status == "finished":
        raise Conflict("The review is over. Reopen it to change what it says.")
    return row


def _written(tx: Transaction, pm_id: str) -> Postmortem:
    record = postmortems.record(tx, pm_id)
    return Postmortem.model_validate_json(record.postmortem_json) if record else Postmortem()


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def _ring(app: App, pm_id: str, *more: str) -> None:
    for topic in ("meeting", *more):
        app.bell.ring(topic, pm_id)
