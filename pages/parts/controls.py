"""The meeting's controls: the facilitator's buttons, and for everybody else who facilitates and how to take over."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.domain import clock, completeness
from core.domain.clock import Adjust, Back, Command, Finish, Jump, Meeting, Next, Pause, Rebalance, Reopen, Resume
from core.domain.roles import Deed
from core.domain.steps import Place, is_protected, title_of
from core.services import summary
from core.services.meetings import MeetingView
from core.store.members import Member
from pages.parts import access, commands, left_over, look, review_words, state, times

SHOWN_GAPS = 6

T = TypeVar("T")


def draw(view: MeetingView, me: Member) -> None:
    status = view.meeting.status
    runs = access.allows(me, Deed.RUN_CLOCK)
    if status == "finished":
        _over(view.meeting, me, runs)
    elif runs and status != "lobby":
        _facilitate(view, me)
    if runs:
        _people(view, me)
    else:
        _take_part(view, me)


def _facilitate(view: MeetingView, me: Member) -> None:
    look.block("<h3>You facilitate</h3>")
    meeting = view.meeting
    seen, section = meeting.version, meeting.section
    order = [item.section for item in meeting.plan]
    place = order.index(section) if section in order else 0
    later = order[place + 1 :]
    running = meeting.status == "running"
    with st.container(gap="xsmall"):
        # The key names the section: a second click on a button that was already obeyed cannot move on again.
        if later:
            _button(
                f"Next: {look.plain(view.title_of(later[0]))}", f"next-{section}", me, Next(seen=seen), primary=running
            )
        else:
            _finish(view, me, f"Finish the {_kind(meeting)}…", primary=True)
        with _pair():
            if running:
                _button("Pause", "pause", me, Pause(seen=seen))
            else:
                _button("Resume", "resume", me, Resume(seen=seen), primary=True)
            _button("Back", f"back-{section}", me, Back(seen=seen), disabled=place == 0)
        with _pair():
            _button("−1 min", "less", me, Adjust(seconds=-60, seen=seen))
            _button("+1 min", "more", me, Adjust(seconds=60, seen=seen))
        _make_up(view, me)
        with _pair():
            if later and meeting.kind == "sync":
                lenders = sorted(later, key=is_protected)
                _menu("Borrow…", lenders, _lender, "borrow", me, lambda s: Adjust(seconds=60, take_from=s, seen=seen))
            others = [each for each in order if each != section]
            _menu(
                "Go to…",
                others,
                lambda s: look.plain(view.title_of(s)),
                "jump",
                me,
                lambda s: Jump(section=s, seen=seen),
            )
        if meeting.kind == "sync":
            left_over.draw(view, me)
        if later:
            _finish(view, me, "Finish…", primary=False)


def _pair() -> DeltaGenerator:
    return st.container(horizontal=True, gap="xsmall")


def _make_up(view: MeetingView, me: Member) -> None:
    """Where overspent time could come from, when there is any."""
    loans = clock.propose_rebalance(view.meeting, view.now)
    if loans:
        total = times.clock(sum(loan.seconds for loan in loans))
        where = ", ".join(f"{look.plain(view.title_of(loan.section))} {times.clock(loan.seconds)}" for loan in loans)
        command = Rebalance(loans=loans, seen=view.meeting.version)
        _button(f"Make up {total} later on", "rebalance", me, command, help=f"From {where}")


def _kind(meeting: Meeting) -> str:
    return "review" if meeting.kind == "review" else "meeting"


def _lender(section: Place) -> str:
    return f"1 min from {title_of(section)}" + (" (protected)" if is_protected(section) else "")


def _button(
    label: str,
    key: str,
    me: Member,
    command: Command,
    *,
    primary: bool = False,
    disabled: bool = False,
    help: str | None = None,
) -> None:
    st.button(
        label,
        key=f"do-{key}",
        help=help,
        type="primary" if primary else "secondary",
        width="stretch",
        disabled=disabled,
        on_click=commands.send,
        args=(me, command),
    )


def _menu(
    label: str, options: Sequence[T], words: Callable[[T], str], key: str, me: Member, make: Callable[[T], Command]
) -> None:
    key = f"menu-{key}"

    def chosen() -> None:
        choice = state.peek(key)
        if choice is not None:
            commands.send(me, make(choice))  # type: ignore[arg-type]  # the widget's value is one of its options

    st.menu_button(label, options, format_func=words, key=key, width="stretch", on_click=chosen)


def _finish(view: MeetingView, me: Member, label: str, *, primary: bool) -> None:
    """Finish, with what would stay open. Nothing is locked by it: everything can still be written."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    drawer = st.popover(label, type=kind, width="stretch", key="finish", on_change="rerun")
    with drawer:
        if not drawer.open:
            return
        if view.review is not None:
            look.block(review_words.still_open(view.review))
        else:
            _still_open(me)
        _button("Finish now", "finish", me, Finish(seen=view.meeting.version), primary=True)


def _still_open(me: Member) -> None:
    written, _ = summary.recorded(state.app(), me.postmortem_id)
    left_over.before_the_end(written, me)
    gaps = completeness.missing(written)
    if gaps:
        look.block(
            "<p>Still open. It can be written afterwards too:</p><ul>"
            + "".join(f"<li>{look.esc(gap.sentence)}</li>" for gap in gaps[:SHOWN_GAPS])
            + "</ul>"
            + (f"<p class='quiet'>and {len(gaps) - SHOWN_GAPS} more</p>" if len(gaps) > SHOWN_GAPS else "")
        )
    else:
        look.block("<p>Everything that is needed is there.</p>")


def _over(meeting: Meeting, me: Member, runs: bool) -> None:
    after = (
        "Thank you. What you found stands on the summary now."
        if meeting.kind == "review"
        else "Thank you. Everything stays editable, and the summary is written by itself."
    )
    look.block(f"<h3>The {_kind(meeting)} is over</h3><p>{after}</p>")
    st.link_button("Read the summary", f"summary?pm={me.postmortem_id}", type="primary", width="stretch")
    if runs:
        _button(f"Reopen the {_kind(meeting)}", "reopen", me, Reopen(seen=meeting.version))


def _take_part(view: MeetingView, me: Member) -> None:
    names = ", ".join(each.name for each in view.facilitators) or "Nobody"
    if view.meeting.status != "finished":
        if view.meeting.status != "lobby":  # the lobby's list of people tells it already
            look.block(f"<h3>Facilitates</h3><p>{look.esc(names)}</p>")
        if access.allows(me, Deed.TAKE_OVER):
            st.button("Take over", key="take-over", width="stretch", on_click=commands.take_over, args=(me,))


def _people(view: MeetingView, me: Member) -> None:
    """Hand over, and take somebody out who is not meant to be here."""
    others = [each for each in view.members if each.visitor_id != me.visitor_id]
    if not others:
        return
    with st.popover("People", icon=":material/group:", width="stretch"):
        for each in others:
            with st.container(key=f"person-{each.visitor_id}", gap="xsmall"):
                look.block(f'<div class="who">{look.avatar(each.name, each.color)}{look.esc(each.name)}</div>')
                with st.container(horizontal=True, gap="small"):
                    who = look.plain(each.name)
                    st.button(
                        "Hand over",
                        key=f"hand-{each.visitor_id}",
                        help=f"{who} facilitates from then on",
                        on_click=commands.hand_over,
                        args=(me, each),
                    )
                    st.button(
                        "Remove",
                        key=f"remove-{each.visitor_id}",
                        help=f"Takes {who} out of this meeting and renews the link and the code",
                        on_click=commands.remove,
                        args=(me, each),
                    )
