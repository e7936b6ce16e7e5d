"""The opening of a sync: the team's overdue action items of earlier incidents, for half a minute, beside the clock.

The clock runs from Start on. Guests and the shared screen get them only when a facilitator of the workspace shows
them, and a facilitator ends it for everybody by going on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.clock.state import Meeting
from core.domain.permissions import Permission, Role, may
from core.errors import Conflict, WorkspaceLocked
from core.services.actions.action_queries import with_history
from core.services.app import App
from core.services.authority import has_workspace_access, require_member_permission, require_postmortem
from core.store import actions, meetings, openings
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.people.members import Member

SHOWN_FOR: Final = timedelta(seconds=30)
MOST_SHOWN: Final = 5


@dataclass(frozen=True)
class Opening:
    """``rows`` are the longest overdue of ``total``. ``until``: when this screen hides it; None: when somebody ends it.

    ``shown``: everybody sees it, or did; ``leads``: this member may show it to everybody and end it.
    """

    rows: tuple[ActionView, ...]
    total: int
    until: datetime | None
    shown: bool
    leads: bool


def overdue_elsewhere(app: App, pm_id: str) -> int:
    """How many overdue action items of other incidents a sync would open with. Only for those in the workspace."""
    with app.db.read() as tx:
        return actions.count(tx, _selection(tx.now(), pm_id))


def opening_for_member(app: App, member: Member, inside: bool) -> Opening | None:
    """What a member's room shows now, if anything; ``inside``: they are in the workspace.

    A facilitator of the workspace sees it until they go on or the first section is left.
    """
    with app.db.read() as tx:
        meeting = _running_sync(tx, member.postmortem_id)
        if meeting is None or meeting.started_at is None:
            return None
        done = openings.latest(tx, member.postmortem_id)
        leads = inside and may(Role(member.role), Permission.RUN_CLOCK)
        shown_at = done.get(openings.SHOWN)
        since = max(filter(None, (meeting.started_at if inside else None, shown_at)), default=None)
        until = None if since is None else since + SHOWN_FOR
        if leads:
            until = None
            if not _in_the_first_section(meeting):
                return None
        elif until is None or until <= tx.now():
            return None
        return _opening(tx, member.postmortem_id, until, shown_at is not None, leads)


def opening_for_shared_screen(app: App, pm_id: str) -> Opening | None:
    """What the shared screen shows now: nothing until a facilitator shows it, then for half a minute."""
    with app.db.read() as tx:
        if _running_sync(tx, pm_id) is None:
            return None
        shown_at = openings.latest(tx, pm_id).get(openings.SHOWN)
        if shown_at is None or shown_at + SHOWN_FOR <= tx.now():
            return None
        return _opening(tx, pm_id, shown_at + SHOWN_FOR, shown=True, leads=False)


def show(app: App, member: Member) -> None:
    """Show them on the shared screen and to guests, for half a minute from now.

    For facilitators who are in the workspace themselves. Raises NotAllowed, WorkspaceLocked, Conflict.
    """
    with app.db.write() as tx:
        now = require_member_permission(tx, member, Permission.RUN_CLOCK)
        if not has_workspace_access(app, tx, now.visitor_id):
            raise WorkspaceLocked("What other incidents left open is the workspace's. Ask somebody inside to show it.")
        if _running_sync(tx, member.postmortem_id) is None:
            raise Conflict("The opening is over. All action items are on the follow-up page.")
        openings.note(tx, member.postmortem_id, openings.SHOWN, now.visitor_id)
    app.change_bus.publish("meeting", member.postmortem_id)


def go_on(app: App, member: Member) -> None:
    """Hide them on every screen. Calling it twice changes nothing."""
    with app.db.write() as tx:
        now = require_member_permission(tx, member, Permission.RUN_CLOCK)
        openings.note(tx, member.postmortem_id, openings.GONE_ON, now.visitor_id)
    app.change_bus.publish("meeting", member.postmortem_id)


def _running_sync(tx: Transaction, pm_id: str) -> Meeting | None:
    """The sync while it runs and nobody has ended the opening. Raises NotFound for what is in the trash."""
    require_postmortem(tx, pm_id)
    meeting = meetings.load_meeting(tx, pm_id)
    if meeting is None or meeting.status not in ("running", "paused"):
        return None
    return None if openings.GONE_ON in openings.latest(tx, pm_id) else meeting


def _in_the_first_section(meeting: Meeting) -> bool:
    return bool(meeting.plan) and meeting.section == meeting.plan[0].section


def _selection(now: datetime, pm_id: str) -> ActionFilter:
    """Everybody in the room sees them, so none of a closed postmortem, whoever was named there."""
    return ActionFilter(overdue_at=now, except_pm_id=pm_id, include_closed_postmortems=False)


def _opening(tx: Transaction, pm_id: str, until: datetime | None, shown: bool, leads: bool) -> Opening | None:
    now = tx.now()
    selection = _selection(now, pm_id)
    rows = actions.find(tx, selection, limit=MOST_SHOWN)
    if not rows:
        return None
    total = len(rows) if len(rows) < MOST_SHOWN else actions.count(tx, selection)
    return Opening(tuple(with_history(tx, rows)), total, until, shown, leads)
