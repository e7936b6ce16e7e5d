"""The archive's search box and its list. Found words are marked; nothing people wrote can become code here."""

import streamlit as st

from core.services.postmortems import ArchivePage, ArchiveRow
from pages.parts import look, state, times

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


def page_asked() -> int:
    page = state.peek("archive-page")
    return page if isinstance(page, int) else 1


def count(found: ArchivePage) -> None:
    if found.total:
        words = "1 postmortem" if found.total == 1 else f"{found.total} postmortems"
        look.block(f"{words}" + (f" with “{look.esc(found.query)}”" if found.query else ""), "quiet small")
    elif found.query:
        look.block(f"<p>Nothing holds “{look.esc(found.query)}”. Try fewer words, or the beginning of one.</p>")
    else:
        look.block("<p>Nothing here yet. A postmortem stands here from the moment it is opened.</p>")


def entries(found: ArchivePage) -> None:
    for row in found.rows:
        _entry(row)


def _entry(row: ArchiveRow) -> None:
    card = row.card
    when = times.in_zone(card.started_at or card.created_at, state.zone())
    still = look.chip(f"{card.open_actions} open", "late") if card.open_actions else look.chip("nothing open", "done")
    example = look.chip("Example") if card.example else ""
    found = f'<p class="small quiet snippet">{look.marked(row.snippet)}</p>' if row.snippet else ""
    title = f'<a class="strong" href="summary?pm={look.esc(card.id)}">{look.esc(card.title)}</a>'
    look.block(
        f'<div class="row"><span class="grow">{title} {look.severity_chip(card.severity)} '
        f"{look.state_chip(card.state)} {example}<br>"
        f'<span class="quiet small num">{look.esc(when)}</span>{found}</span><span>{still}</span></div>',
        "entry",
    )


def pages(found: ArchivePage) -> None:
    if found.pages > 1:
        st.pagination(found.pages, key="archive-page")
