"""How long the meeting is meant to be: usual lengths before it, the minutes of each section before and during it."""

import streamlit as st

from core.domain.clock.lengths import LENGTHS, current_plan, length_of, plan_of_minutes
from core.domain.clock.state import PlanItem
from core.domain.clock.steps import as_section
from core.domain.permissions import Permission
from core.domain.postmortem import SectionId
from core.services.access import Member
from core.services.meetings import meeting_clock, plans
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import access, html, section_minutes, state
from pages.parts.frame.service_calls import run_service
from pages.parts.room import menu
from pages.parts.room.meeting_commands import PANEL

Plan = tuple[PlanItem, ...]
_OWN = 0  # stands for a plan that has none of the usual lengths


def in_lobby(view: MeetingView, me: Member) -> None:
    """For the facilitator to choose; the others read it. A review's time follows its actions, so it is not shown."""
    html.block(f'<h3>Length</h3><p class="small num">{section_minutes.total(view.meeting.plan)}</p>')
    if not access.allows(me, Permission.CHANGE_PLAN):
        return
    _lengths(view, me)
    with st.popover("Minutes of each section", icon=":material/timer:", width="stretch"):
        _suggestion(view, me)
        form(view, me)


def in_menu(view: MeetingView, me: Member) -> bool:
    """The entry of the menu while the meeting runs; whether it is open."""
    return menu.entry("Minutes of each section", "minutes", lambda: form(view, me))


def form(view: MeetingView, me: Member) -> None:
    """What each section has now, to be changed. Time that was used stays used."""
    plan, key = current_plan(view.meeting), _key(view, "minutes")
    with st.form(key, border=False):
        section_minutes.fields(plan, key)
        st.form_submit_button("Use these minutes", type="primary", on_click=_use_typed, args=(view, me, plan, key))


def _lengths(view: MeetingView, me: Member) -> None:
    key, own = _key(view, "length"), length_of(view.meeting.plan) is None
    st.segmented_control(
        "Length of the meeting, minutes",
        [*LENGTHS, *([_OWN] if own else [])],
        default=length_of(view.meeting.plan) or _OWN,
        format_func=lambda minutes: str(minutes or "Own"),
        key=key,
        label_visibility="collapsed",
        width="stretch",
        on_change=_use_length,
        args=(view, me, key),
    )


def _suggestion(view: MeetingView, me: Member) -> None:
    """What the team's past meetings took, once there are enough of them."""
    found = plans.suggestion(state.app())
    if found is None or [item.seconds for item in found] == [item.seconds for item in view.meeting.plan]:
        return
    st.button(
        f"As your last meetings: {section_minutes.total(found)}",
        key=_key(view, "as-before"),
        help="The median of each section over your last meetings",
        width="stretch",
        on_click=_use,
        args=(view, me, found),
    )


def _use_length(view: MeetingView, me: Member, key: str) -> None:
    chosen = state.peek(key)
    if isinstance(chosen, int) and chosen in LENGTHS:
        _use(view, me, plan_of_minutes(chosen))


def _use_typed(view: MeetingView, me: Member, plan: Plan, key: str) -> None:
    menu.close()
    _change(view, me, section_minutes.typed(plan, key))


def _use(view: MeetingView, me: Member, plan: Plan) -> None:
    pairs = [(as_section(item.section), item.seconds) for item in plan]
    _change(view, me, [(section, seconds) for section, seconds in pairs if section is not None])


def _change(view: MeetingView, me: Member, plan: list[tuple[SectionId, int]]) -> None:
    seen = view.meeting.version
    run_service(PANEL, lambda: meeting_clock.change_plan(state.app(), view.postmortem_id, me, plan, seen))


def _key(view: MeetingView, name: str) -> str:
    """A widget of its own for each version of the meeting, so that it shows what somebody else chose."""
    return f"{name}-{view.postmortem_id}-{view.meeting.version}"
