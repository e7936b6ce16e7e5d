"""Amazon SNS: signed by certificate, from Amazon's own address, for one topic."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from core.domain.inbound.signed_body import SignedBody, SigningSecret
from core.services.inbound.signatures.amazon_sns import KEPT, MOST_KEPT, AmazonSns, is_amazons, message_of

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders"
ADDRESS = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b.pem"
KEY = rsa.generate_private_key(65_537, 2048)


def pem(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = KEY,
    begins: datetime = NOW - timedelta(days=9),
    days: int = 99,
) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(begins).not_valid_after(begins + timedelta(days=days))
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM)


def message(version: str = "2", **more: str) -> dict[str, str]:
    """A signed notification; ``more`` is signed as well."""
    found = {
        "Type": "Notification",
        "MessageId": "m-1",
        "TopicArn": TOPIC,
        "Message": '{"AlarmName": "Disk"}',
        "Timestamp": "2026-11-23T13:59:30.000Z",
        "SignatureVersion": version,
        "SigningCertURL": ADDRESS,
        **more,
    }
    algorithm = SHA1() if version == "1" else SHA256()  # noqa: S303 - as the sender has it
    found["Signature"] = base64.b64encode(KEY.sign(message_of(found), PKCS1v15(), algorithm)).decode()
    return found


class Fetching:
    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, address: str) -> bytes | None:
        self.asked.append(address)
        return self.answer


def valid(envelope: object, fetch: Fetching | None = None, topic: str = TOPIC) -> bool:
    body = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
    return AmazonSns(fetch or Fetching(pem())).is_valid(SignedBody(body, {}, NOW), SigningSecret(topic))


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_versions_are_checked(version: str) -> None:
    """With a subject and without one; what is not signed may change."""
    assert valid(message(version))
    assert valid(message(version, Subject="ALARM: Disk"))
    assert valid({**message(version), "UnsubscribeURL": "https://sns.eu-central-1.amazonaws.com/?x"})


def test_a_confirmation_signs_other_fields() -> None:
    """Its address and its token."""
    assert valid(message(Type="SubscriptionConfirmation", SubscribeURL="https://x", Token="t", Message="Confirm"))


@pytest.mark.parametrize("field", ["Message", "MessageId", "Timestamp", "TopicArn", "Signature", "SignatureVersion"])
def test_what_is_signed_may_not_change(field: str) -> None:
    """Nor be left out, nor be of another kind."""
    assert not valid({**message(), field: "x"})
    assert not valid({**message(), field: 7})
    assert not valid({name: value for name, value in message().items() if name != field})


def test_another_topic_of_amazons_is_refused() -> None:
    """Anybody with an account can have a message signed: only the topic that was entered counts."""
    assert not valid(message(), topic="arn:aws:sns:eu-central-1:999999999999:theirs")


@pytest.mark.parametrize("stamp", ["2026-11-23T12:40:00Z", "2026-11-23T15:20:00Z", "2026-11-23T13:59:30", "x", ""])
def test_an_old_message_is_refused(stamp: str) -> None:
    """After an hour and ten minutes nobody sends it any more."""
    assert not valid(message(Timestamp=stamp))


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.eu-central-1.amazonaws.com.evil.example/a.pem",
        "https://sns.eu-central-1.amazonaws.com@evil.example/a.pem",
        "https://evil.example/sns.eu-central-1.amazonaws.com/a.pem",
        "https://snsxeu-central-1.amazonaws.com/a.pem",
        "https://bucket.s3.amazonaws.com/a.pem",
        "https://sns.evil.amazonaws.com.evil/a.pem",
        "http://sns.eu-central-1.amazonaws.com/a.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/a.pem",
        "https://sns.eu-central-1.amazonaws.com/a.pem?x=http://169.254.169.254/",
        "https://sns.eu-central-1.amazonaws.com/../a.pem",
        "https://sns.eu-central-1.amazonaws.com/a.pem\n",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_certificate_is_fetched_from_amazon_only(address: str) -> None:
    """Nothing in a body makes this server ask another one."""
    fetch = Fetching(pem())
    assert not is_amazons(address)
    assert not valid(message(SigningCertURL=address), fetch)
    assert fetch.asked == []


def test_china_has_its_own_ending() -> None:
    """Amazon's regions there."""
    assert is_amazons("https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem")


@pytest.mark.parametrize("answer", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nx\n", b"\xff" * 99])
def test_without_a_certificate_nothing_is_valid(answer: bytes | None) -> None:
    """Amazon does not answer, or somebody else does."""
    assert not valid(message(), Fetching(answer))


def test_a_certificate_that_is_over_or_of_another_kind_is_refused() -> None:
    """Valid a year ago, valid next year, or with a key that SNS does not use."""
    assert not valid(message(), Fetching(pem(begins=NOW - timedelta(days=99), days=9)))
    assert not valid(message(), Fetching(pem(begins=NOW + timedelta(days=9))))
    assert not valid(message(), Fetching(pem(ec.generate_private_key(ec.SECP256R1()))))
    assert not valid(message(), Fetching(pem(rsa.generate_private_key(65_537, 2048))))


def test_it_is_fetched_once_a_day() -> None:
    """A thousand alerts ask Amazon once; what failed is asked for again."""
    fetch = Fetching(None)
    scheme = AmazonSns(fetch)
    signed = SignedBody(json.dumps(message()).encode(), {}, NOW)
    assert not scheme.is_valid(signed, SigningSecret(TOPIC))
    fetch.answer = pem()
    assert all(scheme.is_valid(signed, SigningSecret(TOPIC)) for _ in range(5))
    assert len(fetch.asked) == 2
    later = NOW + KEPT + timedelta(minutes=1)
    signed = SignedBody(json.dumps(message(Timestamp=later.isoformat())).encode(), {}, later)
    assert scheme.is_valid(signed, SigningSecret(TOPIC))
    assert len(fetch.asked) == 3


def test_only_a_few_are_kept() -> None:
    """Many names do not fill the memory."""
    fetch = Fetching(pem())
    scheme = AmazonSns(fetch)
    for number in range(3 * MOST_KEPT):
        named = message(SigningCertURL=f"https://sns.eu-central-1.amazonaws.com/{number}.pem")
        assert scheme.is_valid(SignedBody(json.dumps(named).encode(), {}, NOW), SigningSecret(TOPIC))
    assert len(scheme._kept) == MOST_KEPT


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100_000, b'{"TopicArn": []}', b"\xff"])
def test_any_body_is_answered(body: bytes) -> None:
    """Refused, and no failure."""
    assert not valid(body)
