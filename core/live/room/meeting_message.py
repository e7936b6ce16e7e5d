"""The meeting's state as browsers get it. They count down by themselves; this is sent when something changes.

Times are milliseconds of the database's clock, so that two servers and any laptop agree.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.domain.clock import readings
from core.domain.people.guest_names import is_guest_name
from core.domain.postmortem import SectionId
from core.live.room.review_message import review_message, review_step
from core.live.room.server_clock import milliseconds
from core.services.meetings.meeting_clock import MeetingView
from core.store.people.members import Member


def _maybe_ms(at: datetime | None) -> int | None:
    return None if at is None else milliseconds(at)


def meeting_message(
    view: MeetingView, now: datetime, skipped: Iterable[SectionId], *, away: bool = False
) -> dict[str, Any]:
    """A review brings its own texts: browsers know the sections, and nothing of the action items under review.

    ``away``: the meeting has facilitators, and none of them is there.
    """
    m = view.meeting
    message = {
        "type": "meeting",
        "version": m.version,
        "kind": m.kind,
        "status": m.status,
        "section": m.section,
        "plan": [
            {
                "section": item.section,
                "title": view.title_of(item.section),
                "planned": item.seconds,
                "seconds": readings.allotted(m, item.section),
                "used": m.used.get(item.section, 0.0),
                "skipped": item.skipped,
                **(review_step(view.review, item.section) if view.review else {}),
            }
            for item in m.plan
        ],
        "deadline": _maybe_ms(readings.deadline(m)),
        "left": readings.left(m, now),
        "server_time": milliseconds(now),
        "reading_until": _maybe_ms(readings.reading_until(m)),
        "started_at": _maybe_ms(m.started_at),
        "section_started_at": _maybe_ms(m.section_started_at),
        "moved_by": view.moved_by,
        "facilitators": [member.visitor_id for member in view.facilitators],
        "away": away,
        "behind": readings.ahead_behind(m, now),
        "skipped": sorted(skipped),
    }
    return {**message, "review": review_message(view.review)} if view.review else message


def members_message(members: Iterable[Member]) -> dict[str, Any]:
    return {"type": "members", "members": [_person(member) for member in members]}


def own_member(member: Member) -> dict[str, Any]:
    return _person(member)


def _person(member: Member) -> dict[str, Any]:
    """``guest``: the name was made up by Debrief."""
    return {
        "id": member.visitor_id,
        "name": member.name,
        "color": member.color,
        "role": member.role,
        "guest": is_guest_name(member.name),
    }


def presence_user(member: Member) -> dict[str, str]:
    """The identity in a presence state. Nothing that a browser reports replaces it."""
    return {"id": member.visitor_id, "name": member.name, "color": member.color, "colorLight": f"{member.color}33"}
