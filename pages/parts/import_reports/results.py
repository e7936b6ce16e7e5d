"""What came in: a link for each, and what did not."""

from collections.abc import Sequence

import streamlit as st

from core.services.old_reports import Status
from pages.parts.frame import html, state
from pages.parts.import_reports.preview_row import PreviewRow

_DONE = "import-done"
SHOWN = 200


def keep(rows: Sequence[PreviewRow]) -> None:
    """For the next run of the page."""
    state.put(_DONE, list(rows))


def stored() -> list[PreviewRow]:
    found = state.peek(_DONE)
    return found if isinstance(found, list) else []


def render(rows: Sequence[PreviewRow]) -> None:
    new = [row for row in rows if row.status is Status.NEW]
    others = [row for row in rows if row.status is not Status.NEW]
    number = "1 report came in." if len(new) == 1 else f"{len(new)} reports came in."
    st.success(f"{number} They stand in the Archive, each on the day of its incident.")
    lines = "".join(f"<li>{_line(row)}</li>" for row in (*others, *new)[:SHOWN])
    left = len(rows) - SHOWN
    more = f'<p class="quiet">and {left} more, in the <a href="archive">Archive</a>.</p>' if left > 0 else ""
    html.block(f'<ul class="spaced">{lines}</ul>{more}')
    with st.container(horizontal=True, gap="small"):
        st.page_link("pages/archive.py", label="Open the Archive", icon=":material/inventory_2:")
        st.button("Bring in more", key="import-more", on_click=state.forget, args=(_DONE,))


def _line(row: PreviewRow) -> str:
    if row.status is Status.REFUSED:
        return f'<span class="missing">{html.esc(row.file)}</span><br>{html.esc(row.refused)}'
    link = f'<a class="strong" href="summary?pm={html.esc(row.id)}">{html.esc(row.title or row.file)}</a>'
    day = f'<span class="quiet small num">{html.esc(row.day)}</span>' if row.day else ""
    note = "was there already" if row.status is Status.THERE else _looked_at(len(row.marks))
    return f'{link} {html.severity_chip(row.severity_level)} {day}<br><span class="quiet small">{note}</span>'


def _looked_at(marks: int) -> str:
    return "nothing doubtful" if not marks else "1 thing to look at" if marks == 1 else f"{marks} things to look at"
