"""The quiet minute of a meeting: starting it, writing in it, revealing it.

Drafts are kept per person in the database until they are revealed, and never in the shared document, which every
browser holds whole. A reveal is one transaction that puts them into the document and forgets whose they were; each
command names the round it means, and one that was done already is done.
Not here: when a round begins and ends (``core.domain.quiet_minute``), who is connected (the room).
"""

import random
from collections.abc import Callable, Collection, Sequence
from typing import Final

from core.document.drafts import add_drafts
from core.domain import quiet_minute as rules
from core.domain.clock import readings
from core.domain.clock.state import (
    Event,
    Meeting,
    MeetingFinished,
    MeetingPaused,
    MeetingResumed,
    SectionLeft,
    SectionStarted,
)
from core.domain.clock.steps import as_section
from core.domain.permissions import Permission, Role, may
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import Draft, QuietMinute
from core.errors import BadInput, Conflict
from core.services.app import App
from core.services.authority import require_known, require_member_permission
from core.services.documents.document_store import edit_in
from core.services.reviews import review_state
from core.store import quiet_minutes as store
from core.store.database.transaction import Transaction
from core.store.people import authors, members
from core.store.people.members import Member

TOPIC: Final = "quiet"
"""On the change bus: rooms read the round again, and no panel is drawn anew."""

ELSEWHERE: Final = "The group is in another section. A quiet minute is for the section where everybody is."
ANOTHER: Final = "Somebody started or revealed a quiet minute a moment before you."

_shuffle = random.SystemRandom().shuffle


def start(app: App, member: Member, seen: int) -> int:
    """Start a round in the section where the group is. ``seen`` is the latest one on the screen. Returns its number.

    Raises Conflict when somebody else was faster, and where there is no section to write in.
    """
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.RUN_CLOCK)
        minute = store.lock(tx, member.postmortem_id)
        if minute.is_open and minute.number == seen + 1:
            return minute.number  # somebody pressed at the same time, or the answer got lost
        if minute.number != seen or minute.is_open:
            raise Conflict(ANOTHER)
        meeting = review_state.current_meeting(tx, member.postmortem_id)
        place = as_section(meeting.section)
        if meeting.kind != "sync" or meeting.status not in ("running", "paused") or place is None:
            raise Conflict(ELSEWHERE)
        started = _started(tx, minute, meeting, place)
        store.save(tx, member.postmortem_id, started)
    app.change_bus.publish(TOPIC, member.postmortem_id)
    return started.number


def more_time(app: App, member: Member, number: int) -> None:
    """Half a minute more for everybody. Raises Conflict when it is revealed."""
    _change(app, member, number, Permission.RUN_CLOCK, lambda tx, minute: rules.more_time(minute, tx.now()))


def reveal_at_end(app: App, member: Member, number: int, *, on: bool) -> None:
    """Whether the end of its time reveals it, from now on in every round of this meeting."""
    _change(app, member, number, Permission.RUN_CLOCK, lambda _, minute: minute.model_copy(update={"at_end": on}))


def done(app: App, member: Member, number: int, *, is_done: bool) -> None:
    """This person has written what they wanted to, or goes on after all."""
    _change(
        app, member, number, Permission.WRITE, lambda _, minute: rules.with_done(minute, member.visitor_id, is_done)
    )


def switch(app: App, member: Member, section: SectionId, *, on: bool) -> None:
    """Whether the group's arrival in a section starts a quiet minute in this meeting. Raises BadInput."""
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.RUN_CLOCK)
        switch_in(tx, member.postmortem_id, section, on=on)
    app.change_bus.publish("meeting", member.postmortem_id)


def switch_in(tx: Transaction, pm_id: str, section: SectionId, *, on: bool) -> None:
    store.save(tx, pm_id, rules.switched(store.lock(tx, pm_id), section, on))


def switched_on(app: App, pm_id: str) -> tuple[SectionId, ...]:
    """The sections in which this meeting begins with a quiet minute."""
    with app.db.read() as tx:
        require_known(tx, pm_id)
        return store.load(tx, pm_id).switched_on


def write(app: App, member: Member, number: int, draft: Draft) -> None:
    """Keep a line of this person for them alone; one without words is taken away. Raises BadInput, Conflict."""
    pm_id, who = member.postmortem_id, member.visitor_id
    if draft.author != who:
        raise BadInput()
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.WRITE)
        minute = _open(store.lock(tx, pm_id), number)
        if draft.field not in rules.fields_of(minute.section):
            raise BadInput()
        mine = store.drafts_of(tx, pm_id, who)
        if draft.text.strip():
            rules.require_room(mine, draft, store.characters(tx, pm_id, draft.id))
            store.put_draft(tx, pm_id, draft)
        else:
            store.remove_draft(tx, pm_id, who, draft.id)
        began_or_stopped = bool(mine) != bool(store.drafts_of(tx, pm_id, who))
    if began_or_stopped:  # the count of writers is all that others see
        app.change_bus.publish(TOPIC, pm_id)


def drafts_of(app: App, member: Member) -> list[Draft]:
    """What this person has written and not shown yet."""
    with app.db.read() as tx:
        require_member_permission(tx, member, Permission.WRITE)
        return store.drafts_of(tx, member.postmortem_id, member.visitor_id)


def reveal(app: App, member: Member, number: int) -> None:
    """Show everybody's drafts to everybody. Twice is harmless. Raises Conflict for a round that never was."""
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.RUN_CLOCK)
        minute = store.lock(tx, member.postmortem_id)
        if number > minute.number:
            raise Conflict(ANOTHER)
        written = number == minute.number and _reveal_in(tx, member.postmortem_id, minute)
    _publish(app, member.postmortem_id, written)


def reveal_if_due(app: App, pm_id: str, number: int, connected: Collection[str]) -> bool:
    """What a room does by itself: when everybody ``connected`` is done, or the time is over and that was chosen."""
    with app.db.write() as tx:
        minute = store.lock(tx, pm_id)
        due = rules.everybody_done(minute, connected) or rules.is_over(minute, tx.now())
        if minute.number != number or not due:
            return False
        written = _reveal_in(tx, pm_id, minute)
    _publish(app, pm_id, written)
    return True


def clock_moved_in(tx: Transaction, pm_id: str, after: Meeting, events: Sequence[Event]) -> bool:
    """What the clock's events do to the quiet minute. True when drafts came into the document.

    The group goes on: it is revealed, so that nothing stays behind. It arrives: one may start. A pause holds it up.
    """
    if after.kind != "sync" or not events:
        return False
    minute = before = store.lock(tx, pm_id)
    written = False
    for event in events:
        match event:
            case SectionLeft() | MeetingFinished() if minute.is_open:
                written = _reveal_in(tx, pm_id, minute) or written
                minute = before = store.load(tx, pm_id)
            case MeetingPaused():
                minute = rules.pause(minute, event.at)
            case MeetingResumed():
                minute = rules.resume(minute, event.at)
            case SectionStarted():
                place = as_section(event.section)
                if place is not None and rules.starts_by_itself(minute, place, _writers(tx, pm_id)):
                    minute = _started(tx, minute, after, place)
    if minute is not before:
        store.save(tx, pm_id, minute)
    return written


def _started(tx: Transaction, minute: QuietMinute, meeting: Meeting, place: SectionId) -> QuietMinute:
    seconds = rules.seconds_for(readings.allotted(meeting, place))
    return rules.start(minute, place, seconds, tx.now(), paused=meeting.status == "paused")


def _reveal_in(tx: Transaction, pm_id: str, minute: QuietMinute) -> bool:
    """In an order that tells nothing. Of a locked round; one that is over stays as it is."""
    if not minute.is_open:
        return False
    drafts = store.take_drafts(tx, pm_id)
    _shuffle(drafts)
    store.save(tx, pm_id, rules.reveal(minute, (draft.id for draft in drafts)))
    for author in sorted({draft.author for draft in drafts}):
        authors.note(tx, pm_id, author)
    return bool(drafts) and edit_in(tx, pm_id, add_drafts(drafts), None)


def _change(
    app: App,
    member: Member,
    number: int,
    permission: Permission,
    change: Callable[[Transaction, QuietMinute], QuietMinute],
) -> None:
    with app.db.write() as tx:
        require_member_permission(tx, member, permission)
        minute = _open(store.lock(tx, member.postmortem_id), number)
        store.save(tx, member.postmortem_id, change(tx, minute))
    app.change_bus.publish(TOPIC, member.postmortem_id)


def _open(minute: QuietMinute, number: int) -> QuietMinute:
    if not minute.is_open or minute.number != number:
        raise Conflict(rules.OVER)
    return minute


def _writers(tx: Transaction, pm_id: str) -> int:
    return sum(may(Role(item.role), Permission.WRITE) for item in members.members(tx, pm_id))


def _publish(app: App, pm_id: str, written: bool) -> None:
    if written:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
    app.change_bus.publish(TOPIC, pm_id)
