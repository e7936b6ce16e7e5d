"""Signing and trying again: what a receiver can check, and when there is another attempt."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.webhook.delivery import MOST_ATTEMPTS, accepted, is_final, next_try, signature

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def test_a_signature_can_be_checked_with_the_standard_library() -> None:
    """As docs/webhooks.md says: HMAC-SHA256 of the seconds, a full stop, and the body as it came."""
    header = signature("whsec_x", b'{"a": 1}', 1_795_442_400.9)
    messages = dict(part.split("=", 1) for part in header.split(","))
    assert messages["t"] == "1795442400"
    assert messages["v1"] == hmac.new(b"whsec_x", b'1795442400.{"a": 1}', hashlib.sha256).hexdigest()


def test_another_body_moment_or_secret_has_another_signature() -> None:
    """So neither can be changed on the way, and an old one can be told from a new one."""
    kept = signature("s", b"body", 1.0)
    assert len({kept, signature("s", b"bodY", 1.0), signature("s", b"body", 2.0), signature("S", b"body", 1.0)}) == 4


def test_the_pauses_grow_and_end() -> None:
    """A minute, five, half an hour, two hours, six hours, and then no more."""
    waits = [next_try(attempts, AT) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert [wait - AT for wait in waits if wait] == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    ]
    assert waits[-1] is None
    assert next_try(MOST_ATTEMPTS + 1, AT) is None


@pytest.mark.parametrize(("status", "taken"), [(200, True), (204, True), (301, False), (302, False), (500, False)])
def test_only_a_plain_yes_is_a_yes(status: int, taken: bool) -> None:
    """A redirect is not followed, so it is no yes."""
    assert accepted(status) is taken


def test_gone_is_final() -> None:
    """410 says that nobody will ever answer there; everything else may pass."""
    assert is_final(410)
    assert not any(map(is_final, (400, 404, 429, 500, 503)))
