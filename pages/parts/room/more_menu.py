"""The menu at the end of the room's bar: everything that is not needed each minute, in one list.

The list is drawn before it is opened, so that it opens at once; what needs a query is read when its entry is opened.
"""

from typing import Literal

import streamlit as st

from core.domain.clock import readings
from core.domain.clock.state import Adjust, Back, Jump, KeepLead, Rebalance, Reopen
from core.domain.clock.steps import Place, as_section, is_protected, title_of
from core.domain.dates.durations import clock_text
from core.domain.permissions import Permission, Role
from core.services import access as services
from core.services.access import Member, closing
from core.services.access.person import guests_among
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.closing import people
from pages.parts.frame import access, components, html, state
from pages.parts.room import facilitator_notes, finish, meeting_commands, meeting_length, menu_forms, quiet_sections
from pages.parts.room.command_buttons import command_button, command_choice, later_sections, meeting_kind
from pages.parts.room.menu import MORE, close, entry, opened_entry, show_list
from pages.parts.room.room_components import RoomProps


def render(view: MeetingView, me: Member, props: RoomProps) -> None:
    with st.popover("More", key=MORE, on_change=show_list), st.container(key="more-list", gap=None):
        if not opened_entry():
            _list(view, me, props)
        elif not any(_entries(view, me, props)) and not _finish(view, me):
            show_list()  # the open entry is not this member's any more
            _list(view, me, props)


def _list(view: MeetingView, me: Member, props: RoomProps) -> None:
    runs_clock = access.allows(me, Permission.RUN_CLOCK)
    if runs_clock and view.meeting.status in ("running", "paused"):
        _clock(view, me)
        _separator()
    _entries(view, me, props)
    _copy_link(me)
    components.extras(props.pm_id, props.connection)
    _separator()
    _links(me.postmortem_id)
    if runs_clock and view.meeting.status != "lobby":
        _separator()
        _finish(view, me)
        if view.meeting.status == "finished":
            label = f"Reopen the {meeting_kind(view.meeting)}"
            command_button(label, "reopen", me, Reopen(seen=view.meeting.version), in_menu=True)


def _entries(view: MeetingView, me: Member, props: RoomProps) -> list[bool]:
    """The entries that have content; for each whether it is open."""
    is_open = []
    if access.allows(me, Permission.RUN_CLOCK):
        is_open.append(_people(view, me, props))
        _keep_lead(view, me)
        if view.meeting.status in ("running", "paused") and view.meeting.kind == "sync":
            is_open.append(meeting_length.in_menu(view, me))
            is_open.append(quiet_sections.in_menu(view, me))
            is_open.append(facilitator_notes.render(view, me))
    else:
        is_open.append(_facilitators(view, me))
    found = closing.closing(state.app(), me.postmortem_id, state.visitor())
    if people.may_be_offered(found, me.postmortem_id):
        is_open.append(entry(people.label(found), "closing", lambda: people.content(me.postmortem_id)))
    if access.allows(me, Permission.WRITE):
        is_open.append(entry("Title and time", "when", lambda: menu_forms.title_and_time(me)))
    is_open.append(entry(f"You are {html.plain(menu_forms.my_name(me))}", "me", lambda: menu_forms.name_form(me)))
    return is_open


def _separator() -> None:
    html.block('<hr class="rule">')


def _clock(view: MeetingView, me: Member) -> None:
    meeting, seen = view.meeting, view.meeting.version
    order = [item.section for item in meeting.plan]
    place = order.index(meeting.section) if meeting.section in order else 0
    passed = [item.section for item in meeting.plan[:place] if not item.skipped]
    back = f"Back to {html.plain(view.title_of(passed[-1]))}" if passed else "Back"
    command_button(back, f"back-{meeting.section}", me, Back(seen=seen), in_menu=True, disabled=not passed)
    command_button("−1 min", "less", me, Adjust(seconds=-60, seen=seen), in_menu=True)
    _rebalance(view, me)
    later = later_sections(meeting)
    if later and meeting.kind == "sync":
        command_choice(
            "Borrow…",
            sorted(later, key=is_protected),
            _borrow_label,
            "borrow",
            me,
            lambda section: Adjust(seconds=60, take_from=section, seen=seen),
        )
    command_choice(
        "Go to… (everybody)",
        [section for section in order if section != meeting.section],
        lambda section: html.plain(view.title_of(section)),
        "jump",
        me,
        lambda section: Jump(section=section, seen=seen),
    )
    _skip(view, me)


def _skip(view: MeetingView, me: Member) -> None:
    section = as_section(view.meeting.section)
    if section is None or view.meeting.kind != "sync":
        return

    def skip() -> None:
        close()
        meeting_commands.skip(me, section)

    st.button(
        f"Skip {html.plain(view.title_of(section))}",
        key=f"do-skip-{section}",
        help="The group goes on, and its minutes go to what is still to come",
        type="tertiary",
        width="stretch",
        on_click=skip,
    )


def _rebalance(view: MeetingView, me: Member) -> None:
    """Which later sections could give back the overspent time, when there is any."""
    loans = readings.propose_rebalance(view.meeting, view.now)
    if loans:
        total = clock_text(sum(loan.seconds for loan in loans))
        where = ", ".join(f"{html.plain(view.title_of(loan.section))} {clock_text(loan.seconds)}" for loan in loans)
        command = Rebalance(loans=loans, seen=view.meeting.version)
        command_button(f"Make up {total} later on", "rebalance", me, command, in_menu=True, help=f"From {where}")


def _borrow_label(section: Place) -> str:
    return f"1 min from {title_of(section)}" + (" (protected)" if is_protected(section) else "")


def _facilitators(view: MeetingView, me: Member) -> bool:
    """Who facilitates, and a button to do so too: with a confirmation beside somebody, at once when nobody does."""
    names = ", ".join(facilitator.name for facilitator in view.facilitators) or "Nobody"
    if view.meeting.status == "finished":
        return False
    if not opened_entry():
        kept = ", keeps the lead" if view.meeting.lead_kept else ""
        html.block(f'<p class="small quiet in-menu">Facilitates: {html.esc(names)}{kept}</p>')
    if not access.allows(me, Permission.TAKE_OVER):
        return False
    if view.facilitators and view.meeting.lead_kept:
        return False
    if view.facilitators:
        return entry("Facilitate too…", "facilitate", lambda: _facilitate_too(names, me))
    if not opened_entry():
        _take_over("Take over", me, in_menu=True)
    return False


def _keep_lead(view: MeetingView, me: Member) -> None:
    """Whether others may facilitate beside those who do. Whoever leaves gives the lead free in any case."""
    if view.meeting.status == "finished" or opened_entry():
        return
    kept, seen = view.meeting.lead_kept, view.meeting.version
    label = "Let others facilitate too" if kept else "Keep the lead"
    what = "Anybody may take over again" if kept else "Nobody takes over while you are connected"
    command_button(label, "keep-lead", me, KeepLead(seen=seen, on=not kept), in_menu=True, help=what)


def _facilitate_too(names: str, me: Member) -> None:
    html.block(f"<p>{html.esc(names)} keeps facilitating. You get the same buttons: Next, Pause and the rest.</p>")
    _take_over("Yes, facilitate too", me)


def _take_over(label: str, me: Member, *, in_menu: bool = False) -> None:
    def take_over() -> None:
        close()
        meeting_commands.take_over(me)

    kind: Literal["primary", "tertiary"] = "tertiary" if in_menu else "primary"
    st.button(label, key="take-over", type=kind, width="stretch", on_click=take_over)


def _people(view: MeetingView, me: Member, props: RoomProps) -> bool:
    """Who is connected; hand over, and remove somebody who is not meant to be here."""
    others = [member for member in view.members if member.visitor_id != me.visitor_id]

    def render_people() -> None:
        components.who(props.pm_id, props.connection, "menu")
        guests = guests_among(state.app(), [other.visitor_id for other in others])
        for other in others:
            _person(other, me, is_guest=other.visitor_id in guests)

    return bool(others) and entry("People", "people", render_people)


def _person(other: Member, me: Member, *, is_guest: bool) -> None:
    is_screen = other.role == Role.SCREEN
    with st.container(key=f"person-{other.visitor_id}", gap="xsmall"):
        what = "shared screen" if is_screen else "guest" if is_guest else ""
        note = f' <span class="quiet small">&nbsp;· {what}</span>' if what else ""
        html.block(f'<div class="who">{html.avatar(other.name, other.color)}{html.esc(other.name)}{note}</div>')
        with st.container(horizontal=True, gap="small"):
            name = html.plain(other.name)
            if not is_screen:
                st.button(
                    "Hand over",
                    key=f"hand-{other.visitor_id}",
                    help=f"{name} facilitates from then on",
                    on_click=meeting_commands.hand_over,
                    args=(me, other),
                )
            st.button(
                "Remove",
                key=f"remove-{other.visitor_id}",
                help=f"Takes {name} out of this meeting and renews the link and the code",
                on_click=meeting_commands.remove,
                args=(me, other),
            )


def _links(pm_id: str) -> None:
    """To the shared screen, the summary and the guide, each in a tab of its own: the room stays open."""
    for label, address in (
        ("Shared screen", f"present?pm={pm_id}"),
        ("Summary", f"summary?pm={pm_id}"),
        ("Guide", "guide"),
    ):
        st.link_button(label, address, type="tertiary", width="stretch")


def _finish(view: MeetingView, me: Member) -> bool:
    may = (
        access.allows(me, Permission.FINISH)
        and view.meeting.status in ("running", "paused")
        and bool(later_sections(view.meeting))
    )
    return may and entry("Finish…", "finish", lambda: finish.render(view, me))


def _copy_link(me: Member) -> None:
    """For those who may let others in: a viewer has no link that lets others write."""
    if access.allows(me, Permission.WRITE):
        links = services.links_for(state.app(), me, state.base_url())
        components.copy_link("more", "Copy link", links.participant)
