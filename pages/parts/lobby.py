"""Before the meeting: how people get in, who is here, how we talk to each other, and how much is written already."""

import segno
import streamlit as st

from core.domain.clock import Start
from core.domain.roles import Deed
from core.services import access as services
from core.services.meetings import MeetingView
from core.store.members import Member
from pages.parts import access, commands, look, opening, rules, state, ticks

SHOWN_PEOPLE = 12


def draw(view: MeetingView, me: Member) -> None:
    is_review = view.meeting.kind == "review"
    minutes = round(sum(item.seconds for item in view.meeting.plan) / 60)
    if access.allows(me, Deed.RUN_CLOCK):
        st.button(
            f"Start the {minutes} minutes" if is_review else "Start the twenty minutes",
            key="do-start",
            type="primary",
            width="stretch",
            icon=":material/play_arrow:",
            on_click=commands.send,
            args=(me, Start(seen=view.meeting.version)),
        )
        if is_review:
            st.button("Call the review off", key="call-off", type="tertiary", on_click=commands.call_off, args=(me,))
    if not is_review:
        opening.announce(view, me)
    if access.allows(me, Deed.WRITE):
        _way_in(me)
    _who(view)
    with st.expander("How we talk here"):
        rules.draw()
    if not is_review:
        ticks.preparation(view.postmortem_id)


def _way_in(me: Member) -> None:
    links = services.links_for(state.app(), me, state.base_url())
    look.block("<h3>Come in</h3>")
    if links.code_shown:
        look.block(f'<span class="code">{look.esc(links.code_shown)}</span>')
    with st.popover("Join link and QR code", icon=":material/qr_code_2:", width="stretch"):
        st.code(links.participant, language=None, wrap_lines=True)
        qr = segno.make(links.participant, error="m")
        st.image(qr.svg_inline(scale=5, border=3, light="#fff", dark="#000"), alt="QR code of the join link")
        if state.links_stay_here():
            look.block(
                "This address works on this computer only. <code>make serve</code> opens Debrief to the other laptops.",
                "quiet small",
            )


def _who(view: MeetingView) -> None:
    more = len(view.members) - SHOWN_PEOPLE
    look.block(
        f"<h3>In this meeting: {len(view.members)}</h3>"
        + "".join(
            f'<div class="who">{look.avatar(each.name, each.color)}{look.esc(each.name)}'
            + (' <span class="quiet small">&nbsp;· facilitates</span>' if each in view.facilitators else "")
            + "</div>"
            for each in view.members[:SHOWN_PEOPLE]
        )
        + (f'<p class="quiet small">and {more} more</p>' if more > 0 else "")
    )
