"""The wall: the promises on a screen that hangs somewhere. Large, the overdue first, no controls, renewed by itself.

It shows what the workspace shows, and asks at each renewal whether this screen may still see it.
"""

from collections.abc import Sequence

import streamlit as st

from core.errors import WorkspaceLocked
from core.services import follow_up
from core.services.follow_up import Promise
from core.store.actions import Tally
from pages.parts import access, boundary, look, promise_words, state, ticks, times

SHOWN = 6
RENEWED_MS = 20_000


@st.fragment
def draw() -> None:
    with boundary.kind_errors():
        if not access.may_see_workspace(state.visitor()):
            raise WorkspaceLocked()
        look.block(_screen(*follow_up.foremost(state.app(), SHOWN)), "wall")
        ticks.tick("wall", RENEWED_MS)


def _screen(tally: Tally, rows: Sequence[Promise]) -> str:
    promises = "".join(_row(each) for each in rows) or "<li><b>Nothing is waiting.</b></li>"
    more = tally.open - len(rows)
    rest = f"and {more} more · " if more > 0 else ""
    now = f"{state.local_now():%H:%M}"
    return (
        f"<header><h1>What we promised</h1>{_figures(tally)}</header>"
        f"<ul>{promises}</ul>"
        f'<footer>{rest}as of <span class="num">{now}</span></footer>'
    )


def _figures(tally: Tally) -> str:
    late = f'<span class="late"><b class="num">{tally.overdue}</b> overdue</span>' if tally.overdue else ""
    return f'<p>{late}<span><b class="num">{tally.open}</b> open</span></p>'


def _row(each: Promise) -> str:
    owner = look.esc(each.owner.strip() or "nobody owns it yet")
    when = promise_words.late(each) if each.overdue else f"by {times.day(each.due)}" if each.due else "no date yet"
    late = " late" if each.overdue or each.due is None else ""
    return (
        f'<li class="{late.strip()}"><span class="what"><b dir="auto">{look.esc(each.text.strip())}</b>'
        f'<span class="of" dir="auto">{owner} · {look.esc(each.postmortem_title)}</span></span>'
        f'<span class="when num">{look.esc(when)}</span></li>'
    )
