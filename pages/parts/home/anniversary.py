"""One old postmortem on Home: whose day it is, or whose action items are still open. It can be put away for the day."""

import streamlit as st

from core.domain.insights.finding import several
from core.services.access import Visitor
from core.services.postmortems import anniversaries
from core.services.postmortems.anniversaries import Anniversary
from pages.parts.frame import html, service_calls, state, times

_MESSAGES = "anniversary-said"


def render(visitor: Visitor) -> None:
    service_calls.show_message(_MESSAGES)
    found = anniversaries.anniversary(state.app(), visitor, state.zone())
    if found is not None:
        with (
            st.container(border=True, key="anniversary"),
            st.container(horizontal=True, vertical_alignment="center", gap="small"),
        ):
            html.block(_card(found))
            st.button("Not today", key="anniversary-away", type="tertiary", on_click=_put_away, args=(visitor,))


def _card(found: Anniversary) -> str:
    card = found.card
    when = times.local_moment_text(card.started_at or card.created_at, state.zone(), card.zone)
    number = card.open_actions
    still = f" · {several(number, 'action item')} still open" if number else ""
    title = f'<a class="strong" href="summary?pm={html.esc(card.id)}">{html.esc(card.title)}</a>'
    return (
        f'<div><span class="quiet small">{html.esc(found.reason)}</span><br>{title} {html.severity_chip(card.severity)}'
        f'<br><span class="quiet small num">{html.esc(when)}{still}</span></div>'
    )


def _put_away(visitor: Visitor) -> None:
    service_calls.run_service(_MESSAGES, lambda: anniversaries.put_away(state.app(), visitor, state.zone()))
