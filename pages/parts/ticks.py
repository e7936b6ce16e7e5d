"""The slow safety ticks of streamlit-autorefresh, each alone in a fragment that holds no input.

Elsewhere pages hear of changes over the live line. The package is imported inside a script run only: imported
while the server reads app.py, its component would answer 404.
"""

import streamlit as st

from core.services import access, follow_up, meetings, postmortems
from core.store.actions import Tally
from pages.parts import boundary, look, state, times

SLOW_MS = 60_000
DOWN_MS = 5_000
PREPARING_TAKES_MIN = 10


def tick(name: str, every_ms: int) -> int:
    """Reruns the fragment it stands in. Returns how often it has done so."""
    from streamlit_autorefresh import st_autorefresh

    ticks: int = st_autorefresh(interval=every_ms, key=f"tick-{name}")
    return ticks


@st.fragment
def preparation(pm_id: str) -> None:
    """How much is written before the meeting, and how little is needed."""
    with boundary.kind_errors(), st.container(gap=None):
        filled = postmortems.preparation(state.app(), pm_id)
        share = round(100 * filled.done / filled.needed) if filled.needed else 100
        left = filled.needed - filled.done
        ahead = "Everything that helps is there."
        if left > 0:
            minutes = max(round(left * PREPARING_TAKES_MIN / filled.needed), 1)
            ahead = f"About {minutes} min before, the rest together."
        look.block(
            f'<h3>Prepared</h3><div class="bar" aria-hidden="true"><i style="width:{share}%"></i></div>'
            f'<p class="small after-bar"><b class="num">{filled.done} of {filled.needed}</b> filled in. {ahead}</p>'
        )
        tick("lobby", SLOW_MS)


@st.fragment
def lifeline(pm_id: str) -> None:
    """While the live line is down: where the meeting stands, to read only, now and then."""
    with boundary.kind_errors():
        view = meetings.view(state.app(), pm_id)
        where = view.title_of(view.meeting.section) if view.meeting.section else "the lobby"
        look.block(
            "<p>The live line to the server is interrupted. What you type stays here and is sent when it is back. "
            f"At {times.wall(view.now, state.zone())} the meeting was in <b>{look.esc(where)}</b>.</p>",
            "note",
        )
        tick("down", DOWN_MS)


@st.fragment
def still_there(pm_id: str) -> None:
    """Under the shared screen: says so when this screen may no longer show the meeting."""
    with boundary.kind_errors():
        access.member(state.app(), state.visitor(), pm_id)
        tick("present", SLOW_MS)


@st.fragment
def promised(drawn: Tally, of_all: bool) -> None:
    """Over the list of promises: the two figures that matter, and a word when the list below is older.

    ``of_all``: the list is all of them; else the figures say that they are the whole team's.
    """
    with boundary.kind_errors(), st.container(gap=None):
        line = st.container()
        # Counted again at a tick only: a run of the whole page has just counted.
        ticked = state.changed("promised-ticks", tick("follow-up", SLOW_MS))
        now = follow_up.tally(state.app()) if ticked else drawn
        still = f"{now.open} open" if now.open else "nothing of your own open"
        late = look.chip(f"{now.overdue} overdue", "late") if now.overdue else look.chip("none overdue", "done")
        older = "" if now == drawn else ' <span class="quiet">The list changed. Reload the page to see it.</span>'
        with line:
            whose = "" if of_all else '<span class="quiet small">All together:</span> '
            look.block(f"<p>{whose}{look.chip(still)} {late}{older}</p>")
