"""A severity has the same colour wherever it is shown: the theme's red, orange and grey, in pages, room and exports."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SRC = ROOT / "core" / "live" / "editor" / "src"
THEME: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
OF = {"P1": ("red", "over"), "P2": ("orange", "warm"), "P3": ("gray", "plain")}


def rgb(colour: str) -> str:
    digits = colour.lower().removeprefix("#")
    return "".join(2 * digit for digit in digits) if len(digits) == 3 else digits


@pytest.mark.parametrize("severity", OF)
def test_the_pages_chip_has_the_themes_colour(severity: str) -> None:
    """Ground and words, light and dark."""
    colour, name = OF[severity]
    css = (ROOT / "pages" / "parts" / "frame" / "styles.css").read_text(encoding="utf-8")
    rule = re.search(rf"\.db \.chip\.{severity}[^{{]*\{{([^}}]*)\}}", css)
    assert rule is not None
    assert rule[1] == f"background:var(--{name}-soft);color:var(--{name}-text)"
    for token, part in ((f"{name}-soft", "BackgroundColor"), (f"{name}-text", "TextColor")):
        found = re.search(rf"--{token}: light-dark\((#\w+), (#\w+)\)", css)
        assert found is not None, token
        assert rgb(found[1]) == rgb(THEME["light"][colour + part])
        assert rgb(found[2]) == rgb(THEME["dark"][colour + part])


@pytest.mark.parametrize("severity", OF)
def test_the_shared_screens_chip_has_the_themes_colour(severity: str) -> None:
    """P2 was drawn as P1 there."""
    colour, name = OF[severity]
    css = (SRC / "style" / "present_css.ts").read_text(encoding="utf-8")
    own = re.search(rf'\.severity\[data-severity="{severity}"\] \{{ background: var\(--([\w-]+)\); color', css)
    everybody = re.search(r"\.severity \{[^}]*background: var\(--([\w-]+)\)", css)
    assert everybody is not None
    assert (own or everybody)[1] == f"{name}-soft"
    theme = (SRC / "style" / "theme.ts").read_text(encoding="utf-8")
    assert len(re.findall(rf"--{name}-soft: var\(--st-{colour}-background-color", theme)) == 2


@pytest.mark.parametrize("severity", OF)
def test_the_printed_chip_has_the_themes_colour(severity: str) -> None:
    """On paper the words are white on the colour of the words."""
    typeset = (ROOT / "core" / "export" / "pdf" / "typeset" / "postmortem.typ").read_text(encoding="utf-8")
    found = re.search(rf'{severity}: rgb\("(#\w+)"\)', typeset)
    assert found is not None
    assert rgb(found[1]) == rgb(THEME["light"][f"{OF[severity][0]}TextColor"])
