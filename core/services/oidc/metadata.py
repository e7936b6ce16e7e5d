"""What a provider says about itself, checked: an answer that does not fit is refused before anybody is sent there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from core.domain.loopback import is_loopback
from core.errors import BadInput

ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures of ID tokens that are taken: by a key that the provider alone has. No "none", and no shared secret."""

OTHER_ISSUER: Final = (
    "DEBRIEF_OIDC_ISSUER is {ours}, and the provider there calls itself {theirs}. Set it letter by letter as the "
    "provider writes it."
)
LACKS: Final = "The provider at {issuer} does not say its {what}, which signing in needs."
UNSAFE: Final = "The provider at {issuer} names an address without https for its {what}, which is not used."
NO_ALGORITHM: Final = "The provider at {issuer} signs in no way that Debrief takes: {taken}."


@dataclass(frozen=True)
class ProviderMetadata:
    """``end_session`` and ``userinfo`` are empty where the provider has none. ``basic``: how the secret is shown."""

    issuer: str
    authorization: str
    token: str
    jwks: str
    userinfo: str
    end_session: str
    algorithms: tuple[str, ...]
    basic: bool


def read_metadata(found: Mapping[str, Any], issuer: str) -> ProviderMetadata:
    """Raises BadInput with a sentence for whoever set it up."""
    if found.get("issuer") != issuer:
        raise BadInput(OTHER_ISSUER.format(ours=issuer, theirs=str(found.get("issuer"))[:200]))
    methods = _texts(found.get("token_endpoint_auth_methods_supported")) or ("client_secret_basic",)
    # Where nothing is said it is RS256, which every provider must be able to do.
    offered = _texts(found.get("id_token_signing_alg_values_supported")) or ("RS256",)
    algorithms = tuple(name for name in ALGORITHMS if name in offered)
    if not algorithms:
        raise BadInput(NO_ALGORITHM.format(issuer=issuer, taken=", ".join(ALGORITHMS)))
    return ProviderMetadata(
        issuer=issuer,
        authorization=_address(found, "authorization_endpoint", issuer),
        token=_address(found, "token_endpoint", issuer),
        jwks=_address(found, "jwks_uri", issuer),
        userinfo=_address(found, "userinfo_endpoint", issuer, needed=False),
        end_session=_address(found, "end_session_endpoint", issuer, needed=False),
        algorithms=algorithms,
        basic="client_secret_basic" in methods,
    )


def _address(found: Mapping[str, Any], what: str, issuer: str, *, needed: bool = True) -> str:
    value = found.get(what)
    if not value and not needed:
        return ""
    if not isinstance(value, str):
        raise BadInput(LACKS.format(issuer=issuer, what=what))
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        raise BadInput(LACKS.format(issuer=issuer, what=what)) from None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise BadInput(UNSAFE.format(issuer=issuer, what=what))
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
