"""How Debrief's own bits of HTML look, and the one way text that people typed gets into them.

Layout is Streamlit's; here are only rows, chips and quiet lines that Streamlit has no element for, with their
looks in look.css beside this file. Every word goes through ``esc`` or ``plain``.
"""

import re
from html import escape
from pathlib import Path

import streamlit as st

from core.domain.publishing import WORDS, State

_HERE = Path(__file__).parent
# Files of our own: an icon named by a code would be fetched from somebody else's server.
ICON = str(_HERE / "icon.svg")
LOGO = str(_HERE / "logo.svg")

READING = 960  # px: a page to read is no wider than the eye likes

_STATES = {State.DRAFT: "plain", State.IN_MEETING: "now", State.IN_REVIEW: "late", State.PUBLISHED: "done"}

_CSS = _HERE / "look.css"

# Everything Markdown, Streamlit's directives, emoji codes and maths could take for theirs.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^=&])")


def css() -> None:
    """The classes of look.css, once a page."""
    st.html(_CSS)


def esc(text: object) -> str:
    """Text into HTML, as text."""
    return escape(str(text), quote=True)


def plain(text: object) -> str:
    """Text into a Streamlit label or Markdown, as text: no image, link, colour, icon or formula can come of it."""
    one_line = " ".join(str(text).split())
    # A colon starts directives and icon codes even when it is escaped, unless an invisible joiner follows it.
    return _SPECIAL.sub(r"\\\1", one_line).replace(":", ":\u2060")


def block(html: str, extra: str = "") -> None:
    st.html(f'<div class="db {extra}">{html}</div>')


def severity_chip(severity: object) -> str:
    return f'<span class="chip {esc(severity)}">{esc(severity)}</span>' if severity else ""


def state_chip(state: State) -> str:
    """How far a postmortem is."""
    return chip(WORDS[state], _STATES[state])


def chip(text: object, kind: str = "plain") -> str:
    return f'<span class="chip {kind}">{esc(text)}</span>'


def avatar(name: str, color: str) -> str:
    words = name.removeprefix("Guest ").split()  # all guests share that word; the animal tells them apart
    initials = (words[0][:1] + words[-1][:1] if len(words) > 1 else (words or [name])[0][:2]).upper()
    safe = color if re.fullmatch(r"#[0-9a-fA-F]{6}", color) else "#5d6874"
    return f'<span class="avatar" style="background:{safe}" aria-hidden="true">{esc(initials)}</span>'


def marked(snippet: str) -> str:
    """A search's snippet into HTML: its two marking signs become a highlight, and everything else is text."""
    return esc(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
