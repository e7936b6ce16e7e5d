"""The head of the summary and of the published page: title, severity, state, dates, and the switch of the view."""

from datetime import datetime

import streamlit as st

from core.domain import publication
from core.domain.publication import PublicationState
from core.services.postmortems import SummaryView
from core.services.publishing.publications import PublicationStatus
from pages.parts.closing import people
from pages.parts.frame import html, state, times

GLANCE, FULL, HISTORY = "glance", "full", "history"
_SHOW = "show"  # in the session's state and in the address
_LABELS = {GLANCE: "At a glance", FULL: "Everything", HISTORY: "History"}
_EDITS_SHOWN = 3


def render(view: SummaryView, status: PublicationStatus, named: int | None = None) -> None:
    """``named``: how many people may read it; None for one that is not closed."""
    pm = view.postmortem
    chips = f"{html.severity_chip(pm.severity)} {html.state_chip(status.state)} {people.chip(named)}"
    html.block(
        f'<h1 class="title">{html.esc(pm.title or "Without a title yet")} <span class="chips">{chips}</span></h1>'
        f'<p class="quiet">{html.esc(_status_line(view, status))}</p>{_late_edits(view, status)}',
        "head",
    )


def _status_line(view: SummaryView, status: PublicationStatus) -> str:
    if status.published_at is not None:
        return f"Published {moment(status.published_at, view)} by {status.by}"
    if view.meta.finished_at:
        return f"Meeting finished {moment(view.meta.finished_at, view)}"
    if status.state is PublicationState.IN_MEETING:
        return "The meeting is going on. This page shows how it reads now."
    return "Being written. This page shows how it reads now."


def _late_edits(view: SummaryView, status: PublicationStatus) -> str:
    """Who edited it since it was published, the latest first."""
    lines = []
    for edit in status.late[:_EDITS_SHOWN]:
        text = publication.state_label(edit, moment(edit.at, view))
        lines.append(f"<li>{html.esc(text[:1].upper() + text[1:])}</li>")
    more = len(status.late) - _EDITS_SHOWN
    if more > 0:
        lines.append(f"<li>and by {more} more</li>")
    return f'<ul class="late">{"".join(lines)}</ul>' if lines else ""


def view_options(*, history: bool) -> tuple[str, ...]:
    """``history`` for those who may write: earlier versions may hold what was taken out again."""
    return (GLANCE, FULL, HISTORY) if history else (GLANCE, FULL)


def view_switch(*options: str) -> str:
    """The chosen view. It is in the address too, so that a link leads to it.

    A link may have ``show=full`` or the label on the screen, which links of older versions have.
    """
    if state.peek(_SHOW) not in options:
        query = state.query(_SHOW).strip().casefold()
        named = next((option for option in options if query in (option, _LABELS[option].casefold())), GLANCE)
        state.put(_SHOW, named)
    chosen = st.segmented_control(
        "How much to show",
        options,
        required=True,
        format_func=_LABELS.__getitem__,
        key=_SHOW,
        label_visibility="collapsed",
    )
    shown = chosen if chosen in options else GLANCE
    state.set_query(_SHOW, "" if shown == GLANCE else shown)
    return shown


def moment(at: datetime, view: SummaryView) -> str:
    """In the postmortem's zone, as in every export of it."""
    return times.local_moment_text(at, view.postmortem.zone, state.zone())
