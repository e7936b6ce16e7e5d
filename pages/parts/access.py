"""The check that every page makes itself, before it reads anything: may this browser see this?

The rules are the services'; here they are asked, and a refusal is drawn with a way on. A page that asked
and was refused ends there, whether the shell stood in front of it or not.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from core.domain.roles import Deed, Role, may
from core.errors import DebriefError, NotFound, NotMember, WorkspaceLocked
from core.services import access as services
from core.store.members import Member
from core.store.visitors import Visitor
from pages.parts import boundary, look, state

T = TypeVar("T")


def may_see_workspace(visitor: Visitor | None) -> bool:
    return services.has_workspace(state.app(), visitor, state.is_loopback())


def join_button() -> None:
    """In this tab: Streamlit's own link button would open another one, and leave a dead page behind."""
    look.block(f'<a class="button" href="{look.esc(enter_url())}">Join with a code</a>')


def enter_url() -> str:
    """Where a code is typed in: a page of the live floor, so that its limits see the address."""
    return f"{state.base_url()}/live/enter"


def allows(member: Member, deed: Deed) -> bool:
    return may(Role(member.role), deed)


def needs_key() -> bool:
    """Whether the workspace is behind a key here, so that its link is worth showing."""
    return state.app().settings.decided_access == "key"


def in_workspace() -> bool:
    """Whether links into the workspace lead this visitor anywhere."""
    return may_see_workspace(state.visitor())


def allowed(pm_id: str, deed: Deed) -> bool:
    """Whether to draw what does this: for the workspace, and for a member whose role allows it."""
    visitor = state.visitor()
    if visitor is None or may_see_workspace(visitor):
        return visitor is not None
    try:
        return allows(services.member(state.app(), visitor, pm_id), deed)
    except (NotMember, NotFound):
        return False


def require_workspace() -> Visitor:
    """The visitor, if the workspace is open to them."""

    def check() -> Visitor:
        visitor = _known_visitor()
        if not may_see_workspace(visitor):
            raise WorkspaceLocked()
        return visitor

    return _or_refuse(check)


def require_someone() -> Visitor:
    """The visitor, inside the workspace or a guest of any meeting: for what shows nothing of an incident."""

    def check() -> Visitor:
        visitor = _known_visitor()
        if not may_see_workspace(visitor) and not services.in_any_meeting(state.app(), visitor):
            raise WorkspaceLocked()
        return visitor

    return _or_refuse(check)


def require_member() -> Member:
    """The visitor's place in the meeting of the address. Somebody of the workspace gets one by coming in."""

    def check() -> Member:
        pm_id, visitor = state.pm_id(), _known_visitor()
        try:
            return services.member(state.app(), visitor, pm_id)
        except NotMember:
            if not may_see_workspace(visitor):
                raise
            return services.join_from_workspace(state.app(), visitor, pm_id)

    return _or_refuse(check)


def require_reader(read: Callable[[str], T]) -> T:
    """What ``read`` makes of the postmortem of the address, for a member or somebody of the workspace.

    Nobody becomes a member by reading.
    """

    def check() -> T:
        pm_id, visitor = state.pm_id(), _known_visitor()
        if not may_see_workspace(visitor):
            services.member(state.app(), visitor, pm_id)
        return read(pm_id)

    return _or_refuse(check)


def require_published(read: Callable[[str, Visitor, bool], T]) -> T:
    """What ``read`` makes of the address, the visitor and whether they are of the workspace. It decides by itself."""

    def check() -> T:
        visitor = _known_visitor()
        return read(state.query("pm"), visitor, may_see_workspace(visitor))

    return _or_refuse(check)


def _known_visitor() -> Visitor:
    visitor = state.visitor()
    if visitor is None:
        raise WorkspaceLocked(
            "Debrief does not know this browser yet. Reload the page; if that does not help, allow cookies for it."
        )
    return visitor


def _or_refuse(check: Callable[[], T]) -> T:
    try:
        return check()
    except Exception as error:  # whatever went wrong in a check, the page must not go on
        boundary.report(error)
        if isinstance(error, DebriefError):
            look.css()  # the page that would have brought it is not drawn
            join_button()
    st.stop()
