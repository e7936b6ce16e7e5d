"""What an export says about itself, about the meeting and the reviews after it, next to the postmortem.

No export holds links, join codes, keys or cookies, so this model has none of them. ``id`` is for file names and
calendars; no export prints it.
"""

from pydantic import AwareDatetime, Field

from core.domain.postmortem import Frozen, SectionId
from core.domain.review import ReviewNote


class SectionTime(Frozen):
    """How long a section was planned and how long it took."""

    section: SectionId
    planned_s: int = Field(ge=0)
    used_s: float = Field(ge=0)


class ExportMetadata(Frozen):
    """``started_at`` and ``finished_at`` are the meeting's, as it was held."""

    id: str
    created_at: AwareDatetime
    exported_at: AwareDatetime
    started_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    sections: tuple[SectionTime, ...] = ()
    people: tuple[str, ...] = ()
    reviews: tuple[ReviewNote, ...] = ()
