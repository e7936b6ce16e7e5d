"""The guide's words, drawn from the same data as the board and the hints, so that they can never differ."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.domain import template
from core.domain.guide import Chapter, Entry, category_of, entries
from core.domain.guide_hints import EXPLAINED, QUESTIONS
from core.domain.postmortem import Severity
from core.domain.severity import GUIDE, UNSURE
from pages.parts import guided_example, look, rules, state

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


def asked_for(query: str) -> str:
    """What the address asks for stands first, until somebody searches for something else."""
    topic = state.query("topic")
    entry = next((entry for entry in entries() if entry.topic == topic), None)
    if entry is None or query:
        return ""
    with st.container(border=True):
        look.block("What you asked about", "quiet small")
        _draw(entry, anchored=False)
    return topic


def count(found: Sequence[Entry], query: str) -> None:
    if query and not found:
        look.block(f"<p>Nothing in the guide holds “{look.esc(query)}”. Try one word, or the beginning of one.</p>")


def contents(found: Sequence[Entry]) -> None:
    chapters = [which for which in Chapter if any(entry.chapter == which for entry in found)]
    links = "".join(f'<a href="#{_anchor(which)}">{look.esc(which.value)}</a>' for which in chapters)
    if len(chapters) > 1:
        look.block(f'<nav aria-label="Chapters">{links}</nav>')


def _anchor(which: Chapter) -> str:
    return which.name.lower()


def chapter(which: Chapter, found: Sequence[Entry], *, opened: bool) -> None:
    """One chapter with what was found in it; nothing at all when that is nothing."""
    here = [entry for entry in found if entry.chapter == which]
    if not here:
        return
    st.header(which.value, anchor=_anchor(which))
    for entry in here:
        _draw(entry, opened=opened)


def _draw(entry: Entry, *, anchored: bool = True, opened: bool = True) -> None:
    if entry.chapter == Chapter.HINTS:
        _hint(entry.topic, anchored=anchored)
    elif entry.chapter == Chapter.SECTIONS:
        _section(entry.topic, opened=opened)
    else:
        _SIMPLE[entry.chapter]()


def _hint(topic: str, *, anchored: bool) -> None:
    """One of the eight categories: what, why, and pairs to compare."""
    category = category_of(topic)
    if category is None:
        return
    told = EXPLAINED[category]
    st.subheader(told.title, anchor=topic if anchored else False)
    pairs = "".join(_pair(pair.after, pair.before) for pair in told.pairs)
    look.block(
        f"<p>{look.esc(told.what)} {look.esc(told.why)}</p>{pairs}"
        f'<p class="quiet"><b>Fine as it is:</b> {look.esc(told.fine)}</p>'
    )


def _pair(good: str, poor: str) -> str:
    return (
        f'<div class="pair"><div class="card sunk"><h3>Instead of</h3><p class="pre">{look.esc(poor)}</p></div>'
        f'<div class="card"><h3>Write</h3><p class="pre">{look.esc(good)}</p></div></div>'
    )


def _section(topic: str, *, opened: bool) -> None:
    part = next(part for part in template.SECTIONS if topic == f"section-{part.id.value.replace('_', '-')}")
    with st.expander(f"{part.title} · {part.minutes} min", expanded=opened):
        asks = "".join(f"<li>{look.esc(each)}</li>" for each in part.ask)
        look.block(
            f'<p><b>{look.esc(part.question)}</b></p><p class="quiet">{look.esc(part.prompt)}</p>'
            f"<h3>Questions that help</h3><ul class='spaced'>{asks}</ul>"
            f'<div class="pair"><div class="card"><h3>Helps</h3><p class="pre">{look.esc(part.good)}</p></div>'
            f'<div class="card sunk"><h3>Does not help yet</h3><p class="pre">{look.esc(part.bad)}</p></div></div>'
            f'<p class="quiet">{look.esc(part.why_good)}</p>'
        )


def _questions() -> None:
    asks = "".join(f"<li>{look.esc(each)}</li>" for each in QUESTIONS)
    look.block(f"<p>They fit in every section, and nobody has to defend themselves.</p><ul class='spaced'>{asks}</ul>")


def _severities() -> None:
    cards = "".join(
        f'<div class="card"><p><b>{look.esc(GUIDE[level].title)}</b></p>'
        f'<p>{look.esc(GUIDE[level].meaning)}</p><p class="quiet">{look.esc(GUIDE[level].response)}</p></div>'
        for level in Severity
    )
    look.block(f'<div class="pair">{cards}</div><p>{look.esc(UNSURE)}</p>')


_SIMPLE: dict[Chapter, Callable[[], None]] = {
    Chapter.RULES: rules.draw,
    Chapter.QUESTIONS: _questions,
    Chapter.SEVERITY: _severities,
    Chapter.EXAMPLE: guided_example.draw,
}
