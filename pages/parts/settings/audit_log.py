"""The audit log, for those inside: who did what and when, with filters, as a table, and how long it is kept."""

import streamlit as st

from core.domain.audit import LEAST_DAYS, MOST_DAYS, AuditEvent, event_text
from core.services.access import Visitor
from core.services.audit import reading, retention
from core.services.audit.reading import PAGE, AuditQuery, Line
from pages.parts.frame import error_boundary, html, service_calls, state, times

MESSAGES = "audit-said"
SHOWN = "audit-shown"
_DAYS = {"The last day": 1, "The last week": 7, "The last 30 days": 30, "All that is kept": None}


@st.fragment
def render(visitor: Visitor) -> None:
    with error_boundary.show_errors():
        service_calls.show_message(MESSAGES)
        html.block(
            '<p class="quiet">Who opened, published, closed, exported and deleted what, and whose role or which key '
            "changed. A postmortem stands here by its id, and no word of any meeting does.</p>"
        )
        query = _filters(visitor)
        shown = state.peek(SHOWN)
        found = reading.page(state.app(), query, visitor, shown if isinstance(shown, int) else PAGE)
        _lines(found.lines)
        with st.container(horizontal=True, gap="small"):
            if found.more:
                st.button("Show more", key="audit-more", on_click=_show_more)
            _download(query, visitor)
        _keeping(found.days_kept, visitor)


def _filters(visitor: Visitor) -> AuditQuery:
    who, what, when, about = st.columns(4, gap="small")
    names = reading.page(state.app(), AuditQuery(), visitor, 1).names
    with who:
        name = st.selectbox("Who", names, index=None, format_func=html.option, key="audit-who", placeholder="Everybody")
    with what:
        event = st.selectbox(
            "What", list(AuditEvent), index=None, format_func=event_text, key="audit-what", placeholder="Everything"
        )
    with when:
        days = st.selectbox("When", list(_DAYS), index=2, key="audit-when")
    with about:
        pm_id = st.text_input("Postmortem, by its id", key="audit-about", max_chars=64)
    return AuditQuery(days=_DAYS[days], event=event, name=name or "", pm_id=pm_id.strip())


def _lines(lines: tuple[Line, ...]) -> None:
    if not lines:
        html.block("<p>Nothing stands here for this choice.</p>")
        return
    rows = "".join(
        f'<tr><td class="num">{html.esc(times.moment_text(line.at, state.zone()))}</td><td>{html.esc(line.name)}</td>'
        f"<td>{html.esc(event_text(line.event))}{_detail(line)}</td><td>{_about(line)}</td></tr>"
        for line in lines
    )
    head = "<thead><tr><th>When</th><th>Who</th><th>What</th><th>Postmortem</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    html.block(f'<div class="wide" tabindex="0" role="region" aria-label="Audit log">{table}</div>')


def _detail(line: Line) -> str:
    return f' <span class="quiet">({html.esc(line.detail)})</span>' if line.detail else ""


def _about(line: Line) -> str:
    if line.postmortem_id is None:
        return ""
    return f'<a href="summary?pm={html.esc(line.postmortem_id)}"><code>{html.esc(line.postmortem_id)}</code></a>'


def _show_more() -> None:
    shown = state.peek(SHOWN)
    state.put(SHOWN, (shown if isinstance(shown, int) else PAGE) + PAGE)


def _download(query: AuditQuery, visitor: Visitor) -> None:
    app = state.app()
    st.download_button(
        "As a table (CSV)",
        data=lambda: reading.as_csv(app, query, visitor),
        file_name="debrief-audit.csv",
        mime="text/csv",
        key="audit-csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _keeping(days: int, visitor: Visitor) -> None:
    log, trash = st.columns(2, gap="small")
    with log:
        st.number_input(
            "Keep the log for so many days",
            LEAST_DAYS,
            MOST_DAYS,
            value=days,
            key="audit-days",
            on_change=_keep,
            args=(visitor,),
        )
    with trash:
        st.number_input(
            "Keep the trash for so many days",
            retention.LEAST_DAYS,
            retention.MOST_DAYS,
            value=retention.trash_days(state.app()),
            key="trash-days",
            on_change=_keep_trash,
            args=(visitor,),
        )


def _keep(visitor: Visitor) -> None:
    days = state.peek("audit-days")
    if isinstance(days, int):
        text = f"Lines older than {days} days are deleted."
        service_calls.run_service(MESSAGES, lambda: reading.set_days_kept(state.app(), days, visitor), text)


def _keep_trash(visitor: Visitor) -> None:
    days = state.peek("trash-days")
    if isinstance(days, int):
        text = f"What is in the trash is deleted after {days} days."
        service_calls.run_service(MESSAGES, lambda: retention.set_trash_days(state.app(), days, visitor), text)
