"""People who sign in, without a provider: claims as they are after they were checked."""

from typing import Any

from core.services.access import signing_in
from core.services.access.signing_in import SignedIn
from core.services.app import App

ISSUER = "https://login.example.org/realms/ours"
SETTINGS: dict[str, Any] = {
    "access": "oidc",
    "url": "http://127.0.0.1:8501",
    "oidc_issuer": ISSUER,
    "oidc_client_id": "debrief",
    "oidc_client_secret": "canary-client-secret",
    "oidc_name": "Keycloak",
}


def claims_of(subject: str = "ada", **more: Any) -> dict[str, Any]:
    return {"iss": ISSUER, "sub": subject, "name": subject.title(), **more}


def signed_in(app: App, subject: str = "ada", *, browser: str | None = None, **claims: Any) -> SignedIn:
    """A browser that ``subject`` has just signed in with."""
    return signing_in.sign_in(app, claims_of(subject, **claims), browser)
