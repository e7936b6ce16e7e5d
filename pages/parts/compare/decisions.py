"""What somebody decides about two incidents: linked, not the same, an open action carried over."""

import streamlit as st

from core.domain.actions.action_view import ActionView
from core.domain.content.unmarked_text import short_line
from core.domain.memory.comparison import LONGEST
from core.services.memory import carrying, links
from core.services.memory.comparing import Comparison
from pages.parts.follow_up import action_html
from pages.parts.frame import html, state, times
from pages.parts.frame.service_calls import run_service, show_message

_SLOT = "compare"
SHOWN = 5


def head(comparison: Comparison, this_id: str) -> None:
    """The question, and the two answers to it."""
    show_message(_SLOT)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        question = "The same thing twice" if comparison.linked else "The same thing twice?"
        html.block(
            f'<h1 class="title">{question}</h1><p class="quiet">Marked words stand in both. '
            "Linking changes nothing in the earlier one.</p>"
        )
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        _answers(comparison)


def _answers(comparison: Comparison) -> None:
    if comparison.linked:
        st.button("Take the link away", key="compare-unlink", on_click=_unlink, args=(comparison,))
        return
    if comparison.refused:
        html.block("Somebody said that they are not the same.", "quiet small")
        st.button("They may be", key="compare-maybe", on_click=_forget, args=(comparison,))
    else:
        st.button("Not the same", key="compare-not", on_click=_refuse, args=(comparison,))
    st.button("Link the two", key="compare-link", type="primary", on_click=_link, args=(comparison,))


def open_before(comparison: Comparison, this_id: str) -> None:
    """What was promised after the earlier one and is open still, each to be carried over into the later one."""
    rows = comparison.open_before
    if not rows:
        return
    what = "One action" if len(rows) == 1 else f"{len(rows)} actions"
    listed = "".join(f'<li dir="auto">{_promise(row)}</li>' for row in rows[:SHOWN])
    more = f"<li>and {len(rows) - SHOWN} more</li>" if len(rows) > SHOWN else ""
    day = times.day_text(comparison.earlier.on)
    html.block(f"<h3>{what} of {html.esc(day)} still open</h3><ul>{listed}{more}</ul>", "promised")
    with st.popover("Carry over into the later one", icon=":material/move_down:"):
        for row in rows[:SHOWN]:
            st.button(
                html.plain(short_line(row.text, LONGEST)),
                key=f"carry-{row.action_id}",
                width="stretch",
                on_click=_carry,
                args=(comparison, row.action_id),
            )


def _promise(row: ActionView) -> str:
    due = f", due {times.day_text(row.due)}" if row.due else ""
    text, owner = html.esc(short_line(row.text, LONGEST)), html.esc(action_html.owner_text(row))
    return f"“{text}”, {owner}{html.esc(due)}{action_html.issue(row)}"


def _link(comparison: Comparison) -> None:
    run_service(_SLOT, lambda: links.link(state.app(), *_pair(comparison), state.visitor()), "Linked, from both sides.")


def _unlink(comparison: Comparison) -> None:
    run_service(_SLOT, lambda: links.unlink(state.app(), *_pair(comparison), state.visitor()), "The link is gone.")


def _refuse(comparison: Comparison) -> None:
    call = links.say_not_the_same
    run_service(_SLOT, lambda: call(state.app(), *_pair(comparison), state.visitor()), "Remembered: not the same.")


def _forget(comparison: Comparison) -> None:
    run_service(_SLOT, lambda: links.forget_not_the_same(state.app(), *_pair(comparison), state.visitor()))


def _carry(comparison: Comparison, action_id: str) -> None:
    later, earlier = _pair(comparison)
    run_service(
        _SLOT,
        lambda: carrying.carry_over(state.app(), later, earlier, action_id, state.visitor()),
        "It stands among the actions of the later one now.",
    )


def _pair(comparison: Comparison) -> tuple[str, str]:
    return comparison.later.id, comparison.earlier.id
