"""The workspace: home, archive, follow-up and the like, behind one key that is made at first start.

Open on this computer, by key or by signing in from a network. The key stands only in the fragment of its link.
"""

import hmac
import secrets

from core.domain.audit import AuditEvent
from core.errors import BadCode
from core.services.access.coming_in import JoinResult, first_entry
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import is_inside, may_change, require_workspace
from core.store import settings_kv
from core.store.people import visitors
from core.store.people.visitors import Visitor

_BAD_KEY = "This workspace link is not valid any more. Ask someone inside for the link that Home shows now."

_NO_KEY = "This Debrief has no key: people sign in to the workspace. Open its address and choose “Sign in”."


def has_workspace(app: App, visitor: Visitor | None, request_is_loopback: bool) -> bool:
    """Whether this visitor may use the workspace pages. ``request_is_loopback``: from this computer, not by a proxy."""
    if app.settings.decided_access == "open":
        return request_is_loopback
    if visitor is None:
        return False
    with app.db.read() as tx:
        now = visitors.visitor(tx, visitor.id)
    return now is not None and is_inside(app, now)


def may_change_here(app: App, visitor: Visitor | None) -> bool:
    """Whether a visitor of the workspace may change things in it, or reads along only. For what a page offers."""
    if app.settings.decided_access == "open":
        return True
    if visitor is None:
        return False
    with app.db.read() as tx:
        now = visitors.visitor(tx, visitor.id)
    return now is not None and may_change(app, now)


def enter_workspace(app: App, visitor: Visitor, key: str) -> JoinResult:
    """Let this browser into the workspace with the key of the workspace link. Raises BadCode.

    Where people sign in there is no key: it would let those in whom the provider refuses.
    """
    if app.settings.decided_access == "oidc":
        raise BadCode(_NO_KEY)
    with app.db.write() as tx:
        expected = settings_kv.get_setting(tx, settings_kv.WORKSPACE_KEY) or ""
        if not expected or not hmac.compare_digest(expected.encode(), key.encode("utf-8", "replace")):
            raise BadCode(_BAD_KEY)
        token = first_entry(tx, visitor)
        visitors.grant_workspace(tx, visitor.id, settings_kv.workspace_generation(tx))
    return JoinResult(None, None, token)


def workspace_link(app: App, base: str) -> str:
    """The link that opens the workspace: ``<base>/live/enter#k=<key>``. Only for those who are inside."""
    with app.db.read() as tx:
        key = settings_kv.get_setting(tx, settings_kv.WORKSPACE_KEY) or ""
    return f"{base.rstrip('/')}/live/enter#k={key}"


def rotate_workspace(app: App, by: Visitor | None) -> None:
    """Make a new key. Everybody who came in with the old one is out, except ``by``. Raises WorkspaceLocked."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        generation = settings_kv.workspace_generation(tx) + 1
        settings_kv.put_setting(tx, settings_kv.WORKSPACE_KEY, secrets.token_urlsafe(24))
        settings_kv.put_setting(tx, settings_kv.WORKSPACE_GENERATION, str(generation))
        note(tx, AuditEvent.KEY, None, by.id if by else None, "workspace")
        if by is not None:
            visitors.grant_workspace(tx, by.id, generation)
