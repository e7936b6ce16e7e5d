"""The room's right column: one fragment that reruns when the meeting changed, and never while somebody types.

It shows the lobby before the meeting, the opening at its beginning and a line after its end. In between it is empty,
and the board gets its space.
"""

import streamlit as st

from core.domain.clock import readings
from core.domain.clock.state import Reopen
from core.domain.permissions import Permission
from core.errors import DebriefError
from core.services import access as services
from core.services.access import Member, closing
from core.services.meetings import meeting_clock
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.closing import people
from pages.parts.frame import access, components, error_boundary, html, refresh_timer, service_calls, state, times
from pages.parts.review import review_board
from pages.parts.room import lobby, meeting_commands, overdue_opening
from pages.parts.room.command_buttons import command_button, meeting_kind
from pages.parts.room.room_components import RoomProps

TOPICS = ("meeting", "members", "trash")
INTERRUPTED_MS = 5_000
PHASES = {"lobby": "before", "running": "meeting", "paused": "meeting", "finished": "after"}


@st.fragment(key="panel")
def render(props: RoomProps) -> None:
    with error_boundary.show_errors():
        drawn = _read(props.pm_id)
        topics = [*TOPICS, *_clock_topics(drawn), *(("record",) if review_board.is_shown(props.pm_id) else ())]
        data = {**props.connection, "topics": topics, "drawn": _told(drawn)}
        interrupted = components.signal(props.pm_id, data, "room", ("bar", "panel"))
        service_calls.show_message(meeting_commands.PANEL)
        if isinstance(drawn, DebriefError):
            raise drawn
        me, view = drawn
        notices = [_closed(props.pm_id), review_board.switch(view), overdue_opening.render(view, me)]
        if view.meeting.status == "lobby":
            lobby.render(view, me, props)
        elif view.meeting.status == "finished":
            _finished(view, me)
        elif not any(notices) and not interrupted and _may_collapse(view):
            html.block("", "nothing-here")
        if interrupted:
            _interrupted(props.pm_id)
        if any(notices):
            state.put(_notice_key(props.pm_id), view.meeting.section)


@st.fragment
def _interrupted(pm_id: str) -> None:
    """While the connection is down: where the meeting is, read-only, renewed by a timer."""
    with error_boundary.show_errors():
        view = meeting_clock.view(state.app(), pm_id)
        where = view.title_of(view.meeting.section) if view.meeting.section else "the lobby"
        html.block(
            "<p>The live line to the server is interrupted. What you type stays here and is sent when it is back. "
            f"At {times.time_text(view.now, state.zone())} the meeting was in <b>{html.esc(where)}</b>.</p>",
            "note",
        )
        refresh_timer.tick("down", INTERRUPTED_MS)


def _finished(view: MeetingView, me: Member) -> None:
    thanks = (
        "Thank you. What you found stands on the summary now."
        if view.meeting.kind == "review"
        else "Thank you. Everything stays editable, and the summary is written by itself."
    )
    html.block(f"<h3>The {meeting_kind(view.meeting)} is over</h3><p>{thanks}</p>")
    if access.allows(me, Permission.FINISH) and readings.may_undo_finish(view.meeting, view.now):
        undo = Reopen(seen=view.meeting.version, undo=True)
        command_button("Not over yet: go on", "undo-finish", me, undo, help="Within ten minutes; the clock runs on")


def _closed(pm_id: str) -> bool:
    """That it is closed, and who asks to come in, for those who may let them in. False when there is nothing."""
    found = closing.closing(state.app(), pm_id, state.visitor())
    service_calls.show_message(people.MESSAGES)
    if found.since is None:
        return False
    html.block(people.chip(len(found.named)))
    if closing.may_close(state.app(), pm_id, state.visitor()):
        people.asking(pm_id, found, "panel")
    return True


def _may_collapse(view: MeetingView) -> bool:
    """Not in a section in which a notice stood here: the board must not grow while somebody types on it."""
    return state.peek(_notice_key(view.postmortem_id)) != view.meeting.section


def _notice_key(pm_id: str) -> str:
    return f"panel-spoke-{pm_id}"


def _read(pm_id: str) -> tuple[Member, MeetingView] | DebriefError:
    """Who I am here and where the meeting is, or why that cannot be told: the signal is needed all the same."""
    try:
        return services.member(state.app(), state.visitor(), pm_id), meeting_clock.view(state.app(), pm_id)
    except DebriefError as error:
        return error


def _clock_topics(drawn: tuple[Member, MeetingView] | DebriefError) -> tuple[str, ...]:
    """Only those who have buttons for the clock need a rerun when it moves on."""
    return ("clock",) if isinstance(drawn, tuple) and access.allows(drawn[0], Permission.RUN_CLOCK) else ()


def _told(drawn: tuple[Member, MeetingView] | DebriefError) -> dict[str, object] | None:
    """What this run draws, so that the browser notices what changed before it could hear of changes.

    The same all the meeting long: another value at each Next would be one more thing for twenty browsers to take in.
    """
    if isinstance(drawn, DebriefError):
        return None
    me, view = drawn
    meeting = view.meeting
    version = meeting.version if meeting.status == "lobby" else None
    return {"kind": meeting.kind, "phase": PHASES[meeting.status], "version": version, "role": me.role}
