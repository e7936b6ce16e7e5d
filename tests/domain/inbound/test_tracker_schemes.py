"""How trackers sign: each header as its sender makes it, and nothing that is not signed."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.inbound.signed_body import SignedBody, SigningSecret
from core.domain.inbound.tracker_schemes import LinearHmac
from core.services.tracker.sources import TRACKERS

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
RAW = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + base64.b64encode(RAW).decode()
SCHEMES = {source.name: source.scheme for source in TRACKERS}


def signed(body: bytes, **headers: str) -> SignedBody:
    return SignedBody(body, {name.replace("_", "-"): value for name, value in headers.items()}, NOW)


def mac(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def valid(source: str, body: bytes, secret: str = SECRET, **headers: str) -> bool:
    scheme = SCHEMES[source]
    assert scheme is not None
    return scheme.is_valid(signed(body, **headers), SigningSecret(secret))


@pytest.mark.parametrize(
    ("source", "header", "prefix"),
    [
        ("github", "x_hub_signature_256", "sha256="),
        ("jira", "x_hub_signature", "sha256="),
        ("gitea", "x_gitea_signature", ""),
        ("gitea", "x_forgejo_signature", ""),
        ("redmine", "x_redmine_signature_256", "sha256="),
    ],
)
def test_an_hmac_of_the_body_counts(source: str, header: str, prefix: str) -> None:
    """Over the bytes as they came; an empty header, another secret or another body is no signature."""
    body = b'{"action": "closed"}'
    assert valid(source, body, **{header: prefix + mac(body)})
    for wrong in ("", prefix, prefix + mac(b"{}"), prefix + mac(body, "other"), "sha1=" + mac(body), mac(body)[:-1]):
        assert not valid(source, body, **{header: wrong})
    assert not valid(source, body)


def test_jira_is_not_satisfied_with_a_signature_of_githubs_old_kind() -> None:
    """The same header, another digest."""
    body = b"{}"
    old = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    assert not valid("jira", body, x_hub_signature=f"sha1={old}")


def test_gitlab_sends_its_token_or_signs() -> None:
    """The classic token, or Standard Webhooks by the new signing token."""
    body, stamp = b"{}", str(int(NOW.timestamp()))
    assert valid("gitlab", body, x_gitlab_token=SECRET)
    assert not valid("gitlab", body, x_gitlab_token=SECRET[:-1])
    made = base64.b64encode(hmac.new(RAW, f"id.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()
    headers = {"webhook_id": "id", "webhook_timestamp": stamp, "webhook_signature": f"v1,{made}"}
    assert valid("gitlab", body, **headers)
    assert not valid("gitlab", body + b" ", **headers)
    assert not valid("gitlab", body, secret="a plain token", **headers)
    assert not valid("gitlab", body)


@pytest.mark.parametrize(("seconds", "counts"), [(0, True), (59, True), (-59, True), (61, False), (-61, False)])
def test_linear_is_believed_for_a_minute(seconds: int, counts: bool) -> None:
    """Its time stands in the body; without one in a header."""
    at = int((NOW + timedelta(seconds=seconds)).timestamp() * 1000)
    body = json.dumps({"webhookTimestamp": at}).encode()
    assert valid("linear", body, linear_signature=mac(body)) is counts
    bare = b"{}"
    assert valid("linear", bare, linear_signature=mac(bare), linear_timestamp=str(at)) is counts


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"webhookTimestamp": true}', b'{"webhookTimestamp": "x"}', b"[" * 90_000]
)
def test_linear_without_a_time_is_not_believed(body: bytes) -> None:
    """A valid signature over a body without a time could be sent again for ever."""
    assert not LinearHmac().is_valid(signed(body, linear_signature=mac(body)), SigningSecret(SECRET))


def test_azure_signs_nothing() -> None:
    """Its key comes as the password of basic authentication."""
    assert SCHEMES["azure-devops"] is None
