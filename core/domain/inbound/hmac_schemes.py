"""Signatures by a shared secret: HMAC-SHA256 in a header, and the plain token that some senders repeat instead.

Compared in constant time, over the bytes as they came. Sources: PagerDuty developer-docs 04-Signatures,
grafana/alerting receivers/webhook, Sentry "Webhooks", Rootly "Webhooks", GitHub "Validating webhook deliveries".
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.inbound.signed_body import MOST_SIGNATURES, TOLERANCE, SignedBody, SigningSecret

_LONGEST_STAMP: Final = 16
_MILLISECONDS: Final = 100_000_000_000  # no clock shows so many seconds before the year 5138


@dataclass(frozen=True)
class HexHmac:
    """``<header>: <prefix><hex>``, several of them behind commas.

    ``time_header`` names a header with the UNIX time that is signed before the body, ``joint`` between the two. Where
    the secret brings header names of its own, those count.
    """

    header: str
    prefix: str = ""
    time_header: str = ""
    joint: bytes = b":"

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        given = signed.headers.get((secret.header or self.header).lower(), "")
        time_header = (secret.time_header or self.time_header).lower()
        message = signed.body
        if time_header:
            stamp = signed.headers.get(time_header, "")
            if not is_recent(stamp, signed.now):
                return False
            message = stamp.encode("ascii", "replace") + self.joint + message
        return any_matches(given.split(","), self.prefix, digest(secret.secret, message))


@dataclass(frozen=True)
class PairsHmac:
    """``<header>: t=<UNIX time>,v1=<hex>``: the time is signed before the body, ``joint`` between the two."""

    header: str
    joint: bytes = b""

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        parts = signed.headers.get(self.header, "").split(",")[: MOST_SIGNATURES + 1]
        pairs = [(name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in parts)]
        stamp = next((value for name, value in pairs if name == "t"), "")
        if not is_recent(stamp, signed.now):
            return False
        expected = digest(secret.secret, stamp.encode("ascii", "replace") + self.joint + signed.body)
        return any_matches([value for name, value in pairs if name == "v1"], "", expected)


@dataclass(frozen=True)
class Token:
    """The secret itself in a header, which proves who sent the body and nothing about what is in it."""

    header: str

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        given = signed.headers.get(self.header, "")
        return bool(secret.secret) and same(given, secret.secret)


def digest(secret: str, message: bytes) -> str:
    """HMAC-SHA256 as small hex."""
    return hmac.new(secret.encode("utf-8", "replace"), message, hashlib.sha256).hexdigest()


def any_matches(given: list[str], prefix: str, expected: str) -> bool:
    """Whether one of the first few is it. All of them are compared, whichever fits."""
    found = False
    for text in given[:MOST_SIGNATURES]:
        text = text.strip()
        if text.startswith(prefix):
            found |= same(text.removeprefix(prefix).lower(), expected)
    return found


def same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace"))


def is_recent(stamp: str, now: datetime, tolerance: timedelta = TOLERANCE) -> bool:
    """Whether UNIX seconds or milliseconds, as text, are near enough to now."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > _LONGEST_STAMP:
        return False
    seconds = int(stamp)
    if seconds >= _MILLISECONDS:
        seconds //= 1000
    return abs(seconds - now.timestamp()) <= tolerance.total_seconds()
