"""The cards of Insights: a sentence first, a small chart as its proof, the count under it, and the table behind."""

from pathlib import Path
from typing import Final

import streamlit as st

from core.domain.insights.finding import FLOOR, Finding, several
from core.services.insights import readings
from core.services.insights.reports import InsightPage
from pages.parts.frame import html, service_calls, state
from pages.parts.insights import charts

WIDTH: Final = 1200  # px: three cards beside each other
_CARD: Final = 388
_LONG: Final = 30.0  # s
_CSS: Final = Path(__file__).parent / "insights.css"
_KEY_COLOURS: Final = {
    "P1": "light-dark(#9d2b3f,#f08a9b)",
    "P2": "light-dark(#d08a4e,#c98441)",
    "P3": "light-dark(#8b949e,#7b8790)",
}
_NOT_SET: Final = "light-dark(#d9d4c8,#3d4953)"


def add_styles() -> None:
    st.html(_CSS)


def head() -> None:
    with st.container(gap=None):
        st.title("What our postmortems say", anchor=False)
        html.block("About systems and habits. Nobody is counted here.", "quiet")


def nothing_yet() -> None:
    html.block(
        '<div class="card sunk"><p>There is no postmortem of your own yet. From the fifth one on, this page says when '
        "incidents happen, how long they last, what causes come back and what becomes of your action items.</p>"
        '<p class="quiet">The finished example is not counted.</p></div>'
    )


def unread(page: InsightPage) -> None:
    """While records are still to be read, as after an update of Debrief: how many, and a button that reads on."""
    if page.unread:
        with html.screen_only("insight-unread"), st.container(horizontal=True, vertical_alignment="center"):
            number = several(page.unread, "postmortem")
            verb = "is" if page.unread == 1 else "are"
            html.block(f"<p>{number} {verb} not read yet, so these figures will change.</p>", "note")
            st.button("Read on, half a minute at most", key="read-on", on_click=_read_on)


def _read_on() -> None:
    service_calls.run_service("insights-read", lambda: readings.catch_up(state.app(), _LONG))


def cards(page: InsightPage) -> None:
    with st.container(horizontal=True, key="insight-cards", gap="small"):
        for finding in page.report.findings:
            _card(finding)


def _card(finding: Finding) -> None:
    few = bool(finding.missing)
    name = f"finding-few-{finding.key}" if few else f"finding-{finding.key}"
    with st.container(border=True, width=_CARD, height="stretch", key=name, gap="xsmall"):
        html.block(_sentence(finding), f"finding{' warm' if finding.warm else ''}{' few' if few else ''}")
        if few:
            html.block(_dots(finding), "finding few")
        elif finding.points:
            # Read aloud as words, because a drawing says nothing to a screen reader.
            st.vega_lite_chart(spec=charts.specification(finding), width="stretch", alt=charts.in_words(finding))
            _severities(finding)
        compared = f"<br>{html.esc(finding.compared)}" if finding.compared else ""
        html.block(f'<p class="basis">{html.esc(finding.basis)}{compared}</p>', "finding")
        if finding.rows:
            _below(finding)


def _sentence(finding: Finding) -> str:
    return f'<p class="kind">{html.esc(finding.title)}</p><h2>{html.esc(finding.sentence)}</h2>'


def _dots(finding: Finding) -> str:
    """How many there are of those that it takes."""
    there = "<i></i>" * finding.counted + '<i class="open"></i>' * finding.missing
    return f'<div class="dots" aria-hidden="true">{there}</div>' if finding.counted < FLOOR else ""


def _severities(finding: Finding) -> None:
    groups = list(dict.fromkeys(point.group for point in finding.points if point.group))
    if groups:
        marks = "".join(
            f'<i style="background:{_KEY_COLOURS.get(group, _NOT_SET)}"></i>{html.esc(group)}' for group in groups
        )
        html.block(f'<p class="key">{marks}</p>', "finding")


def _below(finding: Finding) -> None:
    with (
        html.screen_only(f"table-{finding.key}"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        with st.popover("Table", type="tertiary", icon=":material/table_rows:", key=f"table-of-{finding.key}"):
            html.block(html.scrollable_tables(table_html(finding)))
        if finding.key in _LINKS:
            label, page = _LINKS[finding.key]
            html.block(f'<a class="small" href="{page}" target="_self">{label}</a>')


def table_html(finding: Finding) -> str:
    head_cells = "".join(f"<th>{html.esc(name)}</th>" for name in finding.header)
    rows = "".join(f"<tr>{''.join(f'<td>{html.esc(cell)}</td>' for cell in row)}</tr>" for row in finding.rows)
    return f"<table><thead><tr>{head_cells}</tr></thead><tbody>{rows}</tbody></table>"


_LINKS: Final = {"ages": ("Open them in Follow-up", "follow_up"), "actions": ("Follow-up", "follow_up")}
