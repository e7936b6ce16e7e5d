"""What an export says about itself, about the meeting and the reviews after it, next to the postmortem.

No export holds join links, join codes, keys or cookies, so this model has none of them. ``id`` is for file names and
calendars; no export prints it.
"""

from typing import Final, Literal

from pydantic import AwareDatetime, Field

from core.domain.postmortem import Day, Frozen, RowId, SectionId
from core.domain.review import ReviewNote

NOT_KEPT: Final = "this picture is no longer kept"


class SectionTime(Frozen):
    """How long a section was planned and how long it took."""

    section: SectionId
    planned_s: int = Field(ge=0)
    used_s: float = Field(ge=0)


class PictureFile(Frozen):
    """One picture of the timeline: ``width`` and ``height`` in pixels, ``data`` its bytes in base64."""

    id: RowId
    mime: Literal["image/png", "image/jpeg"]
    width: int = Field(ge=1, le=20_000)
    height: int = Field(ge=1, le=20_000)
    data: str


class LinkedIncident(Frozen):
    """Another incident of which a file tells: its title and the day on which it happened, in its own zone.

    ``id`` is empty in what a guest or a reader of the published link gets.
    """

    title: str
    on: Day
    id: str = ""


class ExportMetadata(Frozen):
    """``started_at`` and ``finished_at`` are the meeting's, as it was held. ``pictures`` are those that are still kept;
    only files have them. ``recurrence_of`` and ``came_back_as`` are those that whoever gets this may know of.
    """

    id: str
    created_at: AwareDatetime
    exported_at: AwareDatetime
    started_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    sections: tuple[SectionTime, ...] = ()
    people: tuple[str, ...] = ()
    reviews: tuple[ReviewNote, ...] = ()
    pictures: tuple[PictureFile, ...] = ()
    recurrence_of: tuple[LinkedIncident, ...] = ()
    came_back_as: tuple[LinkedIncident, ...] = ()

    def picture(self, picture_id: str) -> PictureFile | None:
        return next((item for item in self.pictures if item.id == picture_id), None)
