"""The guide's words, drawn from the same data as the board, so that they can never differ."""

import streamlit as st

from core.domain import template
from core.domain.postmortem import Severity
from core.domain.severity import GUIDE, UNSURE
from pages.parts import look


def severities() -> None:
    cards = "".join(
        f'<div class="card"><p><b>{look.esc(GUIDE[level].title)}</b></p>'
        f'<p>{look.esc(GUIDE[level].meaning)}</p><p class="quiet">{look.esc(GUIDE[level].response)}</p></div>'
        for level in Severity
    )
    look.block(f'<div class="pair">{cards}</div><p>{look.esc(UNSURE)}</p>')


def sections() -> None:
    for part in template.SECTIONS:
        with st.expander(f"{part.title} · {part.minutes} min"):
            asks = "".join(f"<li>{look.esc(each)}</li>" for each in part.ask)
            look.block(
                f'<p><b>{look.esc(part.question)}</b></p><p class="quiet">{look.esc(part.prompt)}</p>'
                f"<h3>Questions that help</h3><ul class='spaced'>{asks}</ul>"
                f'<div class="pair"><div class="card"><h3>Helps</h3><p class="pre">{look.esc(part.good)}</p></div>'
                f'<div class="card sunk"><h3>Does not help yet</h3><p class="pre">{look.esc(part.bad)}</p></div></div>'
                f'<p class="quiet">{look.esc(part.why_good)}</p>'
            )
