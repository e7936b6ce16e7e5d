"""Where a postmortem stands on its way from a blank page to something a company reads.

The state is never stored: it follows from the meeting and from the publication. Not here: who may publish, and
how the link is made.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class State(StrEnum):
    DRAFT = "draft"
    IN_MEETING = "in_meeting"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"


WORDS: Final[Mapping[State, str]] = {
    State.DRAFT: "Draft",
    State.IN_MEETING: "In meeting",
    State.IN_REVIEW: "In review",
    State.PUBLISHED: "Published",
}


def state_of(status: str | None, *, published: bool) -> State:
    """The state, by the clock's status of the twenty minutes (None: no clock yet) and whether a publication stands.

    What is published stays published when its meeting is opened again: readers do not lose it over that.
    """
    if published:
        return State.PUBLISHED
    match status:
        case "running" | "paused":
            return State.IN_MEETING
        case "finished":
            return State.IN_REVIEW
    return State.DRAFT


class LateEdit(NamedTuple):
    """Somebody changed the text after it was published; ``at`` is their latest change."""

    by: str
    at: datetime


def in_words(edit: LateEdit, when: str) -> str:
    """One line for readers; ``when`` is the moment in the zone that they are shown."""
    return f"edited after publishing by {edit.by}, {when}"
