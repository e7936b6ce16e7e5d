"""Home: what alerting tools sent within a day, and what waits for somebody to choose where it belongs.

Whoever only reads along in the workspace sees it without its buttons.

What a tool wrote is untrusted text: it is escaped here like everything that people type.
"""

from collections.abc import Callable

import streamlit as st

from core.services.access import Visitor
from core.services.inbound.alerts import proposed, waiting
from core.services.inbound.alerts.proposed import ProposedSeverity
from core.services.inbound.alerts.waiting import AlertsOnHome, OpenedByAlert, WaitingAlert
from core.services.postmortems import Card, Home
from pages.parts.frame import html, service_calls, state, times
from pages.parts.home import postmortem_lists

MESSAGES = "alerts-said"
LONGEST_NOTE = 200
_ASKS = {"severity": "severity", "started": "when it really started", "resolved": "when it was over"}


def render(home: Home, visitor: Visitor, may_change: bool) -> frozenset[str]:
    """Nothing while nothing came. Returns the postmortems that stand here, so that they stand nowhere else."""
    found = waiting.on_home(state.app(), visitor)
    cards = [card for card in home.waiting if card.id in found.opened]
    service_calls.show_message(MESSAGES)
    if not cards and not found.waiting:
        return frozenset()
    st.header("From alerts", anchor=False)
    with st.container(key="list-alerts", gap="xsmall"):
        proposals = proposed.proposals(state.app(), [card.id for card in cards if card.severity is None])
        for card in cards:
            _opened(card, found.opened[card.id], proposals.get(card.id), visitor if may_change else None)
        for item in found.waiting:
            _waiting(item, _choices(home), visitor if may_change else None)
        _rest(found, visitor if may_change else None)
    return frozenset(card.id for card in cards)


def _opened(card: Card, opened: OpenedByAlert, proposal: ProposedSeverity | None, by: Visitor | None) -> None:
    asked = [_ASKS.get(item, item) for item in opened.ask if item != "severity" or card.severity is None]
    ask = html.esc(f" · not known: {', '.join(asked)}"[:LONGEST_NOTE]) if asked else ""
    proposes = f" · {proposal.severity} proposed" if proposal else ""
    text = f"{postmortem_lists.waiting_text(card)} · from {html.esc(opened.label)}{proposes}{ask}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        html.block(postmortem_lists.row(card, "room", text))
        if proposal is not None and by is not None:
            label = f"Take {proposal.severity}"
            key = f"take-severity-{card.id}"
            what = f"Set the severity of {html.plain(card.title)} as {html.plain(proposal.label)} proposes it"
            st.button(label, key=key, type="tertiary", help=what, on_click=_take, args=(card.id, by))
        postmortem_lists.more_menu(card, "alerts", by is not None)


def _waiting(item: WaitingAlert, choices: dict[str, str], by: Visitor | None) -> None:
    bodies = f" · {item.bodies} messages" if item.bodies > 1 else ""
    note = html.esc(f" · {item.note}"[:LONGEST_NOTE]) if item.note else ""
    at = times.moment_text(item.at, state.zone())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"alert-{item.id}"):
        html.block(
            f'<div class="row"><span class="grow"><b dir="auto">{html.esc(item.title)}</b> {html.chip("waits", "late")}'
            f'<br><span class="quiet small">{html.esc(item.label)}, {html.esc(at)}{bodies}{note}</span></span></div>'
        )
        if by is not None:
            _choose(item, choices, by)


def _choose(item: WaitingAlert, choices: dict[str, str], by: Visitor) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", wrap=False):
        st.button("Open", key=f"alert-open-{item.id}", on_click=_open, args=(item.id, by))
        if choices:
            with st.popover("Assign"):
                _assign_form(item, choices, by)
        st.button("Ignore", key=f"alert-ignore-{item.id}", type="tertiary", on_click=_ignore, args=(item.id, by))


def _assign_form(item: WaitingAlert, choices: dict[str, str], visitor: Visitor) -> None:
    key = f"alert-to-{item.id}"
    st.selectbox(
        "It belongs to",
        list(choices),
        index=None,
        format_func=choices.__getitem__,
        placeholder="Choose a postmortem",
        key=key,
    )
    html.block("What the tool sends of this group later goes there too.", "quiet small")
    st.button(
        "Assign it", key=f"alert-assign-{item.id}", type="primary", on_click=_assign, args=(item.id, key, visitor)
    )


def _choices(home: Home) -> dict[str, str]:
    """Titles by id, those that go on first."""
    cards = (*home.running, *home.waiting, *home.upcoming, *home.recent)
    return {card.id: html.option(card.title) for card in cards if not card.example}


def _rest(found: AlertsOnHome, by: Visitor | None) -> None:
    if found.more:
        with st.container(horizontal=True, vertical_alignment="center"):
            html.block(f"and {found.more} more that wait", "quiet small")
            if by is None:
                return
            with st.popover("Ignore all of them", type="tertiary"):
                st.write("Nothing of what waits is opened then. What comes later asks again.")
                st.button("Yes, ignore all", key="alerts-ignore-all", type="primary", on_click=_ignore_all, args=(by,))


# The buttons' callbacks. They run before the page is drawn.


def _run(call: Callable[[], object], success: str) -> None:
    service_calls.run_service(MESSAGES, call, success)


def _open(delivery_id: int, visitor: Visitor) -> None:
    _run(lambda: waiting.open_postmortem(state.app(), delivery_id, visitor), "It is being opened. Reload in a moment.")


def _assign(delivery_id: int, key: str, visitor: Visitor) -> None:
    chosen = state.peek(key)
    if isinstance(chosen, str):
        _run(lambda: waiting.assign(state.app(), delivery_id, chosen, visitor), "Assigned. Its lines are being added.")


def _ignore(delivery_id: int, visitor: Visitor) -> None:
    _run(lambda: waiting.ignore(state.app(), delivery_id, visitor), "Ignored.")


def _ignore_all(visitor: Visitor) -> None:
    _run(lambda: waiting.ignore_all(state.app(), visitor), "Ignored.")


def _take(pm_id: str, visitor: Visitor) -> None:
    _run(lambda: proposed.take(state.app(), pm_id, visitor), "The severity is set.")
