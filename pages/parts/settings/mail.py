"""Settings: addresses of those who own action items, asked for a confirmation, masked once they are set."""

import streamlit as st

from core.domain.webhook.events import Event
from core.errors import DebriefError
from core.services.access import Visitor
from core.services.access.visitors import chosen_name
from core.services.mail import addresses
from core.services.mail.addresses import EVENTS, RecipientView
from pages.parts.frame import html, service_calls, state

KEY, MESSAGES = "mail", "mail-said"
TEXTS = {
    Event.DUE_SOON: "an action item of theirs is due in two days",
    Event.OVERDUE: "an action item of theirs is overdue",
    Event.REVIEW_DUE: "a review of such an incident is due",
}
STATES = {
    "asked": ("asked, not confirmed yet", "now"),
    "confirmed": ("confirmed", "done"),
    "stopped": ("stopped by its reader", "plain"),
    "refused": ("refused by the mail server", "late"),
}


def section(visitor: Visitor) -> None:
    """Everybody who gave an address, and a form for one more."""
    service_calls.show_message(MESSAGES)
    html.block(
        "<p>Whoever owns action items can be told by mail what is due in two days and what is overdue, and when a "
        "review of such an incident is due. Nothing is sent before the address was confirmed by a link in a first "
        "mail, and every mail can be stopped with one click. Nobody sees an address again. "
        "<code>docs/mail.md</code> has more.</p>"
    )
    try:
        ready = addresses.is_set_up(state.app())
    except DebriefError as error:
        st.warning(html.plain(error.sentence))
        ready = False
    found = addresses.addresses(state.app(), visitor)
    for number, person in enumerate(found):
        _card(number, person, visitor)
    if ready:
        _new(visitor)
    elif not found:
        html.block(
            "<p class='quiet'>No mail can be sent yet: whoever runs the server sets <code>DEBRIEF_URL</code> and a "
            "mail server.</p>"
        )


def _card(number: int, person: RecipientView, visitor: Visitor) -> None:
    with st.container(border=True, key=f"mail-{number}"):
        text, color = STATES[person.state]
        details = [person.address, f"told when {', '.join(TEXTS[event] for event in person.events)}"]
        details += ["once a day at 9:00"] if person.daily else []
        html.block(
            f"<b>{html.esc(person.name)}</b> {html.chip(text, color)}<br>"
            f"<span class='quiet small'>{html.esc(' · '.join(details))}</span>"
        )
        with st.container(horizontal=True):
            with st.popover("Change"), st.form(f"mail-change-{number}", border=False):
                key = f"mail-change-{number}"
                st.text_input("New address", key=f"{key}-address", placeholder="Leave empty to keep it")
                _choices(key, person.events, person.daily)
                st.form_submit_button("Save it", type="primary", on_click=_save, args=(key, person.name, visitor))
            st.button("Remove it", key=f"mail-remove-{number}", on_click=_remove, args=(person.name, visitor))


def _new(visitor: Visitor) -> None:
    with st.expander("Add an address"), st.form(f"{KEY}-add", border=False):
        key = f"{KEY}-add"
        state.once(f"{key}-name", lambda: chosen_name(visitor))
        st.text_input("The name, as it stands beside action items", key=f"{key}-name")
        st.text_input("Its mail address", key=f"{key}-address", placeholder="ada@example.org", autocomplete="off")
        _choices(key, EVENTS, daily=False)
        st.form_submit_button("Ask for a confirmation", type="primary", on_click=_add, args=(key, visitor))


def _choices(key: str, events: tuple[Event, ...], daily: bool) -> None:
    st.caption("Tell them when …")
    for event, text in TEXTS.items():
        st.checkbox(text, value=event in events, key=f"{key}-{event}")
    st.checkbox("at most once a day, at 9:00", value=daily, key=f"{key}-daily")


def _add(key: str, visitor: Visitor) -> None:
    _save(key, str(state.peek(f"{key}-name") or ""), visitor)


def _save(key: str, name: str, visitor: Visitor) -> None:
    address = str(state.peek(f"{key}-address") or "")
    events = [event for event in EVENTS if state.peek(f"{key}-{event}")]
    daily = bool(state.peek(f"{key}-daily"))

    def save() -> None:
        kept = addresses.set_address(state.app(), name, address, events, visitor, daily=daily)
        asked = "A mail with a link is on its way. Nothing else is sent before it was opened."
        state.put(MESSAGES, asked if kept.state == "asked" else "Kept.")
        state.put(f"{key}-address", "")

    service_calls.run_service(MESSAGES, save)


def _remove(name: str, visitor: Visitor) -> None:
    service_calls.run_service(
        MESSAGES, lambda: addresses.remove(state.app(), name, visitor), "It is removed, with all that waited for it."
    )
