"""What is drawn before Streamlit's page knows of it: measures and names that stand in both."""

import importlib.util
import re
from pathlib import Path

from tests.support.node import EDITOR
from tests.support.server import ROOT

EARLY = EDITOR / "src" / "early"
BAR = ROOT / "pages" / "parts" / "frame" / "bar.css"


def measures(css: str) -> list[str]:
    """Each rule that sets the bar's measures on the page's root, in order, with the condition around it."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = []
    for condition, rules in re.findall(r"(@media[^{]+)?\{?\s*:root(?::root)?\s*\{([^}]*)\}", css):
        declared = [re.sub(r"\s", "", one) for one in rules.split(";") if one.strip()]
        found.append(f"{re.sub(r'[ ]', '', condition).strip()}{declared}")
    return found


def test_the_bar_has_the_measures_that_it_has_on_the_page() -> None:
    """In each width: otherwise everything would move when the page is there."""
    early = measures((EARLY / "stage_css.ts").read_text("utf-8"))
    assert len(early) == 4
    assert early == measures(BAR.read_text("utf-8"))


def test_the_bar_has_the_colours_that_it_has_on_the_page() -> None:
    """They stand in its own style and not in the theme."""
    wanted = re.findall(r"light-dark\([^()]*\)", BAR.read_text("utf-8").partition(".st-key-room-bar)")[2][:700])[:2]
    early = [re.sub(r"\s", "", found) for found in re.findall(r"light-dark\([^()]*\)", _stage_css())]
    assert [re.sub(r"\s", "", found) for found in wanted] == early


def test_the_choice_of_a_theme_is_read_where_streamlit_keeps_it() -> None:
    """Another version of Streamlit that keeps it under another name shows here."""
    key = re.search(r"`stActiveTheme-\$\{path\}-v(\d+)`", (EARLY / "theme_choice.ts").read_text("utf-8"))
    assert key is not None
    scripts = [path.read_text("utf-8") for path in _streamlit_scripts()]
    start = r"var \w+=" + key[1] + r",\w+=`stActiveTheme-\$\{window\.location\.pathname\}`"
    assert any(re.search(start, text) for text in scripts)


def test_the_page_tells_whether_its_script_runs() -> None:
    """The name that the early room looks for, and its two words."""
    text = "".join(path.read_text("utf-8") for path in _streamlit_scripts())
    assert "data-test-script-state" in text
    assert "notRunning" in text


def _stage_css() -> str:
    return (EARLY / "stage_css.ts").read_text("utf-8")


def _streamlit_scripts() -> list[Path]:
    spec = importlib.util.find_spec("streamlit")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "static" / "static" / "js"
    return [*folder.glob("index.*.js"), *folder.glob("utils.*.js")]
