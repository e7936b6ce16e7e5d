"""What a provider says about a person, read: whether they may come in, as what, and under which name.

Pure rules over claims that have been checked already (signature, issuer, audience, time). The claims' values are still
whatever people could type at the provider. Not here: who somebody is, which is issuer and subject and nothing else.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from core.domain.people.names import NAME_AT_MOST, clean_name
from core.domain.people.workspace_role import WorkspaceRole, highest
from core.errors import BadInput, NotAllowed

MOST_GROUPS: Final = 10_000
_LONGEST: Final = 20 * NAME_AT_MOST  # of a name before it is cut
_NAMES: Final = ("name", "preferred_username", "nickname", "given_name")
_LETTERS: Final = "LNPSMZ"

NOT_OURS: Final = (
    "You are signed in at {provider}, but this Debrief is not open to you. Ask whoever runs it to let your group in; "
    "a link or a code still lets you into a meeting."
)
NOT_VERIFIED: Final = (
    "{provider} has not verified your e-mail address, and this Debrief asks for that. Verify it there, then sign in "
    "again."
)
NO_GROUPS: Final = (
    "{provider} did not say which groups you are in, and this Debrief asks for that. Whoever runs it finds what to set "
    "in docs/sign-in.md."
)


@dataclass(frozen=True)
class EntryRules:
    """Who may come in, as it was set: see ``DEBRIEF_OIDC_…`` in docs/settings.md."""

    provider: str
    name_claim: str = "name"
    groups_claim: str = "groups"
    allowed_domains: tuple[str, ...] = ()
    allowed_groups: tuple[str, ...] = ()
    roles: Mapping[str, WorkspaceRole] = field(default_factory=dict)
    default_role: WorkspaceRole = WorkspaceRole.PARTICIPANT


def role_of(claims: Mapping[str, Any], rules: EntryRules) -> WorkspaceRole:
    """What this person may do. Raises NotAllowed for whom the rules keep out."""
    if rules.allowed_domains:
        _require_domain(claims, rules)
    if not rules.allowed_groups and not rules.roles:
        return rules.default_role
    groups = groups_of(claims, rules.groups_claim)
    if groups is None:
        # Okta and Keycloak leave out what is empty. That must not be taken for it where a group allows less.
        if rules.allowed_groups or _allows_less(rules) or "_claim_names" in claims:
            raise NotAllowed(NO_GROUPS.format(provider=rules.provider))
        return rules.default_role
    if rules.allowed_groups and not groups & set(rules.allowed_groups):
        raise NotAllowed(NOT_OURS.format(provider=rules.provider))
    return highest((role for group, role in rules.roles.items() if group in groups), rules.default_role)


def _allows_less(rules: EntryRules) -> bool:
    """Whether some group makes less of a person than being in none."""
    return any(highest((role,), role) != highest((role, rules.default_role), role) for role in rules.roles.values())


def name_of(claims: Mapping[str, Any], rules: EntryRules) -> str:
    """The first name that can be shown, cleaned like a typed one and cut to its length; empty when there is none."""
    for claim in (rules.name_claim, *_NAMES):
        found = value_at(claims, claim)
        if isinstance(found, str) and (name := shown_name(found)):
            return name
    return ""


def shown_name(text: str) -> str:
    """A name from outside without what a name may not hold. Empty when nothing is left."""
    kept = "".join(symbol if unicodedata.category(symbol)[0] in _LETTERS else " " for symbol in text[:_LONGEST])
    kept = " ".join(unicodedata.normalize("NFC", kept).split())[:NAME_AT_MOST].strip()
    try:
        return clean_name(kept)
    except BadInput:
        return ""


def groups_of(claims: Mapping[str, Any], claim: str) -> set[str] | None:
    """The groups; None when the provider names none at all, or too many to name them (as Entra ID above 200)."""
    found = value_at(claims, claim)
    if isinstance(found, str):
        return {found}
    if not isinstance(found, list) or len(found) > MOST_GROUPS:
        return None
    return {group for group in found if isinstance(group, str)}


def value_at(claims: Mapping[str, Any], claim: str) -> object:
    """The claim of that name, or the one inside of others that ``realm_access.roles`` names."""
    if claim in claims:
        return claims[claim]
    found: object = claims
    for part in claim.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def _require_domain(claims: Mapping[str, Any], rules: EntryRules) -> None:
    email = claims.get("email")
    domain = email.rpartition("@")[2].lower() if isinstance(email, str) and "@" in email else ""
    if domain not in rules.allowed_domains:
        raise NotAllowed(NOT_OURS.format(provider=rules.provider))
    # A text is no yes, except for the one spelling that some providers send.
    verified = claims.get("email_verified")
    if verified is not True and verified != "true":
        raise NotAllowed(NOT_VERIFIED.format(provider=rules.provider))


def merged(token: Mapping[str, Any], more: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Claims of the ID token with those of the userinfo endpoint, which never replace what was signed."""
    return {**dict(more), **token}
