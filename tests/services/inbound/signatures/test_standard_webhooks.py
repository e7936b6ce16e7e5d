"""Standard Webhooks: id, time and body signed together, by the package that the senders use themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from core.domain.inbound.signed_body import SignedBody, SigningSecret
from core.errors import BadInput
from core.services.inbound.signatures.standard_webhooks import StandardWebhooks, require_usable

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SECRET = SigningSecret("whsec_" + "c2VjcmV0LW9mLXRoZS10ZXN0LXRoYXQtaXMtbG9uZw==")
BODY = '{"event_type": "fünf"}'


def headers(at: datetime = NOW, name: str = "msg_1", body: str = BODY) -> dict[str, str]:
    made = Webhook(SECRET.secret).sign(name, at, body)
    return {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": made}


def valid(sent: dict[str, str], body: bytes = BODY.encode(), secret: SigningSecret = SECRET) -> bool:
    return StandardWebhooks().is_valid(SignedBody(body, sent, NOW), secret)


def test_what_the_package_signs_is_valid() -> None:
    """Also beside another signature, with or without whsec_, and without padding."""
    sent = headers()
    assert valid(sent)
    assert valid({**sent, "webhook-signature": f"v1,AAAA v2,x {sent['webhook-signature']}"})
    assert valid(sent, secret=SigningSecret(SECRET.secret.removeprefix("whsec_").rstrip("=")))


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_each_header_counts(missing: str) -> None:
    """Left out, or changed, it is refused."""
    assert not valid({name: value for name, value in headers().items() if name != missing})
    assert not valid({**headers(), missing: "1"})


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_one_is_refused(seconds: int) -> None:
    """By the clock of the database, which all servers share."""
    assert not valid(headers(NOW + timedelta(seconds=seconds)))


@pytest.mark.parametrize("signature", ["", "v1", ",", "v1,", "v1,%%%", "v1,é", "v2,x", " " * 999, "v1," + "A" * 99_999])
def test_a_signature_of_any_form_is_answered(signature: str) -> None:
    """The package fails with an error of its own on some of these."""
    assert not valid({**headers(), "webhook-signature": signature})


def test_bytes_that_are_no_text_are_refused() -> None:
    """The signature is over text."""
    assert not valid(headers(), body=b"\xff\xfe")


@pytest.mark.parametrize("secret", ["whsec_", "", "whsec_a"])
def test_a_secret_that_signs_nothing_cannot_be_entered(secret: str) -> None:
    """Said when it is typed, and never valid."""
    with pytest.raises(BadInput):
        require_usable(secret)
    assert not valid(headers(), secret=SigningSecret(secret))
