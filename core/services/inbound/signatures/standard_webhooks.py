"""Standard Webhooks: ``webhook-id``, ``webhook-timestamp`` and ``webhook-signature: v1,<base64>``, behind blanks.

The package ``standardwebhooks`` makes the signature. Its ``verify`` is not used: it reads this computer's clock, where
several servers agree on the database's, and fails on a header without a comma with an error of another kind.
"""

import binascii
import hmac
from datetime import UTC, datetime

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from core.domain.inbound.hmac_schemes import is_recent
from core.domain.inbound.signed_body import MOST_SIGNATURES, SignedBody, SigningSecret
from core.errors import BadInput

# A sentence, no secret.
BAD_SECRET = "This secret cannot be used. Copy it whole: it begins with whsec_, and letters, digits, + and / follow."  # noqa: S105


class StandardWebhooks:
    """The secret is base64, with or without ``whsec_`` before it."""

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        stamp, name = signed.headers.get("webhook-timestamp", ""), signed.headers.get("webhook-id", "")
        if not name or not is_recent(stamp, signed.now):
            return False
        try:
            text = signed.body.decode()
            made = _webhook(secret.secret).sign(name, datetime.fromtimestamp(int(stamp), UTC), text)
        except (UnicodeError, BadInput, ValueError, OverflowError, OSError):
            return False
        found = False
        for given in signed.headers.get("webhook-signature", "").split(" ")[:MOST_SIGNATURES]:
            found |= hmac.compare_digest(made.encode(), given.encode("utf-8", "replace"))
        return found


def require_usable(secret: str) -> None:
    """Raises BadInput for a secret that nothing can be signed with."""
    _webhook(secret)


def _webhook(secret: str) -> Webhook:
    try:
        return Webhook(secret)
    except (EmptyWebhookSecretError, binascii.Error, ValueError) as error:
        raise BadInput(BAD_SECRET) from error
