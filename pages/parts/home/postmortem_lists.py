"""Home's lists: running meetings, postmortems without a meeting yet, planned ones, finished ones, and the trash."""

from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeVar

import streamlit as st

from core.domain import template
from core.domain.dates.zones import zone_or_utc
from core.domain.publication import PublicationState
from core.services import postmortems
from core.services.access import Visitor
from core.services.actions import completion_rate
from core.services.postmortems import Card, Home, Trashed
from pages.parts.closing import people
from pages.parts.frame import error_boundary, html, state, times

T = TypeVar("T")
SHOWN: Final = 8
MORE: Final = 50
_FIRST_STEPS = (
    ("Before · 10 minutes", "Everybody with the link writes what they saw, while it is fresh."),
    ("In the room · 20 minutes", "Seven sections, one clock on every screen, one page you all type on."),
    ("Two weeks later", "Follow-up asks whether the fixes were made, and keeps asking."),
)


def running(home: Home, may_change: bool) -> None:
    if home.running:
        st.header("Running now", anchor=False)
        _list(home.running, "room", _running_text, "running", may_change)


def waiting(home: Home, may_change: bool, elsewhere: Collection[str] = ()) -> None:
    """But for those that stand elsewhere on the page."""
    cards = tuple(card for card in home.waiting if card.id not in elsewhere)
    if cards:
        st.header("No meeting yet", anchor=False)
        _list(cards, "room", waiting_text, "waiting", may_change)


def upcoming(home: Home, may_change: bool) -> None:
    if home.upcoming:
        st.header("Coming up", anchor=False)
        _list(home.upcoming, "room", _upcoming_text, "upcoming", may_change)


def recent(home: Home, may_change: bool) -> None:
    if home.recent:
        st.header("Finished", anchor=False)
        _list(home.recent, "summary", _finished_text, "recent", may_change)


def first_steps(home: Home) -> None:
    """How it works, for a team that has no postmortem but the example yet."""
    cards = (*home.running, *home.waiting, *home.upcoming, *home.recent)
    if all(card.example for card in cards):
        steps = "".join(
            f'<div class="card sunk"><b>{when}</b><p class="quiet">{what}</p></div>' for when, what in _FIRST_STEPS
        )
        html.block(f'<div class="pair">{steps}</div>')


def completion_line() -> None:
    """How many actions are done in time, once there are enough meetings to tell. Without names."""
    found = completion_rate.completion_rate(state.app())
    if found is not None:
        sentence = html.esc(completion_rate.completion_sentence(found))
        html.block(f'<p class="quiet">{sentence} <a href="follow_up">Follow-up</a></p>')


def trash(home: Home, visitor: Visitor) -> None:
    if not home.trash:
        return
    with st.expander(f"Trash ({home.trash_count:,})", icon=":material/delete:"):
        for item in first(home.trash, "trash"):
            _trashed(item, visitor)
        show_more(home.trash_count, "trash")
        with st.popover("Empty the trash", type="tertiary", icon=":material/delete_forever:"):
            st.write("What is in the trash is then gone for good, with everything written in it.")
            if st.button("Yes, empty it", type="primary"):
                _then_rerun(lambda: postmortems.empty_trash(state.app(), visitor))


def _trashed(item: Trashed, visitor: Visitor) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        on = times.day_text(item.deleted_at.astimezone(zone_or_utc(state.zone())).date())
        html.block(f'{html.esc(item.title)} <span class="quiet small">will be deleted on {html.esc(on)}</span>')
        if st.button("Put back", key=f"restore-{item.id}", type="tertiary"):
            _then_rerun(lambda: postmortems.restore(state.app(), item.id, visitor))


def _list(cards: tuple[Card, ...], page: str, text_of: Callable[[Card], str], name: str, may_change: bool) -> None:
    with st.container(key=f"list-{name}", gap="xsmall"):
        for card in first(cards, name):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                html.block(row(card, page, text_of(card)))
                more_menu(card, name, may_change)
        show_more(len(cards), name)


def first(items: Sequence[T], name: str) -> Sequence[T]:
    """As many as this browser shows of a list: a hundred incidents that wait are no start page."""
    return items[: _shown(name)]


def _shown(name: str) -> int:
    number = state.peek(f"home-shown-{name}")
    return number if isinstance(number, int) else SHOWN


def show_more(total: int, name: str) -> None:
    """The next ones of a list, when there are any. Not how many there are: some lists end at the newest."""
    left = total - _shown(name)
    if left > 0:
        label = f"Show {min(left, MORE)} more"
        more = _shown(name) + MORE
        st.button(label, key=f"more-of-{name}", type="tertiary", on_click=state.put, args=(f"home-shown-{name}", more))


def row(card: Card, page: str, text: str) -> str:
    example = html.chip("Example") if card.example else ""
    return (
        f'<div class="row"><span class="grow"><a href="{page}?pm={html.esc(card.id)}">{html.esc(card.title)}</a> '
        f"{html.severity_chip(card.severity)} {_state_chip(card)} {example} "
        f"{people.chip(card.named)}"
        f'<br><span class="quiet small">{text}</span></span></div>'
    )


def _state_chip(card: Card) -> str:
    """Not for a running meeting, whose line below has its own chip."""
    return "" if card.state is PublicationState.IN_MEETING else html.state_chip(card.state)


def more_menu(card: Card, name: str, may_change: bool) -> None:
    choice = st.menu_button(
        "More",
        ["room", "summary", *(["trash"] if may_change else [])],
        format_func={"room": "Open the room", "summary": "Read the summary", "trash": "Put in the trash"}.__getitem__,
        key=f"more-{name}-{card.id}",
        type="tertiary",
        help=f"More for {html.plain(card.title)}",
    )
    if choice == "trash":
        _then_rerun(lambda: postmortems.trash(state.app(), card.id, state.visitor()))
    elif choice:
        st.switch_page(f"pages/{choice}.py", query_params={"pm": card.id})


def _then_rerun(call: Callable[[], object]) -> None:
    with error_boundary.show_errors():
        call()
        st.rerun()


def _running_text(card: Card) -> str:
    where = template.section(card.section).title if card.section else "about to begin"
    since = f" · started {card.running_words}" if card.running_words else ""
    return html.chip("Paused" if card.status == "paused" else "Now", "now") + f" {html.esc(where + since)}"


def waiting_text(card: Card) -> str:
    return f"{html.esc(card.waiting_words)}, no meeting · {card.filled} of {card.needed} filled in"


def _upcoming_text(card: Card) -> str:
    when = times.local_moment_text(card.meeting_at, state.zone(), card.zone) if card.meeting_at else ""
    invite = f'<a href="live/export/{html.esc(card.id)}.ics" download>Invite (.ics)</a>'
    return f'<span class="num">{html.esc(when)}</span> · {card.filled} of {card.needed} filled in · {invite}'


def _finished_text(card: Card) -> str:
    when = (
        times.local_moment_text(card.finished_at, state.zone(), card.zone)
        if card.finished_at
        else "written without a meeting"
    )
    actions = {0: "nothing open", 1: "1 open action"}.get(card.open_actions, f"{card.open_actions} open actions")
    return f"{html.esc(when)} · {actions}"
