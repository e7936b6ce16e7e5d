"""Drafts of a quiet minute in the document: behind what is there, each once, and no row overwritten."""

import pytest

from core.document.drafts import add_drafts, point
from core.document.edit import apply
from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.postmortem import FactorRow, Lessons, Postmortem
from core.domain.quiet_minute import Draft


def after(postmortem: Postmortem, *drafts: tuple[str, str, str]) -> Postmortem:
    """The postmortem with these ids, fields and texts revealed."""
    updates = [seed(postmortem)]
    lines = [Draft(id=row_id, author="ana", field=field, text=text) for row_id, field, text in drafts]
    updates.append(apply(updates, add_drafts(lines)))
    reading = read(load(updates))
    assert reading.problems == ()
    return reading.postmortem


def test_rows_stand_behind_those_that_are_there_in_the_order_given() -> None:
    """Which the server has shuffled; a factor has no kind yet."""
    before = Postmortem(title="Down", factors=(FactorRow(id="there", text="Before"),))
    found = after(before, ("b", "factors", " Second "), ("a", "factors", "First"))
    assert [(row.id, row.text) for row in found.factors] == [("there", "Before"), ("b", "Second"), ("a", "First")]
    assert found.factors[1].kind is None


def test_an_id_that_is_taken_makes_another_row() -> None:
    """However often, and however long it is."""
    before = Postmortem(title="Down", factors=(FactorRow(id="x" * 64, text="Before"),))
    found = after(before, *[("x" * 64, "factors", f"Line {number}") for number in range(3)])
    assert [row.text for row in found.factors] == ["Before", "Line 0", "Line 1", "Line 2"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "- One\n- Two"),
        ("Prose.", "Prose.\n\n- One\n- Two"),
        ("Prose.\n", "Prose.\n\n- One\n- Two"),
        ("- Zero", "- Zero\n- One\n- Two"),
        ("Prose.\n\n- Zero\n  more", "Prose.\n\n- Zero\n  more\n- One\n- Two"),
        ("- Zero\n\nProse.\n\n\n", "- Zero\n\nProse.\n\n\n- One\n- Two"),
    ],
)
def test_points_stand_apart_from_prose_and_together_with_points(before: str, expected: str) -> None:
    """What people typed there stays as it is."""
    started = Postmortem(title="Down", lessons=Lessons(lucky=before))
    found = after(started, ("a", "lessons.lucky", "One"), ("b", "lessons.lucky", "Two"))
    assert found.lessons.lucky == expected


def test_a_point_of_several_lines_is_one_point() -> None:
    """Half a surrogate pair, which no document can hold, becomes a question mark."""
    assert point(" One\nmore ") == "- One\n  more"
    found = after(Postmortem(title="Down"), ("a", "lessons.lucky", "Half \ud83d"), ("b", "factors", "Half \ud83d"))
    assert (found.lessons.lucky, found.factors[0].text) == ("- Half ?", "Half ?")
