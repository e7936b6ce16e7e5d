"""Where a meeting can be: sections and the steps of a review never pass for each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from core.domain.clock.state import PlanItem
from core.domain.clock.steps import AGAIN, NOTE, REST, Place, action_of, as_section, is_protected, step_of, title_of
from core.domain.postmortem import SectionId

PLACE: TypeAdapter[Place] = TypeAdapter(Place)
row_ids = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)


@given(row_ids)
def test_the_step_of_an_action_leads_back_to_it(action_id: str) -> None:
    """Whatever id a row has, its step is a place, no section, and names the row again."""
    step = PLACE.validate_python(step_of(action_id))
    assert action_of(step) == action_id
    assert as_section(step) is None


@pytest.mark.parametrize("section", SectionId)
def test_a_section_stays_a_section_on_its_way_through_json(section: SectionId) -> None:
    """What is stored as a word comes back as the section, so that meetings of before still load."""
    again = PlanItem.model_validate_json(PlanItem(section=section, seconds=60).model_dump_json()).section
    assert again is section
    assert as_section(again) is section
    assert action_of(again) is None


@pytest.mark.parametrize(
    "word", ["", "action.", "action.a b", "review.x", "nowhere", "action." + "x" * 65, "action.a\n"]
)
def test_no_other_word_is_a_place(word: str) -> None:
    """A plan holds nothing that the clock could not show."""
    with pytest.raises(ValidationError):
        PLACE.validate_python(word)
    assert action_of(word) is None


def test_every_place_has_a_title() -> None:
    """No button is ever empty."""
    for place in (*SectionId, REST, AGAIN, NOTE, step_of("a1")):
        assert title_of(place)


def test_only_the_action_items_are_protected() -> None:
    """A step of a review lends its time like any other."""
    assert [place for place in (*SectionId, REST, AGAIN, NOTE, step_of("a1")) if is_protected(place)] == ["actions"]
    assert action_of(None) is None
