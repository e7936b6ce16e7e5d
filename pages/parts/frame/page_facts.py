"""What the server's own side is told of Streamlit's page: how to make it load again, and how it looks.

Streamlit has no public message for the first. What it has is the message by which ``st.login`` sends a page elsewhere;
without an address the browser stays where it is and asks for the page anew. tests/e2e/test_sign_in.py sees it happen.
"""

import re
from typing import Final

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

THEMES: Final = ("light", "dark")
_HUES: Final = ("red", "orange", "yellow", "green", "blue", "gray")
_COLORS: Final = (
    *("backgroundColor", "textColor", "linkColor", "primaryColor", "borderColor"),
    *(f"{hue}{part}Color" for hue in _HUES for part in ("", "Background", "Text")),
)
_FONTS: Final = ("font", "headingFont", "codeFont")
_OWN_FONTS: Final = {
    "sans-serif": '"Source Sans",sans-serif',
    "serif": '"Source Serif",serif',
    "monospace": '"Source Code Pro",monospace',
}
"""What Streamlit makes of the three words."""
_BACKGROUNDS: Final = {"light": "#ffffff", "dark": "#0e1117"}
"""Streamlit's own, where none is configured: by it components know whether the page is dark."""


def reload_message() -> bytes:
    """As it goes over the page's socket."""
    message = ForwardMsg()
    message.auth_redirect.url = ""
    message.auth_redirect.SetInParent()
    serialised: bytes = message.SerializeToString()
    return serialised


def themes() -> dict[str, dict[str, str]]:
    """By theme the CSS variables that Streamlit will give our components, as far as they use them and as configured."""
    return {theme: _variables(theme) for theme in THEMES}


def _variables(theme: str) -> dict[str, str]:
    found = {_variable(name): value for name in _COLORS if (value := _option(theme, name))}
    fonts = {name: _OWN_FONTS.get(value, value) for name in _FONTS if (value := _option(theme, name))}
    fonts.setdefault("headingFont", fonts.get("font", _OWN_FONTS["sans-serif"]))
    return {
        "--st-background-color": _BACKGROUNDS[theme],
        **found,
        **{_variable(name): value for name, value in fonts.items()},
    }


def _option(theme: str, name: str) -> str:
    value = st.get_option(f"theme.{theme}.{name}") or st.get_option(f"theme.{name}")
    return value if isinstance(value, str) else ""


def _variable(name: str) -> str:
    """``backgroundColor`` is ``--st-background-color``."""
    return "--st-" + re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)
