"""Signing and trying again: what a receiver can check, and when there is another attempt."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.webhook.delivery import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    SHORTEST_WAIT,
    accepted,
    is_final,
    is_gone,
    is_throttled,
    next_try,
    signature,
    wait_asked_for,
)

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
    """410 says that nobody will ever answer there; what says that a body will not do stays so, too."""
    assert is_gone(410)
    assert not is_gone(404)
    assert all(map(is_final, (400, 410, 413, 415, 422)))
    assert not any(map(is_final, (401, 403, 404, 408, 429, 500, 502, 503)))


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("30", timedelta(seconds=30)),
        (" 0.75 ", timedelta(seconds=0.75)),
        ("0", timedelta()),
        ("Mon, 23 Nov 2026 14:02:00 GMT", timedelta(minutes=2)),
        ("Mon, 23 Nov 2026 13:00:00 GMT", timedelta(hours=-1)),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("inf", None),
        ("\u0661\u0662", None),
        ("9" * 400, None),
        ("Mon, 99 Nov 2026 14:02:00 GMT", None),
    ],
)
def test_what_a_receiver_says_about_waiting(header: str, wait: timedelta | None) -> None:
    """Seconds as RFC 9110 has them, with a fraction as Discord has them, or a date; nonsense says nothing."""
    assert wait_asked_for(header, AT) == wait


def test_a_receiver_is_believed_within_bounds() -> None:
    """It can neither be asked at once again and again nor keep a delivery for a year; tries still end."""
    assert next_try(1, AT, timedelta(minutes=2)) == AT + timedelta(minutes=2)
    assert next_try(1, AT, timedelta(hours=-1)) == AT + SHORTEST_WAIT
    assert next_try(1, AT, timedelta(days=400)) == AT + LONGEST_WAIT
    assert next_try(MOST_ATTEMPTS, AT, timedelta(minutes=2)) is None


def test_only_a_full_receiver_is_asked_when_it_has_room() -> None:
    """A Retry-After beside anything else is not for us."""
    assert [status for status in (None, 200, 404, 429, 500, 503) if is_throttled(status)] == [429, 503]
