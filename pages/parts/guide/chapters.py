"""The guide's chapters, from the same data as the board and the hints, so that they cannot differ."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.domain import template
from core.domain.guide.entries import Chapter, Entry, category_of, entries
from core.domain.guide.hint_categories import ENGLISH_ONLY, EXPLAINED, QUESTIONS
from core.domain.postmortem import Severity
from core.domain.template.severity import GUIDE, UNSURE
from pages.parts.frame import html, state
from pages.parts.guide import ground_rules, rewritten_example

LONGEST_QUERY = 100


def search_box() -> str:
    typed = st.text_input(
        "Find in the guide",
        key="q",
        bind="query-params",
        max_chars=LONGEST_QUERY,
        placeholder="careful, root cause, P1…",
        type="search",
        icon=":material/search:",
    )
    return (typed or "").strip()


def requested_entry(query: str) -> str:
    """The entry that the address asks for, first on the page, unless there is a search. Returns its topic."""
    topic = state.query("topic")
    entry = next((entry for entry in entries() if entry.topic == topic), None)
    if entry is None or query:
        return ""
    with st.container(border=True):
        html.block("What you asked about", "quiet small")
        _entry(entry, anchored=False)
    return topic


def no_match(found: Sequence[Entry], query: str) -> None:
    if query and not found:
        html.block(f"<p>Nothing in the guide holds “{html.esc(query)}”. Try one word, or the beginning of one.</p>")


def contents(found: Sequence[Entry]) -> None:
    chapters = [chapter for chapter in Chapter if any(entry.chapter == chapter for entry in found)]
    links = "".join(f'<a href="#{_anchor(chapter)}">{html.esc(chapter.value)}</a>' for chapter in chapters)
    if len(chapters) > 1:
        html.block(f'<nav aria-label="Chapters">{links}</nav>')


def _anchor(chapter: Chapter) -> str:
    return chapter.name.lower()


def chapter(chapter: Chapter, found: Sequence[Entry], *, expanded: bool) -> None:
    """One chapter with the found entries; nothing when there are none."""
    in_chapter = [entry for entry in found if entry.chapter == chapter]
    if not in_chapter:
        return
    st.header(chapter.value, anchor=_anchor(chapter))
    if chapter == Chapter.HINTS:
        html.block(f'<p class="quiet">{html.esc(ENGLISH_ONLY)}</p>')
    for entry in in_chapter:
        _entry(entry, expanded=expanded)


def _entry(entry: Entry, *, anchored: bool = True, expanded: bool = True) -> None:
    if entry.chapter == Chapter.HINTS:
        _hint(entry.topic, anchored=anchored)
    elif entry.chapter == Chapter.SECTIONS:
        _section(entry.topic, expanded=expanded)
    else:
        _SIMPLE[entry.chapter]()


def _hint(topic: str, *, anchored: bool) -> None:
    """One category of hints: what it is about, why, and pairs to compare."""
    category = category_of(topic)
    if category is None:
        return
    explanation = EXPLAINED[category]
    st.subheader(explanation.title, anchor=topic if anchored else False)
    pairs = "".join(_pair(pair.after, pair.before) for pair in explanation.pairs)
    html.block(
        f"<p>{html.esc(explanation.what)} {html.esc(explanation.why)}</p>{pairs}"
        f'<p class="quiet"><b>Fine as it is:</b> {html.esc(explanation.fine)}</p>'
    )


def _pair(good: str, poor: str) -> str:
    return (
        f'<div class="pair"><div class="card sunk"><h3>Instead of</h3><p class="pre">{html.esc(poor)}</p></div>'
        f'<div class="card"><h3>Write</h3><p class="pre">{html.esc(good)}</p></div></div>'
    )


def _section(topic: str, *, expanded: bool) -> None:
    part = next(part for part in template.SECTIONS if topic == f"section-{part.id.value.replace('_', '-')}")
    with st.expander(f"{part.title} · {part.minutes} min", expanded=expanded):
        asks = "".join(f"<li>{html.esc(item)}</li>" for item in part.ask)
        html.block(
            f'<p><b>{html.esc(part.question)}</b></p><p class="quiet">{html.esc(part.prompt)}</p>'
            f"<h3>Questions that help</h3><ul class='spaced'>{asks}</ul>"
            f'<div class="pair"><div class="card"><h3>Helps</h3><p class="pre">{html.esc(part.good)}</p></div>'
            f'<div class="card sunk"><h3>Does not help yet</h3><p class="pre">{html.esc(part.bad)}</p></div></div>'
            f'<p class="quiet">{html.esc(part.why_good)}</p>'
        )


def _questions() -> None:
    asks = "".join(f"<li>{html.esc(item)}</li>" for item in QUESTIONS)
    html.block(f"<p>They fit in every section, and nobody has to defend themselves.</p><ul class='spaced'>{asks}</ul>")


def _severities() -> None:
    cards = "".join(
        f'<div class="card"><p><b>{html.esc(GUIDE[level].title)}</b></p>'
        f'<p>{html.esc(GUIDE[level].meaning)}</p><p class="quiet">{html.esc(GUIDE[level].response)}</p></div>'
        for level in Severity
    )
    html.block(f'<div class="pair">{cards}</div><p>{html.esc(UNSURE)}</p>')


_SIMPLE: dict[Chapter, Callable[[], None]] = {
    Chapter.RULES: ground_rules.render,
    Chapter.QUESTIONS: _questions,
    Chapter.SEVERITY: _severities,
    Chapter.EXAMPLE: rewritten_example.render,
}
