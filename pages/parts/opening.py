"""The overdue promises at the opening of a sync: a card in the room's panel, and what the shared screen is given.

In the room it stands in the right column, so that nothing moves under anybody who types; it goes by itself.
"""

from datetime import datetime

import streamlit as st

from core.domain.roles import Deed
from core.errors import DebriefError
from core.services import access as services
from core.services import opening
from core.services.follow_up import Promise
from core.services.meetings import MeetingView
from core.services.opening import Opening
from core.store.members import Member
from pages.parts import access, board, boundary, commands, components, look, promise_words, state

SAID = commands.PANEL
SHOWN = 3  # in the panel; the shared screen has room for all


def announce(view: MeetingView, me: Member) -> None:
    """In the lobby, for facilitators of the workspace: what the meeting will open with."""
    if access.allows(me, Deed.RUN_CLOCK) and access.may_see_workspace(state.visitor()):
        late = opening.waiting(state.app(), view.postmortem_id)
        if late:
            words = "One overdue promise opens" if late == 1 else f"{late} overdue promises open"
            look.block(
                f'<p class="small quiet">{words} the meeting for half a minute, '
                'for the team only. <a href="follow_up" target="_blank">Look at them</a></p>'
            )


def draw(view: MeetingView, me: Member) -> None:
    """In the panel, above the controls. It costs one question once the opening is over."""
    if view.meeting.kind != "sync" or view.meeting.status not in ("running", "paused"):
        return
    inside = access.may_see_workspace(state.visitor())
    found = opening.for_member(state.app(), me, inside)
    if found is None:
        return
    with st.container(key="opening", gap="xsmall"):
        look.block(_card(found, inside, view.now))
        if found.leads:
            st.button("Seen, go on", key="opening-go-on", type="primary", width="stretch", on_click=_go_on, args=(me,))
            label = "Show it once more" if found.shown else "Show to everybody"
            st.button(
                label,
                key="opening-show",
                width="stretch",
                help="On the shared screen and to guests, for half a minute",
                on_click=_show,
                args=(me,),
            )


@st.fragment(key="shared-screen")
def shared_screen(mounts: board.Mounts) -> None:
    """The shared screen, drawn again when the meeting changed; its component hears only of what is new to it."""
    with boundary.kind_errors():
        components.signal(mounts.pm_id, {**mounts.line, "topics": ["meeting"]}, "present")
        board.shared_screen(mounts, for_screen(mounts.pm_id))


def for_screen(pm_id: str) -> dict[str, object] | None:
    """What the shared screen draws, with the instant it ends in milliseconds; nothing until it is shown."""
    try:
        services.member(state.app(), state.visitor(), pm_id)
        found = opening.for_everybody(state.app(), pm_id)
    except DebriefError:
        return None  # the screen itself goes on; what is wrong is said elsewhere
    if found is None or found.until is None:
        return None
    rows = [
        {
            "text": each.text.strip(),
            "owner": each.owner.strip() or "nobody owns it yet",
            "late": promise_words.late(each),
            "from": each.postmortem_title,
        }
        for each in found.rows
    ]
    return {"until": round(found.until.timestamp() * 1000), "total": found.total, "rows": rows}


def _card(found: Opening, inside: bool, now: datetime) -> str:
    """The longest late of them, short enough that the buttons of the meeting stay in sight."""
    count = "One promise is overdue" if found.total == 1 else f"{found.total} promises are overdue"
    rows = "".join(_row(each) for each in found.rows[:SHOWN])
    more = found.total - len(found.rows[:SHOWN])
    rest = f"and {more} more" if more > 0 else ""
    link = '<a href="follow_up" target="_blank">Follow-up</a>' if inside else ""
    after = " · ".join(part for part in (rest, link) if part)
    body = f'<h3>Before we begin</h3><p><b>{count}.</b></p><ul>{rows}</ul><p class="small quiet">{after}</p>'
    if found.until is None:
        return f'<section aria-label="Overdue promises" class="card opening">{body}</section>'
    left = max((found.until - now).total_seconds(), 0.0)
    passing = f'class="card opening passing" style="animation-delay:{left:.1f}s"'
    return f'<section aria-label="Overdue promises" {passing}>{body}</section>'


def _row(each: Promise) -> str:
    owner = look.esc(each.owner.strip() or "nobody owns it yet")
    return (
        f'<li><b dir="auto">{look.esc(each.text.strip())}</b><span class="small quiet" dir="auto">'
        f"{owner} · {look.esc(promise_words.late(each))} · {look.esc(each.postmortem_title)}</span></li>"
    )


def _show(me: Member) -> None:
    commands.obey(SAID, lambda: opening.show(state.app(), me), "Everybody sees it for half a minute.")


def _go_on(me: Member) -> None:
    commands.obey(SAID, lambda: opening.go_on(state.app(), me))
