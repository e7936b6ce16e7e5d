"""Signatures by a shared secret: over the bytes as they came, several allowed, a signed time that is near."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.inbound.hmac_schemes import HexHmac, PairsHmac, Token, is_recent
from core.domain.inbound.signed_body import MOST_SIGNATURES, Scheme, SignedBody, SigningSecret

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
BODY = b'{"alerts": ["f\xc3\xbcnf", "\xff"]}'
SECRET = SigningSecret("a secret between two systems")
PLAIN = HexHmac("x-signature")
PREFIXED = HexHmac("x-signature", prefix="v1=")
TIMED = HexHmac("x-signature", time_header="x-time")
PAIRS = PairsHmac("x-signature")


def made(message: bytes = BODY, secret: str = SECRET.secret) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def valid(scheme: Scheme, header: str, body: bytes = BODY, secret: SigningSecret = SECRET, **more: str) -> bool:
    headers = {"x-signature": header, **{name.replace("_", "-"): value for name, value in more.items()}}
    return scheme.is_valid(SignedBody(body, headers, NOW), secret)


@pytest.mark.parametrize("header", [made(), made().upper(), f" {made()} ", f"{'0' * 64},{made()}"])
def test_one_of_several_is_enough(header: str) -> None:
    """A sender that changes its secret signs with both; how the letters are written does not matter."""
    assert valid(PLAIN, header)


WRONG = ["", ",", made(b"x"), made(secret="another"), made()[:-1], f"v1={made()}", "\x00", "é" * 64, "0" * 99_999]


@pytest.mark.parametrize("header", WRONG)
def test_a_wrong_one_is_refused(header: str) -> None:
    """Also when it is nonsense: nothing here fails on what a sender writes."""
    assert not valid(PLAIN, header)


def test_one_byte_of_the_body_is_enough_to_refuse() -> None:
    """What was changed on the way is not what was signed."""
    assert not valid(PLAIN, made(), body=BODY + b" ")


def test_a_prefix_has_to_be_there() -> None:
    """A signature of another version is none."""
    assert valid(PREFIXED, f"v0={made()},v1={made()}")
    assert not valid(PREFIXED, f"v2={made()}")
    assert not valid(PREFIXED, made())


def test_not_endless_many_are_looked_at() -> None:
    """A header full of guesses costs no more than ten."""
    assert not valid(PLAIN, ",".join(["0" * 64] * MOST_SIGNATURES + [made()]))


def test_the_secret_brings_names_of_headers() -> None:
    """Grafana lets people choose both, in any letter case."""
    own = SigningSecret(SECRET.secret, "X-Own", "X-When")
    stamped = made(STAMP.encode() + b":" + BODY)
    assert valid(PLAIN, "", secret=own, x_own=stamped, x_when=STAMP)
    assert not valid(PLAIN, stamped, secret=own)
    assert not valid(PLAIN, "", secret=own, x_own=made(), x_when=STAMP)


@pytest.mark.parametrize(("seconds", "fits"), [(0, True), (299, True), (301, False), (-299, True), (-301, False)])
def test_a_clock_may_differ_by_five_minutes(seconds: int, fits: bool) -> None:
    """Either way; an old body that somebody recorded is not taken again."""
    stamp = str(int((NOW + timedelta(seconds=seconds)).timestamp()))
    assert valid(TIMED, made(stamp.encode() + b":" + BODY), x_time=stamp) is fits
    assert valid(PAIRS, f"t={stamp},v1={made(stamp.encode() + BODY)}") is fits


@pytest.mark.parametrize("stamp", ["", "now", "-5", "1e9", "٣" * 10, "9" * 17, "9" * 9_999, f" {STAMP}", f"{STAMP}.0"])
def test_a_time_that_is_none_is_refused(stamp: str) -> None:
    """Without a time nothing says that the body is new."""
    assert not is_recent(stamp, NOW)
    assert not valid(TIMED, made(stamp.encode() + b":" + BODY), x_time=stamp)


def test_milliseconds_are_understood() -> None:
    """Some senders stamp in thousandths."""
    assert is_recent(f"{STAMP}123", NOW)


def test_pairs_may_hold_several_signatures() -> None:
    """In any order; what is no pair is passed over."""
    good = made(STAMP.encode() + BODY)
    assert valid(PAIRS, f"v1={'0' * 64}, v1={good}, t={STAMP}, x, =, v2=1")
    assert not valid(PAIRS, f"v1={good}")
    assert not valid(PAIRS, f"t={STAMP}")


def test_a_token_is_the_secret_itself() -> None:
    """And an empty secret opens nothing."""
    assert valid(Token("x-signature"), SECRET.secret)
    assert not valid(Token("x-signature"), "another")
    assert not valid(Token("x-signature"), "", secret=SigningSecret(""))


def test_nothing_secret_is_in_a_repr() -> None:
    """What is logged by accident is logged as its repr."""
    assert SECRET.secret not in repr(SECRET)
    assert "alerts" not in repr(SignedBody(BODY, {"x-signature": made()}, NOW))


@given(st.text(), st.text(), st.binary())
def test_no_header_makes_it_fail(header: str, stamp: str, body: bytes) -> None:
    """Whatever stands in a header: it is valid or it is not."""
    for scheme in (PLAIN, PREFIXED, TIMED, PAIRS, Token("x-signature")):
        assert not valid(scheme, header, body, x_time=stamp)
