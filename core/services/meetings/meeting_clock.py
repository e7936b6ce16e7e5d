"""The meeting's clock: reading it, and running the commands people give it. A review is a meeting too.

What a command does is decided in ``core.domain.clock``; here the permission is checked, the result stored and logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.document.edit import set_skipped
from core.domain import revision
from core.domain.audit import AuditEvent
from core.domain.clock.state import (
    Back,
    BringBack,
    ChangePlan,
    Command,
    Event,
    Meeting,
    MeetingFinished,
    MeetingReopened,
    Next,
    Pause,
    Resume,
    Skip,
    Start,
)
from core.domain.clock.steps import Place
from core.domain.clock.transitions import apply
from core.domain.permissions import Permission, Role, permission_for
from core.domain.postmortem import SectionId
from core.domain.review import title_in
from core.errors import BadInput, Conflict, NotMember, StaleCommand
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_member_permission, require_postmortem
from core.services.documents.document_store import edit_in, revise_in
from core.services.meetings import quiet_minutes, silent_vote
from core.services.meetings.plans import plan_items
from core.services.meetings.quiet_state import QuietState, quiet_state
from core.services.meetings.vote_state import VoteState, vote_state
from core.services.reviews import review_clock, review_state
from core.services.reviews.review_clock import CODE_VALID_AFTER_END
from core.services.reviews.review_state import ReviewState
from core.store import meetings
from core.store.database.transaction import Transaction
from core.store.people import invites, members
from core.store.people.members import Member


@dataclass(frozen=True)
class MeetingView:
    """A meeting at one moment. ``now`` is the database's clock, to be used with the readings of the clock.

    ``review`` holds the actions and answers while the meeting is a review. ``moved_by`` is the visitor who last moved
    the group.
    """

    postmortem_id: str
    title: str
    zone: str
    meeting: Meeting
    now: datetime
    members: tuple[Member, ...]
    review: ReviewState | None = None
    moved_by: str | None = None
    quiet: QuietState = field(default_factory=QuietState)
    vote: VoteState | None = None

    def title_of(self, place: Place) -> str:
        """What a section, or a step of a review, is called here."""
        return title_in(place, self.review.actions if self.review else ())

    @property
    def facilitators(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.role == Role.FACILITATOR)


def view(app: App, pm_id: str) -> MeetingView:
    """The clock, the people and the vote of a meeting now. Raises NotFound, also when it is in the trash."""
    with app.db.read() as tx:
        row = require_postmortem(tx, pm_id)
        present = tuple(members.members(tx, pm_id))
        meeting = review_state.current_meeting(tx, pm_id)
        review = review_state.review_state(tx, pm_id, meeting)
        mover = meetings.moved_by(tx, pm_id, meeting.kind)
        quiet, vote = quiet_state(tx, pm_id), vote_state(tx, pm_id, meeting)
        return MeetingView(pm_id, row.title, row.zone, meeting, tx.now(), present, review, mover, quiet, vote)


def run_command(
    app: App, pm_id: str, member: Member, command: Command, shown: tuple[object, object] | None = None
) -> Meeting:
    """Give the clock a command as this member. Returns the meeting after it.

    ``shown`` is the section and the status that stood on their screen: while that holds, somebody else's minute more
    in the same second is no reason to refuse Next or Pause. Minutes are not given twice by two who press together.

    Raises NotMember, NotAllowed, StaleCommand when someone was faster, Conflict when it makes no sense now.
    """
    with app.db.write() as tx:
        if member.postmortem_id != pm_id:
            raise NotMember()
        require_member_permission(tx, member, permission_for(command))
        before = review_state.current_meeting(tx, pm_id)
        if before.kind == "review" and isinstance(command, Start):
            before = review_clock.plan_with_open_actions(tx, pm_id, before)
        if shown is not None and _as_shown(before, command, *shown):
            command = command.model_copy(update={"seen": before.version})
        after, events = apply(before, command, tx.now())
        _save(tx, pm_id, after, before.version)
        meetings.append_events(tx, pm_id, events, member.visitor_id, after.kind)
        if after.kind == "sync" and after.status == "finished":
            silent_vote.end_in(tx, pm_id)  # before the document is locked: a vote's reveal locks them in this order
        revealed = quiet_minutes.clock_moved_in(tx, pm_id, after, events)  # before a revision is kept of the section
        if after.kind == "review":
            review_clock.store_events(tx, pm_id, after, events, member.visitor_id)
        else:
            _store_sync_events(tx, pm_id, events, member.visitor_id)
        meetings.note_held(tx, pm_id, after)
    _publish_written(app, pm_id, revealed)
    app.change_bus.publish(_topic(before, after), pm_id)
    return after


def _as_shown(meeting: Meeting, command: Command, section: object, status: object) -> bool:
    """Whether what the command is meant for still is what whoever gave it had on the screen."""
    if isinstance(command, Next | Back):
        return section == meeting.section
    return isinstance(command, Pause | Resume) and status == meeting.status


def _topic(before: Meeting, after: Meeting) -> str:
    """``clock`` when only the time or the section moved: every clock shows it, and no panel but the facilitators' does.

    Redrawing twenty panels at each Next delayed the keystrokes of everybody. In the lobby the panels show the plan.
    """
    same = before.kind == after.kind == "sync" and before.status == after.status != "lobby"
    return "clock" if same and before.lead_kept is after.lead_kept else "meeting"


def change_plan(app: App, pm_id: str, member: Member, plan: Sequence[tuple[SectionId, int]], seen: int) -> Meeting:
    """Give the sections other timeboxes, in seconds. The plan that stands already changes nothing.

    Raises BadInput, and what ``run_command`` raises.
    """
    items = plan_items(plan)
    if not items:
        raise BadInput("A meeting needs a section. Keep one at least.")
    with app.db.read() as tx:
        before = review_state.current_meeting(tx, pm_id)
    if not before.adjustments and [(item.section, item.seconds) for item in before.plan] == list(plan):
        return before  # a browser may send one choice twice, when the meeting changes while it is drawn
    return run_command(app, pm_id, member, ChangePlan(seen=seen, plan=items))


def skip(app: App, member: Member, section: SectionId, *, skipped: bool) -> None:
    """Leave a section out, or bring it back: in the document, and in the plan of a meeting that is not over.

    Facilitators only; where nobody facilitates yet, whoever may write. Doing it twice changes nothing.
    Raises NotMember, NotAllowed, Conflict.
    """
    pm_id = member.postmortem_id
    with app.db.write() as tx:
        led = any(item.role == Role.FACILITATOR for item in members.members(tx, pm_id))
        require_member_permission(tx, member, Permission.RUN_CLOCK if led else Permission.WRITE)
        before = meetings.load_meeting(tx, pm_id) or Meeting()
        after, events = _planned_without(before, section, skipped, tx.now())
        revealed = quiet_minutes.clock_moved_in(tx, pm_id, after, events)
        if after is not before:
            _save(tx, pm_id, after, before.version)
            meetings.append_events(tx, pm_id, events, member.visitor_id, after.kind)
            _store_sync_events(tx, pm_id, events, member.visitor_id)
        written = edit_in(tx, pm_id, set_skipped(section, skipped), member.visitor_id)
    if after is not before:
        app.change_bus.publish("clock" if after.status != "lobby" else "meeting", pm_id)
    _publish_written(app, pm_id, written or revealed)


def _planned_without(
    meeting: Meeting, section: SectionId, skipped: bool, now: datetime
) -> tuple[Meeting, tuple[Event, ...]]:
    """A plan that does not have the section, or that stands so already, stays as it is."""
    item = next((entry for entry in meeting.plan if entry.section == section), None)
    if meeting.status == "finished" or item is None or item.skipped is skipped:
        return meeting, ()
    seen = meeting.version
    return apply(meeting, Skip(seen=seen, section=section) if skipped else BringBack(seen=seen, section=section), now)


def take_over(app: App, member: Member, *, away: bool = False) -> Member:
    """Become a facilitator, besides those who are. Participants may; viewers may not. Returns the member now.

    ``away``: none of the facilitators is connected, so a lead that they keep to themselves is free.
    Raises NotMember, NotAllowed, Conflict while the lead is kept.
    """
    pm_id = member.postmortem_id
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.TAKE_OVER)
        leads = [other.name for other in members.members(tx, pm_id) if other.role == Role.FACILITATOR]
        if leads and not away and review_state.current_meeting(tx, pm_id).lead_kept:
            keep = "keep" if len(leads) > 1 else "keeps"
            raise Conflict(f"{' and '.join(leads)} {keep} the lead while connected. Ask to have it handed over to you.")
        members.set_role(tx, pm_id, member.visitor_id, Role.FACILITATOR)
        note(tx, AuditEvent.ROLE, pm_id, member.visitor_id, "takes over")
        now = _member(tx, pm_id, member.visitor_id)
    _publish_roles(app, pm_id)
    return now


def hand_over(app: App, member: Member, to_visitor_id: str) -> Member:
    """Make somebody else facilitator and step back to participant. Returns the member that stepped back."""
    pm_id = member.postmortem_id
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.HAND_OVER)
        if to_visitor_id == member.visitor_id:
            raise Conflict("You are the facilitator already. Choose somebody else to hand over to.")
        _member(tx, pm_id, to_visitor_id)
        members.set_role(tx, pm_id, to_visitor_id, Role.FACILITATOR)
        members.set_role(tx, pm_id, member.visitor_id, Role.PARTICIPANT)
        note(tx, AuditEvent.ROLE, pm_id, member.visitor_id, "hands over")
        now = _member(tx, pm_id, member.visitor_id)
    _publish_roles(app, pm_id)
    return now


def _save(tx: Transaction, pm_id: str, meeting: Meeting, version: int) -> None:
    try:
        stored = meetings.load_meeting(tx, pm_id, meeting.kind)
        meetings.save_meeting(tx, pm_id, meeting, version if stored is not None else None)
    except Conflict as error:
        raise StaleCommand() from error


def _store_sync_events(tx: Transaction, pm_id: str, events: Sequence[Event], by: str) -> None:
    """A revision at each section change and at the end; the code ends a day after the meeting."""
    for event in events:
        if reason := revision.reason_for(event, "sync"):
            revise_in(tx, pm_id, reason, by)
        match event:
            case MeetingFinished():
                invites.end_code(tx, pm_id, event.at + CODE_VALID_AFTER_END)
            case MeetingReopened():
                invites.end_code(tx, pm_id, None)


def _member(tx: Transaction, pm_id: str, visitor_id: str) -> Member:
    found = members.member(tx, pm_id, visitor_id)
    if found is None:
        raise NotMember("This person is not in the meeting any more. Look at who is there now.")
    return found


def _publish_written(app: App, pm_id: str, written: bool) -> None:
    """The document changed."""
    if written:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)


def _publish_roles(app: App, pm_id: str) -> None:
    app.change_bus.publish("members", pm_id)
    app.change_bus.publish("meeting", pm_id)
