"""In the lobby: the severity that an alert proposes, one click to take it, and one to be asked no more."""

import streamlit as st

from core.domain.permissions import Permission
from core.errors import DebriefError
from core.services.access import Member
from core.services.inbound.alerts import proposed
from pages.parts.frame import access, html, service_calls, state
from pages.parts.room import meeting_commands


def in_lobby(pm_id: str, me: Member) -> None:
    """For those who may write; nothing while nothing is proposed."""
    visitor = state.visitor()
    if not access.allows(me, Permission.WRITE) or visitor is None:
        return
    try:
        found = proposed.proposed_severity(state.app(), pm_id, visitor)
    except DebriefError:  # the panel says what is wrong with the meeting itself
        return
    if found is None:
        return
    html.block(
        f"<h3>Severity</h3><p>{html.severity_chip(found.severity)} proposed by {html.esc(found.label)}. You decide.</p>"
    )
    with st.container(horizontal=True):
        st.button(f"Take {found.severity}", key="take-severity", on_click=_take, args=(pm_id,))
        st.button("Not this one", key="decline-severity", type="tertiary", on_click=_decline, args=(pm_id,))


def _take(pm_id: str) -> None:
    service_calls.run_service(
        meeting_commands.PANEL, lambda: proposed.take(state.app(), pm_id, state.visitor()), "The severity is set."
    )


def _decline(pm_id: str) -> None:
    service_calls.run_service(meeting_commands.PANEL, lambda: proposed.decline(state.app(), pm_id, state.visitor()))
