"""The meeting's clock: looking at it, and every command that a person gives it. A review is a meeting too.

What a command does is decided in ``core.domain.clock``; here it is allowed, stored with its version and logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.clock import (
    ChangePlan,
    Command,
    Event,
    Meeting,
    MeetingFinished,
    MeetingReopened,
    PlanItem,
    SectionLeft,
    Start,
    apply,
)
from core.domain.postmortem import SectionId
from core.domain.review import title_in
from core.domain.roles import Deed, Role, deed_of
from core.domain.steps import Place
from core.errors import BadInput, Conflict, NotMember, StaleCommand
from core.services import reviewing
from core.services.app import App
from core.services.authority import may_now, standing
from core.services.documents import revise_in
from core.services.reviewing import CODE_LIVES_ON, Looked
from core.store import invites, meetings, members
from core.store.members import Member
from core.store.transaction import Transaction


@dataclass(frozen=True)
class MeetingView:
    """A meeting at one moment. ``now`` is the database's clock, to be used with the readings of the clock.

    ``review`` is what is walked and said, while the meeting is a review.
    """

    postmortem_id: str
    title: str
    zone: str
    meeting: Meeting
    now: datetime
    members: tuple[Member, ...]
    review: Looked | None = None

    def title_of(self, place: Place) -> str:
        """What a section, or a step of a review, is called here."""
        return title_in(place, self.review.walk if self.review else ())

    @property
    def facilitators(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.role == Role.FACILITATOR)


def view(app: App, pm_id: str) -> MeetingView:
    """The clock and the people of a meeting now. Raises NotFound, also when it is in the trash."""
    with app.db.read() as tx:
        row = standing(tx, pm_id)
        there = tuple(members.members(tx, pm_id))
        meeting = reviewing.current(tx, pm_id)
        review = reviewing.look(tx, pm_id, meeting)
        return MeetingView(pm_id, row.title, row.zone, meeting, tx.now(), there, review)


def command(app: App, pm_id: str, member: Member, command: Command) -> Meeting:
    """Give the clock a command as this member. Returns the meeting after it.

    Raises NotMember, NotAllowed, StaleCommand when someone was faster, Conflict when it makes no sense now.
    """
    with app.db.write() as tx:
        if member.postmortem_id != pm_id:
            raise NotMember()
        may_now(tx, member, deed_of(command))
        before = reviewing.current(tx, pm_id)
        if before.kind == "review" and isinstance(command, Start):
            before = reviewing.renewed(tx, pm_id, before)
        after, events = apply(before, command, tx.now())
        _save(tx, pm_id, after, before.version)
        meetings.append_events(tx, pm_id, events, member.visitor_id, after.kind)
        if after.kind == "review":
            reviewing.keep(tx, pm_id, after, events, member.visitor_id)
        else:
            _keep(tx, pm_id, events, member.visitor_id)
    app.bell.ring(_topic(before, after), pm_id)
    return after


def _topic(before: Meeting, after: Meeting) -> str:
    """``clock`` when only the time or the section moved: every clock shows it, and no panel but the facilitators' does.

    Twenty panels drawn again for each Next held up the keystrokes of those who typed on.
    """
    same = before.kind == after.kind == "sync" and before.status == after.status
    return "clock" if same else "meeting"


def change_plan(app: App, pm_id: str, member: Member, plan: Sequence[tuple[SectionId, int]], seen: int) -> Meeting:
    """Give the sections other timeboxes, in seconds. Raises BadInput, and what ``command`` raises."""
    try:
        items = tuple(PlanItem(section=section, seconds=seconds) for section, seconds in plan)
        wanted = ChangePlan(seen=seen, plan=items)
    except ValueError as error:
        raise BadInput("A section takes between 15 seconds and four hours. Check the minutes.") from error
    return command(app, pm_id, member, wanted)


def take_over(app: App, member: Member) -> Member:
    """Become a facilitator, besides those who are. Participants may; viewers may not. Returns the member now."""
    pm_id = member.postmortem_id
    with app.db.write() as tx:
        may_now(tx, member, Deed.TAKE_OVER)
        members.set_role(tx, pm_id, member.visitor_id, Role.FACILITATOR)
        now = _member(tx, pm_id, member.visitor_id)
    _ring_roles(app, pm_id)
    return now


def hand_over(app: App, member: Member, to_visitor_id: str) -> Member:
    """Make somebody else facilitator and step back to participant. Returns the member that stepped back."""
    pm_id = member.postmortem_id
    with app.db.write() as tx:
        may_now(tx, member, Deed.HAND_OVER)
        if to_visitor_id == member.visitor_id:
            raise Conflict("You are the facilitator already. Choose somebody else to hand over to.")
        _member(tx, pm_id, to_visitor_id)
        members.set_role(tx, pm_id, to_visitor_id, Role.FACILITATOR)
        members.set_role(tx, pm_id, member.visitor_id, Role.PARTICIPANT)
        now = _member(tx, pm_id, member.visitor_id)
    _ring_roles(app, pm_id)
    return now


def _save(tx: Transaction, pm_id: str, meeting: Meeting, version: int) -> None:
    try:
        there = meetings.load_meeting(tx, pm_id, meeting.kind)
        meetings.save_meeting(tx, pm_id, meeting, version if there is not None else None)
    except Conflict as error:
        raise StaleCommand() from error


def _keep(tx: Transaction, pm_id: str, events: Sequence[Event], by: str) -> None:
    """A revision at each section change and at the end; the code ends a day after the meeting."""
    for event in events:
        match event:
            case SectionLeft():
                revise_in(tx, pm_id, f"section {event.section}", by)
            case MeetingFinished():
                revise_in(tx, pm_id, "finish", by)
                invites.end_code(tx, pm_id, event.at + CODE_LIVES_ON)
            case MeetingReopened():
                invites.end_code(tx, pm_id, None)


def _member(tx: Transaction, pm_id: str, visitor_id: str) -> Member:
    found = members.member(tx, pm_id, visitor_id)
    if found is None:
        raise NotMember("This person is not in the meeting any more. Look at who is there now.")
    return found


def _ring_roles(app: App, pm_id: str) -> None:
    app.bell.ring("members", pm_id)
    app.bell.ring("meeting", pm_id)
