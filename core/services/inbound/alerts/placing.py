"""Where a body belongs: a new postmortem, the open one of its group, or a person who has to choose.

Decided in the transaction that stores the body, so that its sender can be told the postmortem's id at once. The
postmortem itself is written a moment later by ``writing``.
"""

import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.inbound.alert_rows import Origin, timeline_rows
from core.domain.inbound.limits import OPENED_AN_HOUR, OPENED_BY_A_GROUP
from core.store import meetings, postmortems
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.inbound import deliveries, groups
from core.store.inbound.deliveries import Status
from core.store.inbound.groups import Group

_log = logging.getLogger(__name__)

HOUR: Final = timedelta(hours=1)
HEARD_EVERY: Final = timedelta(days=1)
OVERTAKES: Final = timedelta(hours=1)
"""How long after what goes on with it the beginning of an incident may arrive: tools send again after a failure."""
MOST_ADOPTED: Final = 500
SAID_EVERY: Final = timedelta(minutes=10)
"""How often the log says that alerts are held."""
HELD: Final = f"Alerts opened {OPENED_AN_HOUR} postmortems within an hour, so this one waits for a person."
WELL: Final = "It says that all is well, and nothing else was known."
UNKNOWN: Final = "It goes on with an incident that is not known here."


@dataclass(frozen=True)
class Place:
    """``status`` WAITING: its lines go into ``postmortem_id``, which may have to be made first."""

    status: Status
    postmortem_id: str | None = None
    note: str = ""


def place(tx: Transaction, reading: AlertReading, origin: Origin, came_at: datetime) -> Place:
    """Decide, and note what was decided. ``came_at`` is when the body came.

    One transaction at a time decides for a group, on all servers.
    """
    tx.audience = UNRESTRICTED  # a group goes on where it began, also when that was closed meanwhile
    match reading.action:
        case AlertAction.IGNORE:
            return Place(Status.IGNORED, note=reading.note)
        case AlertAction.CONFIRM:
            return Place(Status.CONFIRM, note=reading.confirm_address)
    tx.take_turns(f"inbound {origin.source} {origin.group_key}")
    group = groups.find(tx, origin.source, origin.group_key)
    if group is None:
        return _first(tx, reading, origin)
    if not _is_there(tx, group.postmortem_id):
        _note(tx, group, _end(group.ended_at, reading), came_at)
        return _gone(tx, reading, origin, group.postmortem_id, again=_fires_again(reading, group))
    if _begins_later(tx, reading, origin, group) and not _comes_and_goes(tx, origin):
        return _open(tx, reading, origin)
    _note(tx, group, _end(group.ended_at, reading), came_at)
    _propose(tx, group.postmortem_id, reading)
    return Place(Status.WAITING, group.postmortem_id, reading.note)


def _first(tx: Transaction, reading: AlertReading, origin: Origin) -> Place:
    """The first that is heard of a group. What goes on although nobody told its beginning is opened, too.

    An alert that was told in another group stays where it is: its tool cuts groups anew when a route is edited.
    """
    known = _told_where(tx, reading, origin) if reading.by_alert else None
    if known is not None and not _is_there(tx, known):
        return _gone(tx, reading, origin, known, again=False)
    if known is not None:
        groups.put(tx, Group(origin.source, origin.group_key, known, reading.resolved))
        return Place(Status.WAITING, known, reading.note)
    goes_on = reading.action is AlertAction.UPDATE and reading.resolved is None and reading.started is not None
    if reading.action is AlertAction.OPEN or goes_on:
        return _open(tx, reading, origin)
    if reading.all_is_well:
        return Place(Status.IGNORED, note=WELL)
    return Place(Status.ASKED, note=reading.note if reading.action is AlertAction.UPDATE_OR_ASK else UNKNOWN)


def _is_there(tx: Transaction, pm_id: str) -> bool:
    """Not in the trash and not deleted. One that nothing was written into yet is about to be made."""
    row = postmortems.get(tx, pm_id)
    return row.trashed_at is None if row is not None else groups.told_in(tx, pm_id) == 0


def _gone(tx: Transaction, reading: AlertReading, origin: Origin, pm_id: str, *, again: bool) -> Place:
    """Its postmortem was put in the trash: only something new begins another."""
    if reading.action is AlertAction.OPEN and (again or _new_rows(tx, reading, origin, pm_id)):
        return _open(tx, reading, origin)
    return Place(Status.IGNORED, note="Its postmortem is in the trash.")


def _open(tx: Transaction, reading: AlertReading, origin: Origin) -> Place:
    now = tx.now()
    if groups.openings_since(tx, now - HOUR) >= OPENED_AN_HOUR:
        if not deliveries.came_since(tx, Status.HELD, now - SAID_EVERY):
            _log.warning("alerts opened %d postmortems within an hour: more of them are held on Home", OPENED_AN_HOUR)
        return Place(Status.HELD, note=HELD)
    return Place(Status.WAITING, open_for(tx, reading, origin, now), reading.note)


def open_for(tx: Transaction, reading: AlertReading, origin: Origin, now: datetime) -> str:
    """Note that a new postmortem belongs to the group from now on. Returns the id that it will have."""
    group = Group(origin.source, origin.group_key, secrets.token_hex(8), reading.resolved)
    groups.put(tx, group)
    groups.add_opening(tx, group, reading.severity, reading.ask, now)
    deliveries.assign(tx, _came_before(tx, origin, now), group.postmortem_id)
    return group.postmortem_id


def _note(tx: Transaction, group: Group, ended_at: datetime | None, came_at: datetime) -> None:
    """Not for each of a thousand bodies: once a day is enough to know that the group still sends."""
    if ended_at != group.ended_at or group.last_at is None or came_at - group.last_at > HEARD_EVERY:
        groups.put(tx, replace(group, ended_at=ended_at))


def _came_before(tx: Transaction, origin: Origin, now: datetime) -> list[int]:
    """What waits for a person and belongs to what is opened now: what was held, and what overtook the beginning."""
    held = deliveries.ids_of_group(tx, origin.source, origin.group_key, [Status.HELD], MOST_ADOPTED)
    asked = deliveries.ids_of_group(
        tx, origin.source, origin.group_key, [Status.ASKED], MOST_ADOPTED, since=now - OVERTAKES
    )
    return [*held, *asked]


def _propose(tx: Transaction, pm_id: str, reading: AlertReading) -> None:
    """It became worse, and nobody has answered yet."""
    opening = groups.opening(tx, pm_id)
    if opening is None or opening.severity_answer or reading.severity is None:
        return
    if opening.severity is None or reading.severity < opening.severity:
        groups.propose(tx, pm_id, reading.severity)


def _ended(tx: Transaction, group: Group) -> datetime | None:
    """When the alerts were over or the meeting was, whichever came first."""
    meeting = meetings.load_meeting(tx, group.postmortem_id)
    ends = [end for end in (group.ended_at, meeting.finished_at if meeting else None) if end is not None]
    return min(ends, default=None)


def _begins_later(tx: Transaction, reading: AlertReading, origin: Origin, group: Group) -> bool:
    """Whether something fires that began after the end. A line that was told before is nothing new."""
    ended = _ended(tx, group)
    if ended is None or reading.resolved is not None:
        return False
    new = _new_rows(tx, reading, origin, group.postmortem_id)
    return any(at > ended for at in new) or _fires_again(reading, group)


def _fires_again(reading: AlertReading, group: Group) -> bool:
    """Whether a body without an instant, which may be that of the last time byte for byte, came after the end."""
    begins = reading.undated and reading.action is AlertAction.OPEN
    return begins and group.ended_at is not None and any(row.at > group.ended_at for row in reading.rows)


def _new_rows(tx: Transaction, reading: AlertReading, origin: Origin, pm_id: str) -> list[datetime]:
    rows = timeline_rows(reading, origin, pm_id, opening=False)
    told = groups.told(tx, origin.source, [item.key for item in rows])
    return [item.row.at for item in rows if item.row.at is not None and item.key not in told]


def _told_where(tx: Transaction, reading: AlertReading, origin: Origin) -> str | None:
    rows = timeline_rows(reading, origin, "", opening=False)  # each alert has a key of its own, in any postmortem
    return groups.told_where(tx, origin.source, [item.key for item in rows])


def _comes_and_goes(tx: Transaction, origin: Origin) -> bool:
    group = origin.source, origin.group_key
    return groups.openings_since(tx, tx.now() - HOUR, group) >= OPENED_BY_A_GROUP


def _end(known: datetime | None, reading: AlertReading) -> datetime | None:
    return max((at for at in (known, reading.resolved) if at is not None), default=None)
