"""What was recognised in each file, what is doubtful, and a box to take it or not."""

from collections.abc import Sequence

import streamlit as st

from core.services.old_reports import Status
from pages.parts.frame import html, state
from pages.parts.import_reports.preview_row import PreviewRow

ON_A_PAGE = 25
_LEFT_OUT = "import-left-out"
_SEEN = "import-seen"
_PAGE = "import-page"

Choice = tuple[str, int]


def chosen(rows: Sequence[PreviewRow]) -> frozenset[int]:
    """The numbers of the reports that are to come in; at first all that look like one."""
    left_out = _left_out(rows)
    return frozenset(row.number for row in _new(rows) if row.choice not in left_out)


def choose_buttons(rows: Sequence[PreviewRow]) -> None:
    """All or none, beside the button that takes them."""
    left_out, files = _left_out(rows), [row.choice for row in _new(rows)]
    st.button("Choose all", key="import-all", type="tertiary", on_click=left_out.clear)
    st.button("Choose none", key="import-none", type="tertiary", on_click=left_out.update, args=(files,))


def render(rows: Sequence[PreviewRow]) -> None:
    """The new ones with their boxes, page by page, then what is there already and what cannot be read."""
    left_out, new = _left_out(rows), _new(rows)
    there = [row for row in rows if row.status is Status.THERE]
    refused = [row for row in rows if row.status is Status.REFUSED]
    _counts(len(new), len(there), len(refused))
    page = state.peek(_PAGE)
    first = (page - 1) * ON_A_PAGE if isinstance(page, int) else 0
    for row in new[first : first + ON_A_PAGE]:
        _row(row, left_out)
    if len(new) > ON_A_PAGE:
        st.pagination(-(-len(new) // ON_A_PAGE), key=_PAGE)
    _others("There already", "inventory_2", there)
    _others("Not read", "block", refused)


def _new(rows: Sequence[PreviewRow]) -> list[PreviewRow]:
    return [row for row in rows if row.status is Status.NEW]


def _left_out(rows: Sequence[PreviewRow]) -> set[Choice]:
    """Files that are not to come in, kept for this session; at first those that do not look like a report."""
    left_out: set[Choice] = state.once(_LEFT_OUT, set)
    seen: set[Choice] = state.once(_SEEN, set)
    for row in _new(rows):
        if row.choice not in seen and not row.looks_like_report:
            left_out.add(row.choice)
        seen.add(row.choice)
    return left_out


def forget() -> None:
    """For the next files."""
    state.forget(_LEFT_OUT)
    state.forget(_SEEN)
    state.forget(_PAGE)


def _counts(new: int, there: int, refused: int) -> None:
    parts = [f"<b>{new}</b> to bring in"]
    parts += [f"<b>{there}</b> there already"] if there else []
    parts += [f"<b>{refused}</b> not read"] if refused else []
    html.block(f'<p class="num">{" · ".join(parts)}</p>')


def _row(row: PreviewRow, left_out: set[Choice]) -> None:
    with st.container(horizontal=True, gap="small", wrap=False):
        # Its key holds the choice, so that "Choose all" makes another box with another beginning.
        key = f"import-take-{row.number}-{row.choice in left_out}"
        taken = st.checkbox(
            f"Take {html.plain(row.title)}", value=row.choice not in left_out, key=key, label_visibility="collapsed"
        )
        if taken == (row.choice in left_out):
            (left_out.discard if taken else left_out.add)(row.choice)
            st.rerun()
        html.block(_text(row))


def _text(row: PreviewRow) -> str:
    chip = html.severity_chip(row.severity_level)
    day = html.esc(row.day) if row.day else '<span class="missing">no date</span>'
    found = " · ".join([f'<span class="num">{day}</span>', *(html.esc(part) for part in row.found)])
    marks = "".join(f"<li>{html.esc(mark)}</li>" for mark in row.marks)
    number = len(row.marks)
    named = "1 thing to look at" if number == 1 else f"{number} things to look at"
    details = f'<details class="small"><summary>{named}</summary><ul>{marks}</ul></details>' if marks else ""
    return (
        f'<b class="left-over">{html.esc(row.title or row.file)}</b> {chip}<br><span class="small">{found}</span><br>'
        f'<span class="quiet small left-over">{html.esc(row.file)}</span>{details}'
    )


def _others(title: str, icon: str, rows: Sequence[PreviewRow]) -> None:
    if not rows:
        return
    with st.expander(f"{title} ({len(rows)})", icon=f":material/{icon}:"):
        lines = "".join(f"<li>{_other(row)}</li>" for row in rows[:200])
        more = f"<p>and {len(rows) - 200} more.</p>" if len(rows) > 200 else ""
        html.block(f'<ul class="spaced">{lines}</ul>{more}')


def _other(row: PreviewRow) -> str:
    name = html.esc(row.file)
    if row.status is Status.THERE:
        link = f'<a href="summary?pm={html.esc(row.id)}">{html.esc(row.title)}</a>'
        return f'{link} <span class="quiet small">{name}</span><br>{html.esc(" ".join(row.marks))}'
    return f'<span class="left-over">{name}</span><br><span class="quiet">{html.esc(row.refused)}</span>'
