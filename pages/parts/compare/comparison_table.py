"""The facts of two incidents in rows: a table on a wide screen, one block a fact on a phone."""

from pathlib import Path
from typing import Final

import streamlit as st

from core.domain.memory.comparison import ComparisonRow, Line
from core.domain.memory.shared_words import Run
from core.services.memory.comparing import Comparison, Side
from pages.parts.frame import html, times
from pages.parts.frame.linkify import issue_link

_CSS: Final = Path(__file__).parent / "compare.css"
_TONES: Final = {"same": "now", "better": "done", "worse": "late", "new": "plain", "twice": "late"}
_NOTHING: Final = '<span class="quiet">Nothing written</span>'


def render(comparison: Comparison, this_id: str) -> None:
    st.html(_CSS)
    heads = "".join(f'<th scope="col">{_head(side, this_id)}</th>' for side in (comparison.earlier, comparison.later))
    rows = "".join(map(_row, comparison.rows))
    html.block(
        f'<table class="compare"><thead><tr><th scope="col"><span class="sr">Fact</span></th>{heads}'
        f'<th scope="col"><span class="sr">Of both</span></th></tr></thead><tbody>{rows}</tbody></table>'
    )


def title_link(side: Side) -> str:
    return f'<a href="summary?pm={html.esc(side.id)}" dir="auto">{html.esc(side.title)}</a>'


def runs(pieces: tuple[Run, ...]) -> str:
    """Text with its shared words marked."""
    return "".join(f"<mark>{html.esc(run.text)}</mark>" if run.marked else html.esc(run.text) for run in pieces)


def _head(side: Side, this_id: str) -> str:
    facts = [times.day_text(side.on), side.severity or "", "this one" if side.id == this_id else ""]
    return f'<span class="quiet">{html.esc(" · ".join(part for part in facts if part))}</span>{title_link(side)}'


def _row(row: ComparisonRow) -> str:
    remark = html.chip(row.remark, _TONES.get(row.tone, "plain")) if row.remark else ""
    return (
        f'<tr><th scope="row">{html.esc(row.label)}</th><td data-side="earlier">{_cell(row.earlier)}</td>'
        f'<td data-side="later">{_cell(row.later)}</td><td class="remark">{remark}</td></tr>'
    )


def _cell(lines: tuple[Line, ...]) -> str:
    if not lines:
        return _NOTHING
    return "".join(f'<p dir="auto">{runs(line.runs)}{_note(line)}</p>' for line in lines)


def _note(line: Line) -> str:
    parts = [html.esc(line.note), issue_link(line.link)]
    noted = ", ".join(part for part in parts if part)
    return f' <span class="quiet">({noted})</span>' if noted else ""
