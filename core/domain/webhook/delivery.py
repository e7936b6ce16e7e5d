"""How a delivery is sent: signed with the webhook's secret, and tried again with longer and longer pauses.

A receiver that says how long to wait is believed, within bounds; one that refuses what a body says is not asked again.
Pure: the moment is a parameter. How to check a signature is written in ``docs/webhooks.md``.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
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
SHORTEST_WAIT: Final = timedelta(seconds=1)
LONGEST_WAIT: Final = timedelta(hours=6)
REFUSED: Final = (400, 413, 414, 415, 422)
"""What a receiver answers to a body that it will not have. Others (401, 403, 404 …) may be mended over there."""
_SECONDS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


def signature(secret: str, body: bytes, at: float) -> str:
    """``t=<seconds since 1970>,v1=<hex>``: HMAC-SHA256 of the seconds, a full stop and the body."""
    seconds = int(at)
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={mac.hexdigest()}"


def next_try(attempts: int, at: datetime, wait: timedelta | None = None) -> datetime | None:
    """When to try again after so many attempts that failed; None: no more. ``wait``: as long as the receiver said."""
    if not 1 <= attempts <= len(PAUSES):
        return None
    return at + (PAUSES[attempts - 1] if wait is None else min(max(wait, SHORTEST_WAIT), LONGEST_WAIT))


def accepted(status: int) -> bool:
    """Whether the receiver took it. A redirect is no yes: nobody follows it."""
    return 200 <= status < 300


def is_gone(status: int) -> bool:
    """Whether the receiver says that this webhook is there no more: it is switched off."""
    return status == 410


def is_final(status: int) -> bool:
    """Whether trying again is no use: the webhook is gone, or the receiver will not have this body."""
    return is_gone(status) or status in REFUSED


def is_throttled(status: int | None) -> bool:
    """Whether a ``Retry-After`` beside this status counts."""
    return status in (429, 503)


def wait_asked_for(retry_after: str, at: datetime) -> timedelta | None:
    """What a ``Retry-After`` header says: seconds, also with a fraction as Discord writes them, or a date of HTTP."""
    text = retry_after.strip()[:40]
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=float(text))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) - at
