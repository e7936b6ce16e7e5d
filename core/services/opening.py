"""The opening of a sync: the team's overdue promises of earlier incidents, for half a minute, beside the clock.

It holds nothing up: the clock runs from Start on. Guests and the shared screen get them only when a facilitator of
the workspace shows them, and a facilitator ends it for everybody by going on.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.domain.clock import Meeting
from core.domain.roles import Deed, Role, may
from core.errors import Conflict, WorkspaceLocked
from core.services.app import App
from core.services.authority import in_workspace, may_now, standing
from core.services.promises import Promise, told
from core.store import actions, meetings, openings
from core.store.actions import Which
from core.store.members import Member
from core.store.transaction import Transaction

HALF_A_MINUTE: Final = timedelta(seconds=30)
A_HANDFUL: Final = 5


@dataclass(frozen=True)
class Opening:
    """``rows`` are the longest late of ``total``. ``until`` is when this screen takes it away, None: when it is ended.

    ``shown``: everybody sees it, or did; ``leads``: who looks may show it and go on.
    """

    rows: tuple[Promise, ...]
    total: int
    until: datetime | None
    shown: bool
    leads: bool


def waiting(app: App, pm_id: str) -> int:
    """How many overdue promises of other incidents a sync would open with. Only for those in the workspace."""
    with app.db.read() as tx:
        return actions.count(tx, Which(late_on=tx.now().date(), but=pm_id))


def for_member(app: App, member: Member, inside: bool) -> Opening | None:
    """What a member's room shows now, if anything; ``inside``: they are in the workspace.

    It stays with a facilitator who is inside until they go on or the first section is left.
    """
    with app.db.read() as tx:
        meeting = _begun(tx, member.postmortem_id)
        if meeting is None or meeting.started_at is None:
            return None
        done = openings.latest(tx, member.postmortem_id)
        leads = inside and may(Role(member.role), Deed.RUN_CLOCK)
        shown_at = done.get(openings.SHOWN)
        since = max(filter(None, (meeting.started_at if inside else None, shown_at)), default=None)
        until = None if since is None else since + HALF_A_MINUTE
        if leads:
            until = None
            if not _in_the_first_section(meeting):
                return None
        elif until is None or until <= tx.now():
            return None
        return _opening(tx, member.postmortem_id, until, shown_at is not None, leads)


def for_everybody(app: App, pm_id: str) -> Opening | None:
    """What the shared screen shows now: nothing until a facilitator shows it, then half a minute."""
    with app.db.read() as tx:
        if _begun(tx, pm_id) is None:
            return None
        shown_at = openings.latest(tx, pm_id).get(openings.SHOWN)
        if shown_at is None or shown_at + HALF_A_MINUTE <= tx.now():
            return None
        return _opening(tx, pm_id, shown_at + HALF_A_MINUTE, shown=True, leads=False)


def show(app: App, member: Member) -> None:
    """Put them on the shared screen and before the guests, for half a minute from now.

    For facilitators who are in the workspace themselves. Raises NotAllowed, WorkspaceLocked, Conflict.
    """
    with app.db.write() as tx:
        now = may_now(tx, member, Deed.RUN_CLOCK)
        if not in_workspace(app, tx, now.visitor_id):
            raise WorkspaceLocked("What other incidents left open is the workspace's. Ask somebody inside to show it.")
        if _begun(tx, member.postmortem_id) is None:
            raise Conflict("The opening is over. All promises stand on the follow-up page.")
        openings.note(tx, member.postmortem_id, openings.SHOWN, now.visitor_id)
    app.bell.ring("meeting", member.postmortem_id)


def go_on(app: App, member: Member) -> None:
    """Everybody has seen them: they leave every screen. Again is no mistake."""
    with app.db.write() as tx:
        now = may_now(tx, member, Deed.RUN_CLOCK)
        openings.note(tx, member.postmortem_id, openings.GONE_ON, now.visitor_id)
    app.bell.ring("meeting", member.postmortem_id)


def _begun(tx: Transaction, pm_id: str) -> Meeting | None:
    """The sync while it runs and nobody has gone on yet. Raises NotFound for what is in the trash."""
    standing(tx, pm_id)
    meeting = meetings.load_meeting(tx, pm_id)
    if meeting is None or meeting.status not in ("running", "paused"):
        return None
    return None if openings.GONE_ON in openings.latest(tx, pm_id) else meeting


def _in_the_first_section(meeting: Meeting) -> bool:
    return bool(meeting.plan) and meeting.section == meeting.plan[0].section


def _opening(tx: Transaction, pm_id: str, until: datetime | None, shown: bool, leads: bool) -> Opening | None:
    today: date = tx.now().date()
    which = Which(late_on=today, but=pm_id)
    rows = actions.find(tx, which, limit=A_HANDFUL)
    if not rows:
        return None
    total = len(rows) if len(rows) < A_HANDFUL else actions.count(tx, which)
    return Opening(tuple(told(tx, rows, today)), total, until, shown, leads)
