"""The archive's search box and its list of postmortems, with the found words highlighted."""

from collections import Counter

import streamlit as st

from core.services.actions import action_queries
from core.services.postmortems import ArchivePage, ArchiveRow
from pages.parts.frame import html, state, times

LONGEST_QUERY = 200


def search_box() -> str:
    typed = st.text_input(
        "Search",
        key="q",
        bind="query-params",
        max_chars=LONGEST_QUERY,
        placeholder="disk full, certificate, a name of a service…",
        type="search",
        icon=":material/search:",
    )
    if state.changed("archive-last", typed):
        state.forget("archive-page")
    return typed or ""


def page_number() -> int:
    page = state.peek("archive-page")
    return page if isinstance(page, int) else 1


def count(found: ArchivePage) -> None:
    if found.total and not found.whole:
        html.block(f"<p>Nothing holds all of “{html.esc(found.query)}”. The closest come first.</p>")
    elif found.total:
        text = "1 postmortem" if found.total == 1 else f"{found.total} postmortems"
        html.block(f"{text}" + (f" with “{html.esc(found.query)}”" if found.query else ""), "quiet small")
    elif found.query:
        html.block(f"<p>Nothing holds “{html.esc(found.query)}”. Try fewer words, or the beginning of one.</p>")
    else:
        html.block("<p>Nothing here yet. A postmortem stands here from the moment it is opened.</p>")


def entries(found: ArchivePage) -> None:
    late = Counter(item.postmortem_id for item in action_queries.overdue_actions(state.app()))
    for row in found.rows:
        _entry(row, late[row.card.id])


def open_actions_chip(open_actions: int, late: int) -> str:
    if not open_actions:
        return html.chip("nothing open", "done")
    return html.chip(f"{open_actions} open, {late} late", "late") if late else html.chip(f"{open_actions} open")


def _entry(row: ArchiveRow, late: int) -> None:
    card = row.card
    when = times.local_moment_text(card.started_at or card.created_at, state.zone(), card.zone)
    actions = open_actions_chip(card.open_actions, late)
    example = html.chip("Example") if card.example else ""
    snippet = f'<p class="small quiet snippet">{html.highlighted(row.snippet)}</p>' if row.snippet else ""
    title = f'<a class="strong" href="summary?pm={html.esc(card.id)}">{html.esc(card.title)}</a>'
    html.block(
        f'<div class="row"><span class="grow">{title} {html.severity_chip(card.severity)} '
        f"{html.state_chip(card.state)} {example}<br>"
        f'<span class="quiet small num">{html.esc(when)}</span></span><span>{actions}</span></div>{snippet}',
        "entry",
    )


def pages(found: ArchivePage) -> None:
    if found.pages > 1:
        st.pagination(found.pages, key="archive-page")
