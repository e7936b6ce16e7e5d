"""Signatures of issue trackers that are none of the usual ones: Linear's, and one of several ways."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.domain.inbound.hmac_schemes import any_matches, digest, is_recent
from core.domain.inbound.signed_body import Scheme, SignedBody, SigningSecret

LINEAR_TOLERANCE: Final = timedelta(seconds=60)
"""What Linear's own client allows."""
_LARGEST: Final = 1_048_576


@dataclass(frozen=True)
class LinearHmac:
    """``linear-signature: <hex>`` over the body, which holds its time in milliseconds; else a header does."""

    header: str = "linear-signature"
    time_header: str = "linear-timestamp"

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        given = signed.headers.get(self.header, "")
        if not any_matches([given], "", digest(secret.secret, signed.body)):
            return False
        stamp = _stamp(signed.body) or signed.headers.get(self.time_header, "")
        return is_recent(stamp, signed.now, LINEAR_TOLERANCE)


@dataclass(frozen=True)
class AnyOf:
    """A sender that signs in one of these ways, as its operator chose. All are tried, whichever fits."""

    schemes: tuple[Scheme, ...]

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        return any([scheme.is_valid(signed, secret) for scheme in self.schemes])


def _stamp(body: bytes) -> str:
    """``webhookTimestamp`` as text; "" for none. Read only after the signature fits."""
    try:
        found = json.loads(body) if len(body) <= _LARGEST else None
    except (ValueError, RecursionError):
        return ""
    value = found.get("webhookTimestamp") if isinstance(found, dict) else None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
