"""Settings for hints: how sure one must be to be shown, and rules that must be surer than others."""

import streamlit as st

from core.domain.blameless.thresholds import DEFAULT, LOWEST
from core.services.access import Visitor
from core.services.hints import hint_thresholds as services
from core.services.hints.hint_rules import RuleState, TeamRules
from pages.parts.frame import html, service_calls, state
from pages.parts.settings.hint_rules import MESSAGES

SLIDER = "hint-threshold"
STEP = 5  # per cent
LEFT, RIGHT = round(100 * LOWEST), 95
KEPT = "Kept, for the whole team."


def base(team: TeamRules, visitor: Visitor) -> None:
    """The one threshold of the team."""
    with st.container(border=True):
        st.subheader("How sure a hint must be", anchor=False)
        # What a file brought may be on no notch; the nearest one is shown.
        state.put(SLIDER, min(RIGHT, max(LEFT, round(100 * team.threshold / STEP) * STEP)))
        st.slider(
            "Show hints from",
            min_value=LEFT,
            max_value=RIGHT,
            step=STEP,
            format="%d %%",
            key=SLIDER,
            on_change=_set,
            args=(visitor,),
        )
        html.block(
            "<p class='quiet small'>Debrief is not equally sure of each hint. Further to the right fewer hints are "
            "shown, and fewer of them are wrong; further to the left more of both. "
            f"{DEFAULT:.0%} comes with Debrief. Rules of your own are always shown.</p>"
        )
        if team.threshold != DEFAULT:
            st.button(f"Back to {DEFAULT:.0%}", key="threshold-back", on_click=_reset, args=(visitor,))


def raised(team: TeamRules, visitor: Visitor) -> None:
    """Rules with a threshold of their own, each with a button to take it back."""
    for rule in team.rules:
        if rule.threshold is not None:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"surer-{rule.id}"):
                html.block(_raised_rule(rule))
                st.button(
                    "As before",
                    key=f"threshold-{rule.id}",
                    type="tertiary",
                    on_click=_reset_rule,
                    args=(rule.id, visitor),
                )


def _raised_rule(rule: RuleState) -> str:
    chip = html.chip(f"from {100 * (rule.threshold or 0):g}%", "now")
    why = "must be surer here, because it was often called “not blame”"
    return f"<b>{html.esc(rule.id)}</b> {chip}<br><span class='quiet small'>{why} · “{html.esc(rule.example)}”</span>"


def _set(visitor: Visitor) -> None:
    chosen = state.peek(SLIDER)
    if isinstance(chosen, int):
        service_calls.run_service(MESSAGES, lambda: services.set_threshold(state.app(), chosen / 100, visitor), KEPT)


def _reset(visitor: Visitor) -> None:
    service_calls.run_service(MESSAGES, lambda: services.set_threshold(state.app(), None, visitor), KEPT)


def _reset_rule(rule: str, visitor: Visitor) -> None:
    def reset() -> None:
        services.reset_rule(state.app(), rule, visitor)

    service_calls.run_service(MESSAGES, reset, "It needs to be as sure as every other again.")
