"""Home's lists: what runs, what waits for its meeting, what is planned, what is finished, and the trash."""

from collections.abc import Callable

import streamlit as st

from core.domain import template
from core.domain.publishing import State
from core.services import kept as kept_promises
from core.services import postmortems
from core.services.postmortems import Card, Home, Trashed
from core.store.visitors import Visitor
from pages.parts import boundary, look, state, times

_FIRST_STEPS = (
    ("Before · 10 minutes", "Everybody with the link writes what they saw, while it is fresh."),
    ("In the room · 20 minutes", "Seven sections, one clock on every screen, one page you all type on."),
    ("Two weeks later", "Follow-up asks whether the fixes were made, and keeps asking."),
)


def running(home: Home) -> None:
    if home.running:
        st.header("Running now", anchor=False)
        _list(home.running, "room", _running_words, "running")


def waiting(home: Home) -> None:
    if home.waiting:
        st.header("No meeting yet", anchor=False)
        _list(home.waiting, "room", _waiting_words, "waiting")


def upcoming(home: Home) -> None:
    if home.upcoming:
        st.header("Coming up", anchor=False)
        _list(home.upcoming, "room", _upcoming_words, "upcoming")


def recent(home: Home) -> None:
    if home.recent:
        st.header("Finished", anchor=False)
        _list(home.recent, "summary", _finished_words, "recent")


def first_steps(home: Home) -> None:
    """For a team that has nothing of its own here yet: what is going to happen."""
    cards = (*home.running, *home.waiting, *home.upcoming, *home.recent)
    if all(card.example for card in cards):
        steps = "".join(
            f'<div class="card sunk"><b>{when}</b><p class="quiet">{what}</p></div>' for when, what in _FIRST_STEPS
        )
        look.block(f'<div class="pair">{steps}</div>')


def kept() -> None:
    """After ten meetings: how promises are kept here, without names."""
    found = kept_promises.kept(state.app())
    if found is not None:
        look.block(f'<p class="quiet">{look.esc(kept_promises.in_words(found))} <a href="follow_up">Follow-up</a></p>')


def trash(home: Home, visitor: Visitor) -> None:
    if not home.trash:
        return
    with st.expander(f"Trash ({home.trash_count})", icon=":material/delete:"):
        for thrown in home.trash:
            _in_trash(thrown, visitor)
        with st.popover("Empty the trash", type="tertiary", icon=":material/delete_forever:"):
            st.write("What is in the trash is then gone for good, with everything written in it.")
            if st.button("Yes, empty it", type="primary"):
                _then_redraw(lambda: postmortems.empty_trash(state.app(), visitor))


def _in_trash(thrown: Trashed, visitor: Visitor) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        look.block(look.esc(thrown.title))
        if st.button("Put back", key=f"restore-{thrown.id}", type="tertiary"):
            _then_redraw(lambda: postmortems.restore(state.app(), thrown.id, visitor))


def _list(cards: tuple[Card, ...], page: str, words: Callable[[Card], str], name: str) -> None:
    with st.container(key=f"list-{name}", gap="xsmall"):
        for card in cards:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                look.block(_row(card, page, words(card)))
                _menu(card, name)


def _row(card: Card, page: str, words: str) -> str:
    example = look.chip("Example") if card.example else ""
    return (
        f'<div class="row"><span class="grow"><a href="{page}?pm={look.esc(card.id)}">{look.esc(card.title)}</a> '
        f"{look.severity_chip(card.severity)} {_stands(card)} {example}"
        f'<br><span class="quiet small">{words}</span></span></div>'
    )


def _stands(card: Card) -> str:
    """How far it is; a meeting that runs says so itself."""
    return "" if card.state is State.IN_MEETING else look.state_chip(card.state)


def _menu(card: Card, name: str) -> None:
    choice = st.menu_button(
        "More",
        ["room", "summary", "trash"],
        format_func={"room": "Open the room", "summary": "Read the summary", "trash": "Put in the trash"}.__getitem__,
        key=f"more-{name}-{card.id}",
        type="tertiary",
        help=f"More for {look.plain(card.title)}",
    )
    if choice == "trash":
        _then_redraw(lambda: postmortems.trash(state.app(), card.id, state.visitor()))
    elif choice:
        st.switch_page(f"pages/{choice}.py", query_params={"pm": card.id})


def _then_redraw(deed: Callable[[], object]) -> None:
    with boundary.kind_errors():
        deed()
        st.rerun()


def _running_words(card: Card) -> str:
    where = template.section(card.section).title if card.section else "about to begin"
    return look.chip("Paused" if card.status == "paused" else "Now", "now") + f" {look.esc(where)}"


def _waiting_words(card: Card) -> str:
    return f"{look.esc(card.waiting_words)}, no meeting · {card.filled} of {card.needed} filled in"


def _upcoming_words(card: Card) -> str:
    when = times.in_zone(card.meeting_at, state.zone()) if card.meeting_at else ""
    invite = f'<a href="live/export/{look.esc(card.id)}.ics" download>Invite (.ics)</a>'
    return f'<span class="num">{look.esc(when)}</span> · {card.filled} of {card.needed} filled in · {invite}'


def _finished_words(card: Card) -> str:
    when = times.in_zone(card.finished_at, state.zone()) if card.finished_at else "written without a meeting"
    still = {0: "nothing open", 1: "1 open action"}.get(card.open_actions, f"{card.open_actions} open actions")
    return f"{look.esc(when)} · {still}"
