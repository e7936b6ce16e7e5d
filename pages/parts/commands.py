"""What the room's buttons do: send a deed to the service, and keep its answer for the next drawing.

A clock command carries the version of the meeting that its button was drawn from, so that two people who
press together move the meeting once, and the second is told.
"""

from collections.abc import Callable

import streamlit as st

from core.domain.clock import Command
from core.errors import DebriefError
from core.services import access as services
from core.services import meetings
from core.store.members import Member
from pages.parts import boundary, state

_SAID = "room-said"


def send(member: Member, command: Command) -> None:
    """A clock command, as a button's callback."""
    _do(lambda: meetings.command(state.app(), member.postmortem_id, member, command))


def take_over(member: Member) -> None:
    _do(lambda: meetings.take_over(state.app(), member), "You facilitate now.")


def hand_over(member: Member, to: Member) -> None:
    _do(lambda: meetings.hand_over(state.app(), member, to.visitor_id), f"{to.name} facilitates now.")


def remove(member: Member, whom: Member) -> None:
    _do(
        lambda: services.remove(state.app(), member, member.postmortem_id, whom.visitor_id),
        f"{whom.name} is no longer in this meeting. The link and the code are new.",
    )


def say_what_happened() -> None:
    """The answer to the last deed, as a toast, once."""
    said = state.take(_SAID)
    if isinstance(said, str):
        st.toast(said)


def _do(deed: Callable[[], object], then: str = "") -> None:
    try:
        deed()
    except DebriefError as error:
        state.put(_SAID, error.sentence)
    except Exception as error:  # a callback runs outside the page's boundary
        boundary.report(error)
    else:
        if then:
            state.put(_SAID, then)
