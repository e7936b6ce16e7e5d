"""A stored text as a choice: what a database or a file holds never raises."""

import pytest

from core.domain.choices import choice_named
from core.domain.postmortem import Severity


@pytest.mark.parametrize("severity", Severity)
def test_a_choice_is_found_by_its_value(severity: Severity) -> None:
    """Each of them."""
    assert choice_named(Severity, severity.value) is severity


@pytest.mark.parametrize("text", [None, "", "P4", "p1", "Severity.P1"])
def test_anything_else_is_none(text: str | None) -> None:
    """A value of another version, or none at all."""
    assert choice_named(Severity, text) is None
