"""What a provider says about itself is checked before anybody is sent there."""

import re
from typing import Any

import pytest

from core.errors import BadInput
from core.services.oidc.metadata import ALGORITHMS, read_metadata

ISSUER = "https://login.example.org/realms/ours"
FOUND: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/certs",
}


def test_the_least_that_is_needed_is_enough() -> None:
    """A page to end the session, and one for more claims, are not everywhere."""
    found = read_metadata(FOUND, ISSUER)
    assert (found.userinfo, found.end_session, found.basic) == ("", "", True)
    assert found.algorithms == ("RS256",)


@pytest.mark.parametrize(
    "theirs",
    [None, "", f"{ISSUER}/", ISSUER.upper(), "https://evil.example", 7, "https://login.example.org/{tenantid}"],
)
def test_another_issuer_is_refused_letter_by_letter(theirs: object) -> None:
    """A slash at the end, and Entra's placeholder for all tenants, are another one. The sentence says both."""
    with pytest.raises(BadInput, match=rf"DEBRIEF_OIDC_ISSUER is {re.escape(ISSUER)}"):
        read_metadata({**FOUND, "issuer": theirs}, ISSUER)


@pytest.mark.parametrize("what", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("value", [None, "", 7, [], "login", "https://[bad", "//x"])
def test_an_address_that_is_missing_is_named(what: str, value: object) -> None:
    """Whoever set it up reads what the provider lacks."""
    with pytest.raises(BadInput, match=what):
        read_metadata({**FOUND, what: value}, ISSUER)


@pytest.mark.parametrize(
    "what", ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint"]
)
@pytest.mark.parametrize("value", ["http://login.example.org/x", "javascript:alert(1)", "ftp://login.example.org/"])
def test_an_address_without_https_is_not_used(what: str, value: str) -> None:
    """A code, a secret and a token go there."""
    with pytest.raises(BadInput, match=what):
        read_metadata({**FOUND, what: value}, ISSUER)
    assert read_metadata({**FOUND, what: "http://127.0.0.1:1/x"}, ISSUER).issuer == ISSUER


@pytest.mark.parametrize("offered", [["none"], ["HS256"], ["none", "HS512"], ["ES256K"]])
def test_a_signature_that_others_can_make_is_not_taken(offered: list[str]) -> None:
    """None at all, or one by a secret that is shared."""
    with pytest.raises(BadInput, match="signs in no way"):
        read_metadata({**FOUND, "id_token_signing_alg_values_supported": offered}, ISSUER)


def test_of_what_is_offered_the_good_ones_are_taken() -> None:
    """In our order, whatever else stands beside them."""
    offered = ["none", "ES256", "HS256", "RS256", 7]
    found = read_metadata({**FOUND, "id_token_signing_alg_values_supported": offered}, ISSUER)
    assert found.algorithms == ("RS256", "ES256")
    assert not {"none", "HS256", "HS384", "HS512"} & set(ALGORITHMS)


def test_the_secret_is_shown_as_the_provider_wants_it() -> None:
    """In a header unless it takes it in the body only."""
    assert not read_metadata({**FOUND, "token_endpoint_auth_methods_supported": ["client_secret_post"]}, ISSUER).basic
    both = ["client_secret_post", "client_secret_basic"]
    assert read_metadata({**FOUND, "token_endpoint_auth_methods_supported": both}, ISSUER).basic
