"""A sign-in that was begun in this browser: state, nonce and PKCE verifier, in a cookie that nobody can make but us.

The provider's answer counts only in the browser that asked for it, for ten minutes and once. Nothing is stored on the
server, so that whoever knocks fills nothing, and any server may take the answer.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie
from typing import Final

from core.live.limits import LIMITS

COOKIE: Final = "debrief_sign_in"
ID_TOKEN_COOKIE: Final = "debrief_id_token"  # noqa: S105 - the name of a cookie
_PURPOSE: Final = b"sign-in attempt:"


@dataclass(frozen=True)
class Attempt:
    """``target`` is where to go afterwards; ``ends_at`` is in seconds since 1970."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    target: str
    ends_at: float


def new_attempt(target: str, now: float) -> Attempt:
    ends_at = now + LIMITS.sign_in_attempt_seconds
    return Attempt(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), target, ends_at)


def sealed(secret: bytes, attempt: Attempt) -> str:
    """The cookie's value."""
    body = base64.urlsafe_b64encode(json.dumps(asdict(attempt)).encode())
    return f"{body.decode()}.{_seal(secret, body)}"


def opened(secret: bytes, value: str | None, state: str | None, now: float) -> Attempt | None:
    """The attempt, if we sealed it, it is not over, and ``state`` is the one that came back."""
    body, _, seal = (value or "").partition(".")
    if not hmac.compare_digest(_seal(secret, body.encode()).encode(), seal.encode("utf-8", "replace")):
        return None
    attempt = Attempt(**json.loads(base64.urlsafe_b64decode(body)))
    right = hmac.compare_digest(attempt.state.encode(), (state or "").encode("utf-8", "replace"))
    return attempt if right and now < attempt.ends_at else None


def cookie(name: str, value: str, path: str, seconds: int, *, secure: bool) -> str:
    """The whole header; ``seconds`` 0 takes the cookie away. Lax: the provider's answer comes from another site."""
    made: SimpleCookie = SimpleCookie()
    made[name] = value
    morsel = made[name]
    morsel["path"] = path
    morsel["max-age"] = str(seconds)
    morsel["httponly"] = True
    morsel["samesite"] = "Lax"
    if secure:
        morsel["secure"] = True
    return morsel.OutputString()


def _seal(secret: bytes, body: bytes) -> str:
    return hmac.digest(secret, _PURPOSE + body, hashlib.sha256).hex()
