"""The severity guide: every level says what it means and what it asks for."""

import pytest

from core.domain.postmortem import Severity
from core.domain.template.severity import GUIDE, UNSURE


def test_every_severity_is_in_the_guide_highest_first() -> None:
    """Nobody has to choose a level that is explained nowhere."""
    assert list(GUIDE) == list(Severity)


@pytest.mark.parametrize("severity", Severity)
def test_each_level_names_itself_and_ends_its_sentences(severity: Severity) -> None:
    """A level is recognised by its short name in every list."""
    level = GUIDE[severity]
    assert level.title.startswith(severity.value)
    assert level.meaning.endswith(".")
    assert level.response.endswith(".")


def test_the_unsure_are_told_to_take_the_higher_one() -> None:
    """Doubt about severity never costs time in the meeting."""
    assert "higher" in UNSURE


def test_the_guide_cannot_be_changed_by_a_reader() -> None:
    """The guide is the same for everybody."""
    with pytest.raises(TypeError):
        GUIDE[Severity.P1] = GUIDE[Severity.P3]  # type: ignore[index]  # the point of the test
