"""Debrief's own pieces of HTML, and the escaping of text that people typed.

Layout is Streamlit's; here are only rows, chips and quiet lines that Streamlit has no element for, styled in styles.css
beside this file. All text goes through ``esc`` or ``plain``.
"""

import re
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.domain.publication import WORDS, PublicationState

_HERE = Path(__file__).parent
# Local files: Streamlit fetches an icon given by its code from another server.
ICON = str(_HERE / "icon.svg")
LOGO = str(_HERE / "logo.svg")

READING = 960  # px: a page of running text
WIDE = 1360  # px: a page with something beside its text

_STATE_CHIPS = {
    PublicationState.DRAFT: "plain",
    PublicationState.IN_MEETING: "now",
    PublicationState.MEETING_HELD: "plain",
    PublicationState.OLD_REPORT: "plain",
    PublicationState.PUBLISHED: "done",
}

_CSS = _HERE / "styles.css"
_PRINT = _HERE / "print.css"
_BAR_CSS = _HERE / "bar.css"

# Every sign with a meaning in Markdown, Streamlit's directives, emoji codes or maths.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^=&])")


def add_styles() -> None:
    """The classes of styles.css, and print.css. Once per page."""
    st.html(_CSS)
    st.html(_PRINT)


def column(width: int = READING) -> DeltaGenerator:
    """The page's content, ``width`` px wide, centred in the window."""
    return st.container(horizontal_alignment="center").container(width=width)


def screen_only(name: str) -> DeltaGenerator:
    """What can only be clicked: print.css hides it. ``name`` is unique on the page."""
    return st.container(key=f"screen-only-{name}")


def add_bar_styles() -> None:
    """The position of the room's bar, for that page only."""
    st.html(_BAR_CSS)


def esc(text: object) -> str:
    """Text for HTML: shown as it was typed."""
    return escape(str(text), quote=True)


def plain(text: object) -> str:
    """Text for a Streamlit label or Markdown: never an image, link, colour, icon or formula."""
    one_line = " ".join(str(text).split())
    # A colon starts directives and icon codes even when it is escaped, unless an invisible joiner follows it.
    return _SPECIAL.sub(r"\\\1", one_line).replace(":", ":\u2060")


def option(text: object) -> str:
    """Text for an entry of a list to choose from: Streamlit shows it as it is, and a backslash would be seen."""
    return " ".join(str(text).split())


def block(html: str, extra: str = "") -> None:
    st.html(f'<div class="db {extra}">{html}</div>')


def scrollable_tables(html: str) -> str:
    """Rendered HTML in which each table that is wider than the screen scrolls, by keyboard too."""
    frame = '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>'
    return html.replace("<table>", frame).replace("</table>", "</table></div>")


def checkbox_items(html: str) -> str:
    """Rendered HTML in which the items of a checklist have no bullet before their box."""
    return html.replace("<li>☐", '<li class="box">☐').replace("<li>☑", '<li class="box">☑')


def severity_chip(severity: object) -> str:
    return f'<span class="chip {esc(severity)}">{esc(severity)}</span>' if severity else ""


def state_chip(state: PublicationState) -> str:
    """Whether a postmortem is a draft, in its meeting, published…"""
    return chip(WORDS[state], _STATE_CHIPS[state])


def edited_chip() -> str:
    """On a section that reads differently than it was published."""
    return chip("edited since it was published", "late")


def closed_chip(text: str) -> str:
    """With a lock, beside what only named people may read."""
    return chip(text, "closed")


def chip(text: object, kind: str = "plain") -> str:
    return f'<span class="chip {kind}">{esc(text)}</span>'


def avatar(name: str, color: str) -> str:
    words = name.removeprefix("Guest ").split()  # all guests share that word; the animal tells them apart
    initials = (words[0][:1] + words[-1][:1] if len(words) > 1 else (words or [name])[0][:2]).upper()
    safe = color if re.fullmatch(r"#[0-9a-fA-F]{6}", color) else "#5d6874"
    return f'<span class="avatar" style="background:{safe}" aria-hidden="true">{esc(initials)}</span>'


def highlighted(snippet: str) -> str:
    """A search's snippet as HTML: between its two control characters a highlight, everything else as text."""
    return esc(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
