"""Where a meeting can be: in one of the seven sections, or at one of the steps of a review.

The id of a review's step has a shape of its own, so that it is never taken for a section: one step for each action
item, and a few that every review has. Not here: the plan of a review and its words (``review``).
"""

import re
from typing import Annotated, Final

from pydantic import Field

from core.domain.postmortem import SectionId
from core.domain.template import section

_ACTION: Final = "action."
_SHAPE: Final = r"^(review\.(rest|again|note)|action\.[A-Za-z0-9_-]{1,64})$"

ReviewStep = Annotated[str, Field(max_length=71, pattern=_SHAPE)]
Place = SectionId | ReviewStep

REST: Final = "review.rest"
AGAIN: Final = "review.again"
NOTE: Final = "review.note"

_TITLES: Final = {
    REST: "The other actions",
    AGAIN: "Would it happen again?",
    NOTE: "Checklist and note",
}


def step_of(action_id: str) -> str:
    """The step that walks this action."""
    return f"{_ACTION}{action_id}"


def action_of(place: Place | None) -> str | None:
    """The id of the action item of this step; None for any other place."""
    if place is None or as_section(place) is not None or not re.fullmatch(_SHAPE, place):
        return None
    return place.removeprefix(_ACTION) if place.startswith(_ACTION) else None


def as_section(place: Place | None) -> SectionId | None:
    """The section, if it is one; None for a step of a review."""
    return place if isinstance(place, SectionId) else None


def title_of(place: Place) -> str:
    """What a place is called where nothing more is known of it than its id."""
    if isinstance(place, SectionId):
        return section(place).title
    return _TITLES.get(place, "This action")


def is_protected(place: Place) -> bool:
    """Whether its time is not lent to others unless somebody asks."""
    return isinstance(place, SectionId) and section(place).protected
