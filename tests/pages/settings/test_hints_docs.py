"""docs/hints.md is true: its example can be used as it stands, and so can the one on the settings page."""

import re
from pathlib import Path

import pytest

from core.domain.blameless import Category, with_team
from core.domain.postmortem import SectionId
from core.live.http.routes import ROUTES
from core.services.hints.hint_service import REASONS
from pages.parts.settings.team_rules import EXAMPLE

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "hints.md").read_text(encoding="utf-8")
IN_THE_DOCS = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize("text", [*IN_THE_DOCS, EXAMPLE])
def test_an_example_can_be_used_as_it_stands(text: str) -> None:
    """Copied, it adds its rule and switches the other off."""
    rules = with_team(text)
    assert "no-heroes" in rules.ready
    assert "obviously" not in rules.ready


def test_every_word_that_can_be_chosen_is_named() -> None:
    """Categories, sections and reasons, and the doors with their addresses."""
    doors = [path.replace("{pm_id}", "<id>") for path in (getattr(route, "path", "") for route in ROUTES)]
    doors = [path for path in doors if path.startswith(("/live/hints", "/live/due", "/live/day-order"))]
    assert len(doors) == 5
    for word in (*Category, *SectionId, *filter(None, REASONS), *doors):
        assert word in DOCS, word
