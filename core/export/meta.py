"""What an export says about itself, about the meeting and the reviews after it, next to the postmortem.

Never in here, and so never in an export: links, join codes, keys, cookies or anything else that opens a
door. ``id`` is for file names and calendars; no export prints it.
"""

from pydantic import AwareDatetime, Field

from core.domain.postmortem import Frozen, SectionId
from core.domain.review import ReviewNote


class SectionTime(Frozen):
    """How long a section was planned and how long it took."""

    section: SectionId
    planned_s: int = Field(ge=0)
    used_s: float = Field(ge=0)


class Meta(Frozen):
    id: str
    created_at: AwareDatetime
    exported_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    sections: tuple[SectionTime, ...] = ()
    people: tuple[str, ...] = ()
    reviews: tuple[ReviewNote, ...] = ()
