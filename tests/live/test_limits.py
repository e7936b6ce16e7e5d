"""The token buckets: how long to wait, and who is refused."""

import pytest

from core.errors import TooMany
from core.live.limits import Bucket, Rates


def test_a_burst_goes_through_at_once() -> None:
    """Thirty a second with a burst of three lets ninety pass without a pause."""
    bucket = Bucket(30, 3)
    assert [bucket.take(1, 100.0) for _ in range(90)] == [0.0] * 90


def test_beyond_the_burst_one_waits_as_long_as_it_takes() -> None:
    """The ninety-first frame costs a thirtieth of a second, the next one twice that."""
    bucket = Bucket(30, 3)
    for _ in range(90):
        bucket.take(1, 100.0)
    assert bucket.take(1, 100.0) == pytest.approx(1 / 30)
    assert bucket.take(1, 100.0) == pytest.approx(2 / 30)


def test_waiting_pays_the_debt() -> None:
    """After the pause the bucket is where it was, and never fuller than full."""
    bucket = Bucket(10, 1)
    for _ in range(20):
        bucket.take(1, 0.0)
    assert bucket.take(0, 1.0) == pytest.approx(0.0)
    assert bucket.take(10, 1_000.0) == 0.0
    assert bucket.take(1, 1_000.0) > 0.0


def test_a_refusal_costs_nothing() -> None:
    """Who is refused is not kept out longer by trying."""
    bucket = Bucket(1, 2)
    assert not bucket.would_wait(1, 0.0)
    assert not bucket.would_wait(1, 0.0)
    assert [bucket.would_wait(1, 0.0) for _ in range(50)] == [True] * 50
    assert not bucket.would_wait(1, 1.0)


def test_each_key_has_its_own_rate() -> None:
    """One person's haste is not another's refusal."""
    rates = Rates(1, 1, remembered=10)
    rates.check("ada", 0.0)
    rates.check("bo", 0.0)
    with pytest.raises(TooMany):
        rates.check("ada", 0.0)


def test_the_memory_for_keys_is_bounded() -> None:
    """A stranger with a new key each time fills nothing."""
    rates = Rates(1, 1, remembered=3)
    for number in range(100):
        rates.check(f"key {number}", 0.0)
    assert len(rates._buckets) <= 3
