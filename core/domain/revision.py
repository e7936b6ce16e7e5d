"""When a revision of a document is kept, and what the history says of it.

A revision is a state of the document that is never deleted, stored with one of the reasons below: at each section
change, at the end of a meeting or review, when it is published, before and after a restore, every ten minutes of
writing, and when everybody has left the room. Services and the room keep one at these moments and at no other.
Reasons are stored in every database: add to them, never change one.
"""

from datetime import datetime, timedelta
from typing import Final

from core.domain.choices import choice_named
from core.domain.clock.state import Event, Kind, MeetingFinished, SectionLeft
from core.domain.postmortem import SectionId
from core.domain.template import section

INTERVAL: Final = timedelta(minutes=10)
"""While people write, a revision is kept after at least this long."""

FINISHED: Final = "finish"
REVIEWED: Final = "review"
PUBLISHED: Final = "published"
REGULAR: Final = "ten minutes of work"
ROOM_LEFT: Final = "the room was left"
BEFORE_RESTORE: Final = "before a restore"
_SECTION: Final = "section "
_RESTORED: Final = "restored "

_TEXTS: Final = {
    FINISHED: "The meeting was finished",
    REVIEWED: "The review was finished",
    PUBLISHED: "Published",
    REGULAR: "Ten minutes of writing",
    ROOM_LEFT: "Everybody had left the room",
    BEFORE_RESTORE: "Before an earlier version was brought back",
}


def reason_for(event: Event, kind: Kind) -> str | None:
    """Why a revision is kept at this event of a meeting's clock; None when none is."""
    match event:
        case SectionLeft() if kind == "sync":
            return f"{_SECTION}{event.section}"
        case MeetingFinished():
            return REVIEWED if kind == "review" else FINISHED
    return None


def restored(from_revision_at: datetime) -> str:
    """The reason of the revision that a restore makes."""
    return f"{_RESTORED}{from_revision_at.isoformat()}"


def restored_from(reason: str) -> datetime | None:
    """The moment of the revision that was brought back; None for any other reason."""
    return datetime.fromisoformat(reason.removeprefix(_RESTORED)) if reason.startswith(_RESTORED) else None


def reason_text(reason: str) -> str:
    """What the history says, also for a reason that this version does not know."""
    if reason.startswith(_RESTORED):
        return "An earlier version was brought back"
    kind, _, rest = reason.partition(" ")
    left = choice_named(SectionId, rest) if f"{kind} " == _SECTION else None
    if left is not None:
        return f"{section(left).title} was left"
    return _TEXTS.get(reason, reason[:1].upper() + reason[1:])
