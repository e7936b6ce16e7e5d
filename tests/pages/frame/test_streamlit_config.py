"""The Streamlit settings: the traps already paid for stay closed, and each line says why it is there."""

import re
import tomllib
from pathlib import Path

TEXT = (Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
CONFIG = tomllib.loads(TEXT)


def test_every_setting_says_why() -> None:
    """A setting without a reason is a riddle for whoever comes next."""
    for line in TEXT.splitlines():
        if re.match(r"\w+ = ", line):
            assert re.search(r"\S\s+# \w", line), line


def test_the_server_listens_here_only() -> None:
    """Whoever tries Debrief opens nothing to the network."""
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableStaticServing"] is False
    assert CONFIG["server"]["enableAgentApi"] is False
    assert CONFIG["server"]["maxMessageSize"] == 3


def test_nothing_calls_out_and_nothing_leaks() -> None:
    """No statistics, no font from elsewhere, no traceback on a page."""
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert "http" not in TEXT


def test_a_rerun_does_not_hold_up_the_room() -> None:
    """The collection after each rerun is off; a sleeping laptop keeps its session."""
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["server"]["disconnectedSessionTTL"] == 1800
    assert CONFIG["server"]["fileWatcherType"] == "none"


def test_words_can_be_read_on_their_ground() -> None:
    """WCAG AA, in both themes: ink, links, badges, and the white on the primary button."""
    for theme in (CONFIG["theme"]["light"], CONFIG["theme"]["dark"]):
        page = theme["backgroundColor"]
        assert contrast(theme["textColor"], page) >= 7
        assert contrast(theme["linkColor"], page) >= 4.5
        assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
        for color in ("red", "orange", "yellow", "green", "blue", "gray"):
            assert contrast(theme[f"{color}TextColor"], theme[f"{color}BackgroundColor"]) >= 4.5, color
            assert contrast(theme[f"{color}TextColor"], page) >= 4.5, color


def contrast(item: str, other: str) -> float:
    bright, dark = sorted((luminance(item), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
