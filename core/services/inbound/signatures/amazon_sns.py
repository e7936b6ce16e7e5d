"""Amazon SNS signs with a certificate: SHA-1 in version 1, SHA-256 in version 2, over the fields of its envelope.

Anybody with an account of Amazon's can have a message signed so. A signature therefore counts for one topic only: the
"secret" of this source is the topic's ARN. The certificate is fetched from ``sns.<region>.amazonaws.com`` and from
nowhere else, through the guarded request, and kept for a day.
Source: AWS "Verifying the signatures of Amazon SNS messages".
"""

import base64
import binascii
import json
import logging
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from core.domain.inbound.hmac_schemes import same
from core.domain.inbound.signed_body import SignedBody, SigningSecret
from core.domain.webhook.address import target
from core.errors import BadInput
from core.services.webhooks.guarded_get import get

if TYPE_CHECKING:  # cryptography is large: it is imported with the first message of SNS, not at the start
    from cryptography import x509

_log = logging.getLogger(__name__)

Fetch = Callable[[str], bytes | None]

TOLERANCE: Final = timedelta(hours=1, minutes=10)
"""SNS sends for up to an hour again, with the time at which it was published."""
KEPT: Final = timedelta(days=1)
MOST_KEPT: Final = 8
FETCH_SECONDS: Final = 5.0
LONGEST_CERTIFICATE: Final = 16_384
_ADDRESS: Final = re.compile(r"https://sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?/[A-Za-z0-9_-]{1,200}\.pem")
_NOTIFICATION: Final = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION: Final = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


def is_amazons(address: str) -> bool:
    """Whether a certificate may be fetched from there."""
    return _ADDRESS.fullmatch(address) is not None


class AmazonSns:
    """``fetch`` gives the bytes of an address, or None. Safe to use from many threads."""

    def __init__(self, fetch: Fetch | None = None) -> None:
        self._fetch = fetch or _fetched
        self._kept: dict[str, tuple[datetime, x509.Certificate]] = {}
        self._lock = threading.Lock()

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool:
        envelope = _envelope(signed.body)
        topic = envelope.get("TopicArn", "")
        if not topic or not same(topic, secret.secret) or not _is_recent(envelope.get("Timestamp", ""), signed.now):
            return False
        certificate = self._certificate(envelope.get("SigningCertURL", ""), signed.now)
        return certificate is not None and _is_signed(envelope, certificate)

    def _certificate(self, address: str, now: datetime) -> "x509.Certificate | None":
        if not is_amazons(address):
            _log.warning("an SNS message names a certificate of another host and is refused")
            return None
        with self._lock:
            kept = self._kept.get(address)
        if kept is not None and now - kept[0] < KEPT:
            return kept[1]
        certificate = _parsed(self._fetch(address) or b"", now)
        if certificate is None:
            _log.warning("the certificate of an SNS message could not be fetched, or is none")
            return None
        with self._lock:
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[address] = (now, certificate)
        return certificate


def _envelope(body: bytes) -> dict[str, str]:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


def _is_recent(stamp: str, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return False
    return at.tzinfo is not None and abs(at - now) <= TOLERANCE


def _is_signed(envelope: dict[str, str], certificate: "x509.Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA1, SHA256

    algorithm = {"1": SHA1(), "2": SHA256()}.get(envelope.get("SignatureVersion", ""))  # noqa: S303 - as the sender has it
    public = certificate.public_key()
    if algorithm is None or not isinstance(public, RSAPublicKey):
        return False
    try:
        signature = base64.b64decode(envelope.get("Signature", ""), validate=True)
        public.verify(signature, message_of(envelope), PKCS1v15(), algorithm)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def message_of(envelope: dict[str, str]) -> bytes:
    """What SNS signs: name and value of each field that is there, each on a line of its own."""
    names = _NOTIFICATION if envelope.get("Type") == "Notification" else _CONFIRMATION
    lines = [f"{name}\n{envelope[name]}\n" for name in names if name in envelope]
    return "".join(lines).encode("utf-8", "replace")


def _parsed(data: bytes, now: datetime) -> "x509.Certificate | None":
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(data)
    except ValueError:
        return None
    moment = now.astimezone(UTC)
    valid = certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
    return certificate if valid else None


def _fetched(address: str) -> bytes | None:
    try:
        where = target(address)
    except BadInput:
        return None
    return get(where, most=LONGEST_CERTIFICATE, seconds=FETCH_SECONDS)
