"""Home's right side: start a postmortem, join one with a code, and the workspace's own link."""

from datetime import datetime
from zoneinfo import available_timezones

import streamlit as st

from core.domain.postmortem import Severity
from core.domain.severity import GUIDE, UNSURE
from core.errors import DebriefError
from core.services import access as services
from core.services import postmortems
from core.store.visitors import Visitor
from pages.parts import access, look, state, times

NOT_YET = "We decide in the meeting"


def zones() -> list[str]:
    """All zones, this browser's first."""
    mine = state.zone()
    return [mine, *sorted(available_timezones() - {mine})]


def new_postmortem(visitor: Visitor) -> None:
    with st.form("new-postmortem", border=True):
        st.header("New postmortem", anchor=False)
        title = st.text_input(
            "What happened, in a few words", max_chars=120, placeholder="Checkout was down after lunch"
        )
        severity = st.radio("How bad was it?", [*Severity, None], index=3, format_func=_severity_words)
        on_day, at_time = st.columns(2)
        today = state.once("new-today", state.local_now).date()
        started_on = on_day.date_input("It started on", value=today, format="YYYY-MM-DD")
        started_at = at_time.time_input("at", value=None, step=60, help="Leave it empty if nobody knows yet.")
        zone = st.selectbox("Time zone", zones())
        if st.form_submit_button("Open its room", type="primary", width="stretch"):
            local = datetime.combine(started_on, started_at) if started_on and started_at else None
            _create(title or "", severity, local, zone or "UTC", visitor)


def _severity_words(level: Severity | None) -> str:
    """The guide in place, in the option itself: a caption would be too pale to read."""
    return f"**{GUIDE[level].title}.** {GUIDE[level].meaning}" if level else f"**{NOT_YET}.** {UNSURE}"


def _create(title: str, severity: Severity | None, local: datetime | None, zone: str, visitor: Visitor) -> None:
    try:
        pm_id = postmortems.create(
            state.app(), title, severity, started_at=times.instant(local, zone), zone=zone, by=visitor
        )
    except DebriefError as error:
        st.error(look.plain(error.sentence))
        return
    st.switch_page("pages/room.py", query_params={"pm": pm_id})


def join() -> None:
    with st.container(border=True):
        st.header("Join a meeting", anchor=False)
        look.block("Somebody read a code out, or it is on the shared screen?", "quiet")
        access.join_button()


def workspace_link() -> None:
    """In key mode, the link that lets a colleague into all of this."""
    if not access.needs_key():
        return
    with st.popover("Invite a colleague to this workspace", icon=":material/group_add:", width="stretch"):
        look.block(
            "Whoever opens this link sees every postmortem here. For one meeting only, share the link in its room.",
            "quiet",
        )
        st.code(services.workspace_link(state.app(), state.base_url()), language=None, wrap_lines=True)
