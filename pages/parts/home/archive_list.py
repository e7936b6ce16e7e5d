"""The archive's search box and its list of postmortems, with the found words highlighted."""

import streamlit as st

from core.domain.search import LONGEST_QUERY
from core.domain.search.filters import ArchiveFilter
from core.services import postmortems
from core.services.actions import action_queries
from core.services.postmortems import ArchivePage, ArchiveRow
from pages.parts.closing import people
from pages.parts.frame import html, state, times

PAGE_KEY = "archive-page"


def search_box() -> str:
    typed = st.text_input(
        "Search",
        key="q",
        bind="query-params",
        max_chars=LONGEST_QUERY,
        placeholder="disk full, “connection refused”, -staging…",
        type="search",
        icon=":material/search:",
    )
    return typed or ""


def find(query: str, chosen: ArchiveFilter) -> ArchivePage:
    """The page that is shown; another search starts with its first one."""
    if state.changed("archive-last", (query, chosen)):
        state.forget(PAGE_KEY)
    page = state.peek(PAGE_KEY)
    return postmortems.archive(
        state.app(), query, page if isinstance(page, int) else 1, chosen=chosen, zone=state.zone()
    )


def count(found: ArchivePage) -> None:
    """How many there are, and what was looked for when that is not what was typed."""
    asked = html.esc(found.query)
    if found.respelled:
        readings = ", ".join(f"“{html.esc(typed)}” as “{html.esc(used)}”" for typed, used in found.respelled)
        html.block(f"<p>No postmortem has that spelling. Read {readings}.</p>")
    if found.whole:
        text = "1 postmortem" if found.whole == 1 else f"{found.whole:,} postmortems"
        html.block(text + (f" with “{asked}”" if asked else ""), "quiet small")
    elif found.total:
        html.block(f"<p>Nothing holds all of “{asked}”. The closest come first.</p>")
    elif found.query:
        also = " Or take a filter away." if found.filter else ""
        html.block(f"<p>Nothing holds “{asked}”. Try fewer words, or the beginning of one.{also}</p>")
    elif found.filter:
        html.block("<p>No postmortem passes these filters. Take one away.</p>")
    else:
        html.block("<p>Nothing here yet. A postmortem stands here from the moment it is opened.</p>")


def entries(found: ArchivePage) -> None:
    """The rows; those with only some of the words stand under a line that says so."""
    late = action_queries.overdue_counts(state.app(), [row.card.id for row in found.rows])
    before_partial = True
    for row in found.rows:
        if before_partial and not row.whole and found.whole:
            before_partial = False
            html.block("Close, with some of the words:", "quiet small")
        _entry(row, late.get(row.card.id, 0))


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
        f"{html.state_chip(card.state)} {example} {people.chip(card.named)}<br>"
        f'<span class="quiet small num">{html.esc(when)}</span></span><span>{actions}</span></div>{snippet}',
        "entry",
    )


def pages(found: ArchivePage) -> None:
    if found.pages > 1:
        st.pagination(found.pages, key=PAGE_KEY)
