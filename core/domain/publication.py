"""Where a postmortem stands on its way from a blank page to something a company reads.

The state is never stored: it follows from the meeting and from the publication. Not here: who may publish, and
how the link is made.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class PublicationState(StrEnum):
    DRAFT = "draft"
    IN_MEETING = "in_meeting"
    MEETING_HELD = "meeting_held"
    OLD_REPORT = "old_report"
    PUBLISHED = "published"


WORDS: Final[Mapping[PublicationState, str]] = {
    PublicationState.DRAFT: "Draft",
    PublicationState.IN_MEETING: "In meeting",
    PublicationState.MEETING_HELD: "Meeting held",
    PublicationState.OLD_REPORT: "Old report",
    PublicationState.PUBLISHED: "Published",
}


def publication_state(status: str | None, *, published: bool, began: bool) -> PublicationState:
    """The state, by the clock's status of the twenty minutes (None: no clock yet) and whether a publication stands.

    ``began``: that clock ran at some time. What is finished without one was written elsewhere and imported.
    What is published stays published when its meeting is opened again: readers do not lose it over that.
    """
    if published:
        return PublicationState.PUBLISHED
    match status:
        case "running" | "paused":
            return PublicationState.IN_MEETING
        case "finished":
            return PublicationState.MEETING_HELD if began else PublicationState.OLD_REPORT
    return PublicationState.DRAFT


class LateEdit(NamedTuple):
    """Somebody changed the text after it was published; ``at`` is their latest change."""

    by: str
    at: datetime


def state_label(edit: LateEdit, when: str) -> str:
    """One line for readers; ``when`` is the moment in the zone that they are shown."""
    return f"edited after publishing by {edit.by}, {when}"
