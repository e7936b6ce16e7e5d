"""Who may read a postmortem: closing it, letting people in and taking them out, opening it again for everybody."""

from collections.abc import Callable

import streamlit as st

from core.services.access import closing
from core.services.access.closing import ClosedPerson, Closing
from core.services.postmortems.cards import people_text
from pages.parts.frame import html, service_calls, state

MESSAGES = "closing-said"
CHOSEN = "closing-named"
OPEN_AGAIN = "closing-open-again"
_FOR_WHOM = (
    "<p>Only the people you choose can know that this exists: it leaves Home, the Archive, search, figures, calendars "
    "and messages of everybody else. Links and the code given out so far stop working. Whoever comes with a new one "
    "has to be let in.</p>"
)


def label(found: Closing) -> str:
    """Of the menu's entry and of the button beside the summary."""
    return "Close to all but…" if found.since is None else f"Closed: {people_text(len(found.named))}"


def content(pm_id: str) -> None:
    """What there is to see and to do about it for this visitor. Raises NotFound for whoever was not named."""
    visitor = state.visitor()
    service_calls.show_message(MESSAGES)
    found = closing.closing(state.app(), pm_id, visitor)
    leads = closing.may_close(state.app(), pm_id, visitor)
    me = visitor.id if visitor else ""
    if found.since is None:
        if leads:
            _close_form(pm_id, found, me)
        return
    html.block("<p>Only these people know that this exists.</p>")
    for person in found.named:
        _person(pm_id, person, me, leads=leads)
    if leads:
        asking(pm_id, found, "list")
        _add(pm_id, found)
        _open_again(pm_id)


def asking(pm_id: str, found: Closing, where: str) -> None:
    """Who stands outside, each with two buttons. ``where`` keeps the keys of two such lists apart."""
    for person in found.asking:
        with st.container(key=f"asking-{where}-{person.visitor_id}", gap="xsmall"):
            html.block(f"<p><b>{html.esc(person.name)}</b> asks to come in {_as(person)}.</p>")
            with st.container(horizontal=True, gap="small"):
                name = html.plain(person.name)
                _button("Let in", f"let-{where}", pm_id, person, closing.let_in, f"{name} may come in.", primary=True)
                _button("Refuse", f"refuse-{where}", pm_id, person, closing.take_out, f"{name} stays outside.")


def may_be_offered(found: Closing, pm_id: str) -> bool:
    """Whether there is anything of it for this visitor: those who may close it, and whoever was named."""
    return found.since is not None or closing.may_close(state.app(), pm_id, state.visitor())


def chip(named: int | None) -> str:
    """Beside a title; empty for what is not closed."""
    return "" if named is None else html.closed_chip(f"Closed: {people_text(named)}")


def _close_form(pm_id: str, found: Closing, me: str) -> None:
    html.block(_FOR_WHOM)
    others = {person.visitor_id: person.name for person in found.others if person.visitor_id != me}
    if state.peek(CHOSEN) is None:
        state.put(CHOSEN, list(others))
    st.multiselect(
        "Who may read it, besides you",
        list(others),
        format_func=lambda visitor_id: html.option(others.get(visitor_id, "")),
        key=CHOSEN,
        placeholder="Nobody else for now",
    )
    st.button("Close it", key="close-it", type="primary", width="stretch", on_click=_close, args=(pm_id, others))


def _close(pm_id: str, others: dict[str, str]) -> None:
    chosen = state.peek(CHOSEN)
    named = [item for item in chosen if item in others] if isinstance(chosen, list) else []
    state.forget(CHOSEN)
    text = f"It is closed. {people_text(len(named) + 1).capitalize()} may read it."
    service_calls.run_service(MESSAGES, lambda: closing.close(state.app(), pm_id, named, state.visitor()), text)


def _person(pm_id: str, person: ClosedPerson, me: str, *, leads: bool) -> None:
    mine = person.visitor_id == me
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"named-{person.visitor_id}"):
        html.block(f"{html.esc(person.name)}{' (you)' if mine else ''} <span class='quiet small'>{_as(person)}</span>")
        if mine:
            _button("Take me out", "out", pm_id, person, closing.take_out, "You are not on the list any more.")
        elif leads:
            _button("Take out", "out", pm_id, person, closing.take_out, f"{html.plain(person.name)} is out.")


def _as(person: ClosedPerson) -> str:
    return {"facilitator": "to lead", "viewer": "to read", "screen": "as a shared screen"}.get(person.role, "to write")


def _add(pm_id: str, found: Closing) -> None:
    """Somebody who was in the meeting before; others come with a link and ask."""
    names = {person.visitor_id: person.name for person in found.others}
    if names:
        chosen = st.selectbox(
            "Let in somebody who was here before",
            list(names),
            index=None,
            format_func=lambda visitor_id: html.option(names.get(visitor_id, "")),
            key="closing-add",
            placeholder="Choose somebody",
        )
        if chosen is not None:
            person = next(item for item in found.others if item.visitor_id == chosen)
            _button("Let in", "add", pm_id, person, closing.let_in, f"{html.plain(person.name)} may come in.")
    html.block('<p class="small quiet">Others come with the link or the code, and you are asked here.</p>')


def _open_again(pm_id: str) -> None:
    with st.popover("Open again…", icon=":material/lock_open:", width="stretch"):
        html.block("<p>Everybody in the workspace can find and read it then, as if it had never been closed.</p>")
        st.button(
            "Open it for everybody", key=OPEN_AGAIN, type="primary", width="stretch", on_click=_open, args=(pm_id,)
        )


def _open(pm_id: str) -> None:
    service_calls.run_service(
        MESSAGES, lambda: closing.open_again(state.app(), pm_id, state.visitor()), "It is open for everybody again."
    )


def _button(
    text: str,
    key: str,
    pm_id: str,
    person: ClosedPerson,
    service: Callable[..., None],
    message: str,
    *,
    primary: bool = False,
) -> None:
    def press() -> None:
        service_calls.run_service(
            MESSAGES, lambda: service(state.app(), pm_id, person.visitor_id, state.visitor()), message
        )

    name = html.plain(person.name)
    st.button(
        text,
        key=f"{key}-{person.visitor_id}",
        type="primary" if primary else "secondary",
        help=f"{text}: {name}",
        on_click=press,
    )
