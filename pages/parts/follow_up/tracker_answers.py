"""Above the list on Follow-up: what trackers say about issues of action items, for a person to confirm or not."""

import streamlit as st

from core.domain.tracker.answers.answer import Outcome
from core.services.access import Visitor
from core.services.tracker import answers
from core.services.tracker.answers import ProposedAnswer
from pages.parts.follow_up import action_html
from pages.parts.frame import html, service_calls, state
from pages.parts.frame.linkify import issue_link

MESSAGES = "tracker-answer-said"
_YES = {Outcome.DONE: "It is done", Outcome.DROPPED: "Drop it", Outcome.REOPENED: "Open it again"}
_NO = {Outcome.DONE: "Not done yet", Outcome.DROPPED: "Keep it", Outcome.REOPENED: "It stays closed"}
_SAID = {
    Outcome.DONE: "Done, with the issue as evidence.",
    Outcome.DROPPED: "Dropped, with the issue as the reason.",
    Outcome.REOPENED: "Opened again.",
}


def render(visitor: Visitor) -> None:
    """Nothing while no tracker says anything new."""
    service_calls.show_message(MESSAGES)
    found = answers.proposed(state.app(), visitor)
    if not found.rows:
        return
    with st.container(border=True, key="tracker-answers"):
        st.subheader("Your tracker says", anchor=False)
        for row in found.rows:
            _row(row, visitor)
        if found.more:
            html.block(f'<p class="small quiet">… and {found.more} more, when these are answered.</p>')


def _row(row: ProposedAnswer, visitor: Visitor) -> None:
    item = row.action
    key = f"{item.postmortem_id}-{item.action_id}-{row.outcome}"
    incident = f'<a href="summary?pm={html.esc(item.postmortem_id)}">{html.esc(item.postmortem_title)}</a>'
    html.block(
        f'<p><b class="pre">{html.esc(action_html.action_text(item))}</b><br>'
        f'<span class="small quiet">{_sentence(row)} From {incident}.</span></p>'
    )
    with st.container(horizontal=True, gap="small"):
        st.button(_YES[row.outcome], key=f"answer-yes-{key}", type="primary", on_click=_confirm, args=(row, visitor))
        st.button(_NO[row.outcome], key=f"answer-no-{key}", on_click=_dismiss, args=(row, visitor))


def _sentence(row: ProposedAnswer) -> str:
    """With the issue's label as its link."""
    before, label, after = row.sentence.partition(row.label)
    return f"{html.esc(before)}{issue_link(row.address) if label else ''}{html.esc(after)}"


def _confirm(row: ProposedAnswer, visitor: Visitor) -> None:
    item = row.action
    service_calls.run_service(
        MESSAGES,
        lambda: answers.confirm(state.app(), item.postmortem_id, item.action_id, row.outcome, visitor),
        _SAID[row.outcome],
    )


def _dismiss(row: ProposedAnswer, visitor: Visitor) -> None:
    item = row.action
    service_calls.run_service(
        MESSAGES,
        lambda: answers.dismiss(state.app(), item.postmortem_id, item.action_id, visitor),
        "It stays as it is.",
    )
