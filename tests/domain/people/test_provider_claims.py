"""Who may come in by what a provider says, as what, and under which name."""

from typing import Any

import pytest

from core.domain.people.names import NAME_AT_MOST
from core.domain.people.provider_claims import EntryRules, groups_of, merged, name_of, role_of, shown_name, value_at
from core.domain.people.workspace_role import (
    WorkspaceRole,
    highest,
    may_change_workspace,
    may_read_workspace,
    role_in_meetings,
)
from core.domain.permissions import Role
from core.errors import NotAllowed
from tests.support.payloads import PAYLOADS
from tests.support.timing import assert_within

OPEN = EntryRules("Keycloak")
DOMAIN = EntryRules("Keycloak", allowed_domains=("example.org",))
GROUPS = EntryRules(
    "Keycloak",
    allowed_groups=("staff", "sre"),
    roles={"sre": WorkspaceRole.FACILITATOR, "audit": WorkspaceRole.VIEWER},
    default_role=WorkspaceRole.GUEST,
)


def test_without_rules_everybody_whom_the_provider_knows_takes_part() -> None:
    """A provider of the team's own is the rule."""
    assert role_of({}, OPEN) is WorkspaceRole.PARTICIPANT


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_of_the_domain_comes_in(verified: object) -> None:
    """Whatever the case of its letters."""
    assert role_of({"email": "Ada@Example.ORG", "email_verified": verified}, DOMAIN) is WorkspaceRole.PARTICIPANT


@pytest.mark.parametrize(
    "email",
    [
        *(None, "", "ada", "example.org", "ada@evil.test", "ada@sub.example.org", 7, ["ada@example.org"]),
        *("ada@example.org.evil.test", "ada@example.org@evil.test", "ada@example.org ", "ada@example.org\u200b"),
        "ada@ex\u0430mple.org",
    ],
)
def test_an_address_elsewhere_does_not(email: object) -> None:
    """Also one that looks like ours: letters of other alphabets, a domain that ends like it."""
    with pytest.raises(NotAllowed, match="not open to you"):
        role_of({"email": email, "email_verified": True}, DOMAIN)


@pytest.mark.parametrize("verified", [False, None, "false", "True", 1, "yes", [True]])
def test_an_address_that_was_not_verified_does_not(verified: object) -> None:
    """Anybody may type an address of our domain at many providers."""
    claims = {"email": "ada@example.org"} | ({} if verified is None else {"email_verified": verified})
    with pytest.raises(NotAllowed, match="verified"):
        role_of(claims, DOMAIN)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["sre"], WorkspaceRole.FACILITATOR),
        (["staff"], WorkspaceRole.GUEST),
        (["staff", "audit"], WorkspaceRole.VIEWER),
        (["audit", "sre", "x"], WorkspaceRole.FACILITATOR),
        ("sre", WorkspaceRole.FACILITATOR),
    ],
)
def test_the_group_that_allows_most_decides(groups: object, role: WorkspaceRole) -> None:
    """Whoever is in several has the widest; one group alone may come as a text."""
    assert role_of({"groups": groups}, GROUPS) is role


@pytest.mark.parametrize("groups", [[], ["audit"], ["SRE"], ["sre "], [["sre"]], [{"name": "sre"}], "sre,staff"])
def test_whoever_is_in_none_of_them_is_kept_out(groups: object) -> None:
    """Names of groups are compared letter by letter."""
    with pytest.raises(NotAllowed, match="not open to you"):
        role_of({"groups": groups}, GROUPS)


@pytest.mark.parametrize("claims", [{}, {"groups": None}, {"groups": 7}, {"groups": {"sre": True}}])
def test_a_provider_that_names_no_groups_lets_nobody_in_by_default(claims: dict[str, Any]) -> None:
    """A claim that is missing is a setting that is wrong, and not a person without groups."""
    for rules in (GROUPS, EntryRules("x", roles={"audit": WorkspaceRole.VIEWER})):
        with pytest.raises(NotAllowed, match="which groups"):
            role_of(claims, rules)


def test_without_the_claim_somebody_is_in_no_group_where_groups_only_allow_more() -> None:
    """Okta and Keycloak leave out an empty list. Entra says that there were too many, which is something else."""
    rules = EntryRules("x", roles={"sre": WorkspaceRole.FACILITATOR})
    assert role_of({}, rules) is WorkspaceRole.PARTICIPANT
    with pytest.raises(NotAllowed, match="which groups"):
        role_of({"_claim_names": {"groups": "src1"}}, rules)


def test_too_many_groups_to_be_named_are_none() -> None:
    """Entra ID leaves the claim out above 200; a list without end is not read."""
    assert groups_of({"_claim_names": {"groups": "src1"}}, "groups") is None
    assert groups_of({"groups": ["g"] * 10_001}, "groups") is None


def test_a_claim_inside_of_others_is_found() -> None:
    """Keycloak's roles; a claim whose own name has a dot or is an address comes first."""
    claims = {"realm_access": {"roles": ["sre"]}, "https://example.org/groups": ["a"], "a.b": 1, "a": {"b": 2}}
    assert value_at(claims, "realm_access.roles") == ["sre"]
    assert value_at(claims, "https://example.org/groups") == ["a"]
    assert value_at(claims, "a.b") == 1
    assert value_at(claims, "realm_access.roles.x") is None


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Ada Lovelace", "preferred_username": "ada"}, "Ada Lovelace"),
        ({"preferred_username": "ada"}, "ada"),
        ({"name": "  ", "nickname": "Ada"}, "Ada"),
        ({"name": 7, "given_name": "Ada"}, "Ada"),
        ({"name": "\u202eevil\u202c"}, "evil"),
        ({"name": "Ada\x00\r\nBcc: x"}, "Ada Bcc: x"),
        ({"name": "李明"}, "李明"),
        ({"name": "e\u0301" * 3}, "ééé"),
        ({"sub": "x"}, ""),
    ],
)
def test_the_first_name_that_can_be_shown_is_taken(claims: dict[str, Any], name: str) -> None:
    """Cleaned like a typed one."""
    assert name_of(claims, OPEN) == name


def test_a_claim_of_ones_own_is_asked_first() -> None:
    """Some teams show another name than the legal one."""
    rules = EntryRules("x", name_claim="profile.shown")
    assert name_of({"name": "Ada", "profile": {"shown": "Countess"}}, rules) == "Countess"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_from_outside_is_a_name_or_nothing(payload: str) -> None:
    """Never longer than a typed one, never with a control in it."""
    name = shown_name(payload)
    assert len(name) <= NAME_AT_MOST
    assert name.isprintable()


@pytest.mark.parametrize("unit", ["a", " ", "\u0301", "\x00", "😀", "\u202e"])
def test_a_name_without_end_costs_nothing(unit: str) -> None:
    """The provider's own limit is unknown."""
    name = unit * 1_000_000
    assert_within(0.5, lambda: shown_name(name))


def test_what_was_signed_is_never_replaced() -> None:
    """The userinfo endpoint adds claims; who it is was decided by the token."""
    assert merged({"sub": "a", "iss": "i"}, {"sub": "b", "groups": ["x"]}.items()) == {
        "sub": "a",
        "iss": "i",
        "groups": ["x"],
    }


def test_what_the_roles_allow() -> None:
    """From a name alone to every meeting."""
    allowed = {role: (may_read_workspace(role), may_change_workspace(role)) for role in WorkspaceRole}
    assert allowed == {
        WorkspaceRole.GUEST: (False, False),
        WorkspaceRole.VIEWER: (True, False),
        WorkspaceRole.PARTICIPANT: (True, True),
        WorkspaceRole.FACILITATOR: (True, True),
    }
    assert not may_read_workspace("")
    assert [role_in_meetings(role) for role in ("facilitator", "participant", "viewer", "")] == [
        Role.FACILITATOR,
        Role.PARTICIPANT,
        Role.VIEWER,
        Role.VIEWER,
    ]
    assert highest([], WorkspaceRole.GUEST) is WorkspaceRole.GUEST
