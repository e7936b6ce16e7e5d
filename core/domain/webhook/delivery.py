"""How a delivery is sent: signed with the webhook's secret, and tried again with longer and longer pauses.

Pure: the moment is a parameter. How to check a signature is written in ``docs/webhooks.md``.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

SIGNATURE_HEADER: Final = "Debrief-Signature"
EVENT_HEADER: Final = "Debrief-Event"
DELIVERY_HEADER: Final = "Debrief-Delivery"

PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
MOST_ATTEMPTS: Final = len(PAUSES) + 1


def signature(secret: str, body: bytes, at: float) -> str:
    """``t=<seconds since 1970>,v1=<hex>``: HMAC-SHA256 of the seconds, a full stop and the body."""
    seconds = int(at)
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={mac.hexdigest()}"


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after so many attempts that failed; None: no more."""
    return at + PAUSES[attempts - 1] if 1 <= attempts <= len(PAUSES) else None


def accepted(status: int) -> bool:
    """Whether the receiver took it. A redirect is no yes: nobody follows it."""
    return 200 <= status < 300


def is_final(status: int) -> bool:
    """Whether trying again is no use: the receiver says that this webhook is gone."""
    return status == 410
