"""The access check that every page makes before it reads anything.

The rules are the services'. A ``require_…`` function returns what the page needs, or shows the refusal with links to
pages that are open to this visitor, and ends the run.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

import streamlit as st

from core.domain.permissions import Permission, Role, may
from core.errors import DebriefError, NotFound, NotMember, WorkspaceLocked
from core.services import access as services
from core.services.access import Member, Visitor
from pages.parts.frame import error_boundary, html, state

T = TypeVar("T")
_REFUSAL_WIDTH = 640  # px: one sentence and two buttons


def may_see_workspace(visitor: Visitor | None) -> bool:
    return services.has_workspace(state.app(), visitor, state.is_loopback())


def local_link_note() -> None:
    """Beside a link to share: says so when it opens on this computer only."""
    if state.links_stay_here():
        html.block(
            "This address works on this computer only. <code>make serve</code> opens Debrief to the other laptops.",
            "quiet small",
        )


def join_button() -> None:
    """A link in this tab; Streamlit's link button would open another one and leave this page behind."""
    html.block(f'<a class="button" href="{html.esc(enter_url())}">Join with a code</a>')


def enter_url() -> str:
    """The page for join codes, outside Streamlit, where attempts are limited per address."""
    return f"{state.base_url()}/live/enter"


def people_sign_in() -> bool:
    """Whether the workspace is opened by signing in through a provider."""
    return state.app().settings.decided_access == "oidc"


def sign_in_button() -> None:
    """The way to the provider, and back to this page; nothing where nobody signs in, or somebody has."""
    visitor = state.visitor()
    if not people_sign_in() or (visitor is not None and visitor.role):
        return
    href = f"{state.base_url()}/live/sign-in?to={quote(state.page_address(), safe='/')}"
    name = state.app().settings.provider_name
    html.block(f'<a class="button" href="{html.esc(href)}">Sign in with {html.esc(name)}</a>')


def allows(member: Member, permission: Permission) -> bool:
    return may(Role(member.role), permission)


def needs_key() -> bool:
    """Whether the workspace has a key, and so a link to show."""
    return state.app().settings.decided_access == "key"


def in_workspace() -> bool:
    """Whether this visitor may open the workspace's pages."""
    return may_see_workspace(state.visitor())


def may_change() -> bool:
    """Whether this visitor of the workspace may change things in it, or reads along only."""
    return services.may_change_here(state.app(), state.visitor())


def allowed(pm_id: str, permission: Permission) -> bool:
    """Whether this visitor has the permission: who may change the workspace, and members whose role has it."""
    visitor = state.visitor()
    inside = visitor is not None and may_see_workspace(visitor)
    if visitor is None or (inside and may_change()):
        return visitor is not None
    try:
        return allows(services.member(state.app(), visitor, pm_id), permission)
    except (NotMember, NotFound):
        return inside and may(Role.VIEWER, permission)


def require_workspace() -> Visitor:
    """The visitor, who may use the workspace."""

    def check() -> Visitor:
        visitor = _known_visitor()
        if not may_see_workspace(visitor):
            raise services.locked(state.app())
        return visitor

    return _checked(check)


def require_workspace_to_change() -> Visitor:
    """The visitor, who may change things in the workspace: for a page that does nothing else."""

    def check() -> Visitor:
        visitor = _known_visitor()
        if not may_see_workspace(visitor):
            raise services.locked(state.app())
        if not may_change():
            raise services.reads_only()
        return visitor

    return _checked(check)


def require_someone() -> Visitor:
    """The visitor, of the workspace or a guest of any meeting: for pages without anything of an incident."""

    def check() -> Visitor:
        visitor = _known_visitor()
        if not may_see_workspace(visitor) and not services.in_any_meeting(state.app(), visitor):
            raise services.locked(state.app())
        return visitor

    return _checked(check)


def require_member(*, screen: bool = False) -> Member:
    """The visitor's membership of the meeting in the address. Somebody of the workspace becomes a member here.

    ``screen``: the page is the shared screen, so the new member is a screen and no person.
    """

    def check() -> Member:
        pm_id, visitor = state.pm_id(), _known_visitor()
        try:
            found = services.member(state.app(), visitor, pm_id)
        except NotMember:
            if not may_see_workspace(visitor):
                raise
            return services.join_from_workspace(state.app(), visitor, pm_id, screen=screen)
        if found.role == Role.SCREEN and not screen and may_see_workspace(visitor):
            return services.join_from_workspace(state.app(), visitor, pm_id)
        return found

    return _checked(check)


def require_reader(read: Callable[[str], T]) -> T:
    """``read(pm_id)`` for members and the workspace. Nobody becomes a member by reading."""

    def check() -> T:
        pm_id, visitor = state.pm_id(), _known_visitor()
        if not may_see_workspace(visitor):
            services.member(state.app(), visitor, pm_id)
        return read(pm_id)

    return _checked(check)


def require_insider(read: Callable[[Visitor], T]) -> T:
    """``read(visitor)`` for those in the workspace: for pages about several incidents."""

    def check() -> T:
        visitor = _known_visitor()
        if not may_see_workspace(visitor):
            raise services.locked(state.app())
        return read(visitor)

    return _checked(check)


def require_published(read: Callable[[str, Visitor, bool], T]) -> T:
    """``read(pm_id, visitor, in_workspace)``, which makes the access check itself."""

    def check() -> T:
        visitor = _known_visitor()
        return read(state.query("pm"), visitor, may_see_workspace(visitor))

    return _checked(check)


def _known_visitor() -> Visitor:
    visitor = state.visitor()
    if visitor is None:
        raise WorkspaceLocked(
            "Debrief does not know this browser yet. Reload the page; if that does not help, allow cookies for it."
        )
    return visitor


def _checked(check: Callable[[], T]) -> T:
    try:
        return check()
    except Exception as error:  # whatever fails in a check, the page must not go on
        with html.column(_REFUSAL_WIDTH):
            error_boundary.report(error)
            if isinstance(error, DebriefError):
                html.add_styles()  # the page that would have added them ends here
                if _may_go_home():
                    html.block(f'<a class="button" href="{html.esc(state.base_url())}/">Go to Home</a>')
                sign_in_button()
                join_button()
    st.stop()


def _may_go_home() -> bool:
    """``in_workspace``, and False when that fails: the refusal must be shown in any case."""
    try:
        return in_workspace()
    except Exception:
        return False
