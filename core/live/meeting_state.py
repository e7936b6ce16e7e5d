"""The meeting's state as browsers get it. They count down by themselves; this is sent when something changes.

Times are milliseconds of the database's clock, so that two servers and any laptop agree.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain import clock
from core.domain.postmortem import SectionId
from core.live.review_state import review_message, review_step
from core.services.meetings import MeetingView
from core.store.members import Member


class ServerClock:
    """The database's clock, kept by its distance from this computer's, so that nothing is asked for a second."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def learn(self, database_now: datetime) -> None:
        """From an answer that has just arrived. It is late by its way here: small jumps are noise."""
        ahead = database_now - datetime.now(UTC)
        if abs(ahead - self._ahead) > timedelta(milliseconds=50):
            self._ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def ms(self) -> int:
        return milliseconds(self.now())


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _maybe_ms(at: datetime | None) -> int | None:
    return None if at is None else milliseconds(at)


def meeting_message(view: MeetingView, now: datetime, skipped: Iterable[SectionId]) -> dict[str, Any]:
    """A review brings its own words: browsers know the sections, and nothing of the actions that are walked."""
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
                "seconds": clock.allotted(m, item.section),
                "used": m.used.get(item.section, 0.0),
                **(review_step(view.review, item.section) if view.review else {}),
            }
            for item in m.plan
        ],
        "deadline": _maybe_ms(clock.deadline(m)),
        "left": clock.left(m, now),
        "server_time": milliseconds(now),
        "started_at": _maybe_ms(m.started_at),
        "section_started_at": _maybe_ms(m.section_started_at),
        "facilitators": [member.visitor_id for member in view.facilitators],
        "behind": clock.ahead_behind(m, now),
        "skipped": sorted(skipped),
    }
    return {**message, "review": review_message(view.review)} if view.review else message


def members_message(members: Iterable[Member]) -> dict[str, Any]:
    return {"type": "members", "members": [_person(member) for member in members]}


def you(member: Member) -> dict[str, str]:
    return _person(member)


def _person(member: Member) -> dict[str, str]:
    return {"id": member.visitor_id, "name": member.name, "color": member.color, "role": member.role}


def user(member: Member) -> dict[str, str]:
    """What presence shows of a person. Nothing a browser says replaces it."""
    return {"id": member.visitor_id, "name": member.name, "color": member.color, "colorLight": f"{member.color}33"}
