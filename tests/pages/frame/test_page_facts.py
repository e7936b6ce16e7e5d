"""How the pages look, told to what is drawn before them: as configured, under the names that components know."""

import re
from pathlib import Path

import pytest
import streamlit as st

from pages.parts.frame import page_facts

EDITOR = Path(__file__).parents[3] / "core" / "live" / "editor" / "src"


def test_the_variables_are_those_that_components_use() -> None:
    """Each that a component asks for by name has its value in both themes."""
    used = {
        name for path in EDITOR.rglob("*.ts") for name in re.findall(r"var\((--st-[a-z-]+)", path.read_text("utf-8"))
    }
    found = page_facts.themes()
    assert set(found) == {"light", "dark"}
    for theme, variables in found.items():
        assert used <= set(variables), theme
        assert all(variables.values()), theme


def test_they_are_as_configured() -> None:
    """Colours of the theme's own section; fonts of the common one, under the names that Streamlit gives them."""
    found = page_facts.themes()
    assert found["light"]["--st-background-color"] == "#fbfaf7"
    assert found["dark"]["--st-background-color"] == "#12171c"
    assert found["dark"]["--st-blue-text-color"] == "#79d0c9"
    assert found["light"]["--st-font"] == found["light"]["--st-heading-font"] == '"Source Sans",sans-serif'
    assert found["light"]["--st-code-font"] == '"Source Code Pro",monospace'


def test_a_teams_own_colours_and_font_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for both themes counts where a theme says nothing; without one the background is Streamlit's."""
    own = {"theme.textColor": "#112233", "theme.dark.textColor": "#eeeeee", "theme.font": "Inter, sans-serif"}
    monkeypatch.setattr(st, "get_option", own.get)
    found = page_facts.themes()
    assert (found["light"]["--st-text-color"], found["dark"]["--st-text-color"]) == ("#112233", "#eeeeee")
    assert found["light"]["--st-font"] == "Inter, sans-serif"
    assert (found["light"]["--st-background-color"], found["dark"]["--st-background-color"]) == ("#ffffff", "#0e1117")
    assert "--st-link-color" not in found["light"]
