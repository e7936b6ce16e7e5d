"""One provider, as Debrief speaks with it: the authorization code flow with PKCE, state and nonce.

Every call blocks for at most a few seconds, so ``core.live`` makes it on a thread. What is asked for once (metadata,
keys) is kept for an hour. Errors are sentences for the person who wants in; the cause stands in the log, without
a code, a token or the secret in it.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from core.domain.people.provider_claims import merged
from core.errors import BadInput, DebriefError, NotAllowed
from core.oidc_settings import METADATA
from core.services.oidc.metadata import ProviderMetadata, read_metadata
from core.services.oidc.sentences import DOWN, REFUSED
from core.settings import Settings

_log = logging.getLogger(__name__)

SECONDS: Final = 5.0
"""How long the provider may take to connect, and again to answer."""
KEPT_SECONDS: Final = 3600.0
LEEWAY_SECONDS: Final = 120
"""How far the provider's clock may be from ours."""
LONGEST_ANSWER: Final = 1024 * 1024


class ProviderDown(DebriefError):
    """The provider could not be reached, or did not answer as one."""

    default = DOWN.format(provider="The provider")
    status = 503


@dataclass(frozen=True)
class Departure:
    """Where a browser is sent, and what must be known when it is back; the last three are secrets of that browser."""

    url: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True)
class Arrival:
    """Checked claims of a person. ``id_token`` is what the provider wants to see again when they sign out there."""

    claims: Mapping[str, Any]
    id_token: str = field(repr=False)


class Provider:
    """``clock`` gives seconds since 1970 and is what tokens are compared with."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock
        self._guard = threading.Lock()
        self._metadata: ProviderMetadata | None = None
        self._keys: KeySet | None = None
        self._asked_at = 0.0
        self._their_time: datetime | None = None

    @property
    def name(self) -> str:
        return self._settings.provider_name

    def metadata(self) -> ProviderMetadata:
        """What the provider says about itself. Raises ProviderDown, and BadInput for an answer that does not fit."""
        with self._guard:
            if self._metadata is not None and time.monotonic() - self._asked_at < KEPT_SECONDS:
                return self._metadata
            issuer = self._settings.oidc_issuer
            found = self._json(issuer.rstrip("/") + METADATA)
            self._metadata, self._keys = read_metadata(found, issuer), None
            self._asked_at = time.monotonic()
            return self._metadata

    def reach(self) -> tuple[int, datetime | None]:
        """How many keys it publishes, and what time it is there, if it says so. Raises ProviderDown, BadInput."""
        keys = len(self._key_set(self.metadata()).keys)
        return keys, self._their_time

    def departure(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> Departure:
        """The way to the provider's own page. Raises ProviderDown."""
        metadata = self._usable()
        with self._session(metadata, redirect_uri) as session:
            url, _ = session.create_authorization_url(
                metadata.authorization, state=state, nonce=nonce, code_verifier=verifier
            )
        return Departure(url, state, nonce, verifier)

    def arrival(self, redirect_uri: str, code: str, nonce: str, verifier: str) -> Arrival:
        """Who came back with this code. Raises NotAllowed for whatever is not right about it, and ProviderDown."""
        metadata = self._usable()
        try:
            with self._session(metadata, redirect_uri) as session:
                token = session.fetch_token(
                    metadata.token, code=code, code_verifier=verifier, timeout=SECONDS, allow_redirects=False
                )
                claims = self._checked(metadata, token, nonce)
                return Arrival(self._with_userinfo(session, metadata, claims), str(token["id_token"]))
        except requests.RequestException as error:
            raise self._down(error) from None
        except OAuthError as error:
            raise self._refused(f"the token endpoint said {error.error!r}") from None
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            # The message of an error may quote a token; its kind is enough to know what to look at.
            raise self._refused(f"{type(error).__name__} {getattr(error, 'error', '')}") from None

    def sign_out_address(self, back: str, id_token: str) -> str:
        """Where the provider ends its own session; empty when it has no such page, or cannot be reached."""
        try:
            address = self.metadata().end_session
        except DebriefError:
            return ""
        if not address:
            return ""
        asked = {"client_id": self._settings.oidc_client_id, "post_logout_redirect_uri": back}
        if id_token:
            asked["id_token_hint"] = id_token
        parts = urlsplit(address)
        query = "&".join(part for part in (parts.query, urlencode(asked)) if part)
        return urlunsplit(parts._replace(query=query))

    def _usable(self) -> ProviderMetadata:
        """The metadata, for somebody who wants in: what is wrong with it is the operator's to read."""
        try:
            return self.metadata()
        except BadInput as error:
            _log.error("signing in does not work: %s", error.sentence)
            raise ProviderDown(DOWN.format(provider=self.name)) from None

    def _session(self, metadata: ProviderMetadata, redirect_uri: str) -> Any:
        return OAuth2Session(
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret,
            token_endpoint_auth_method="client_secret_basic" if metadata.basic else "client_secret_post",
            scope=self._settings.oidc_scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )

    def _checked(self, metadata: ProviderMetadata, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        registry = JWSRegistry(algorithms=list(metadata.algorithms), strict_check_header=False)
        try:
            read = jwt.decode(token["id_token"], self._key_set(metadata), registry=registry)
        except InvalidKeyIdError:  # the provider has a new key
            read = jwt.decode(token["id_token"], self._key_set(metadata, anew=True), registry=registry)
        client = self._settings.oidc_client_id
        expected = {
            "iss": {"essential": True, "value": metadata.issuer},
            "aud": {"essential": True, "value": client},
        }
        known = {"nonce": nonce, "client_id": client, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, expected, known)
        claims.validate(now=int(self._clock()), leeway=LEEWAY_SECONDS)
        return dict(claims)

    def _key_set(self, metadata: ProviderMetadata, *, anew: bool = False) -> KeySet:
        with self._guard:
            if self._keys is None or anew:
                try:  # any JSON: what is no set of keys is refused below
                    self._keys = KeySet.import_key_set(self._json(metadata.jwks))  # type: ignore[arg-type]
                except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
                    raise self._down(f"its keys cannot be read: {type(error).__name__}") from None
            return self._keys

    def _with_userinfo(self, session: Any, metadata: ProviderMetadata, claims: dict[str, Any]) -> dict[str, Any]:
        """Many providers keep names and groups out of the ID token. What they add must be about the same person."""
        if not metadata.userinfo:
            return claims
        answer = session.get(metadata.userinfo, timeout=SECONDS, allow_redirects=False)
        if answer.status_code != 200:
            raise self._down(f"the userinfo endpoint answered {answer.status_code}")
        more = answer.json()
        if more.get("sub") != claims["sub"]:
            raise self._refused("the userinfo endpoint spoke of somebody else")
        return merged(claims, more.items())

    def _json(self, address: str) -> Mapping[str, Any]:
        try:
            with requests.get(address, timeout=SECONDS, allow_redirects=False, stream=True) as answer:
                answer.raise_for_status()
                self._their_time = _moment(answer.headers.get("date", ""))
                body = answer.raw.read(LONGEST_ANSWER + 1, decode_content=True)
                if answer.status_code != 200 or len(body) > LONGEST_ANSWER:
                    raise self._down(f"{address} answered {answer.status_code}, {len(body)} bytes")
            found = json.loads(body)
        except (requests.RequestException, OSError, ValueError) as error:
            raise self._down(error) from None
        if not isinstance(found, dict):
            raise self._down(f"{address} did not answer with an object")
        return found

    def _down(self, cause: object) -> ProviderDown:
        _log.warning("the provider cannot be asked: %s", cause)
        return ProviderDown(DOWN.format(provider=self.name))

    def _refused(self, cause: str) -> NotAllowed:
        _log.warning("a sign-in was refused: %s", cause)
        return NotAllowed(REFUSED.format(provider=self.name))


def _moment(header: str) -> datetime | None:
    """The moment of a Date header; None for one that cannot be read, or that names no zone."""
    try:
        found = parsedate_to_datetime(header)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
