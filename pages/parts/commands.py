"""What the room's buttons do: send a deed to the service, and keep its answer for the next drawing.

A clock command carries the version of the meeting that its button was drawn from, so that two people who
press together move the meeting once, and the second is told.
"""

from collections.abc import Callable

import streamlit as st

from core.domain.clock import Command
from core.errors import DebriefError
from core.services import access as services
from core.services import meetings, reviews
from core.store.members import Member
from pages.parts import boundary, look, state

PANEL = "panel-said"


def send(member: Member, command: Command) -> None:
    """A clock command, as a button's callback."""
    obey(PANEL, lambda: meetings.command(state.app(), member.postmortem_id, member, command))


def take_over(member: Member) -> None:
    obey(PANEL, lambda: meetings.take_over(state.app(), member), "You facilitate now.")


def hand_over(member: Member, to: Member) -> None:
    obey(PANEL, lambda: meetings.hand_over(state.app(), member, to.visitor_id), f"{to.name} facilitates now.")


def remove(member: Member, whom: Member) -> None:
    obey(
        PANEL,
        lambda: services.remove(state.app(), member, member.postmortem_id, whom.visitor_id),
        f"{whom.name} is no longer in this meeting. The link and the code are new.",
    )


def call_off(member: Member) -> None:
    obey(PANEL, lambda: reviews.call_off(state.app(), member.postmortem_id, member), "No review for now.")


def obey(slot: str, deed: Callable[[], object], then: str = "") -> None:
    """Do it in a callback, before the drawing, and leave the answer for the fragment that says ``slot``."""
    try:
        deed()
    except DebriefError as error:
        state.put(slot, error.sentence)
    except Exception as error:  # a callback runs outside the page's boundary
        boundary.report(error)
    else:
        if then:
            state.put(slot, then)


def say(slot: str = PANEL) -> None:
    """The answer to the last deed, as a toast, once."""
    said = state.take(slot)
    if isinstance(said, str):
        st.toast(look.plain(said))
