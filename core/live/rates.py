"""Token buckets: how long a sender has to wait, and who is refused. The figures come from ``limits``."""

import time

from core.errors import TooMany


class Bucket:
    """A token bucket. ``rate`` is in tokens a second, ``burst`` in seconds' worth of tokens."""

    __slots__ = ("_at", "_left", "capacity", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.capacity = rate * burst
        self._left = self.capacity
        self._at: float | None = None

    def take(self, amount: float, now: float) -> float:
        """Takes, into debt if need be, and returns the seconds until the debt is paid."""
        if self._at is not None:
            self._left = min(self.capacity, self._left + (now - self._at) * self.rate)
        self._at = now
        self._left -= amount
        return max(0.0, -self._left / self.rate)

    def would_wait(self, amount: float, now: float) -> bool:
        """Whether taking now would run into debt. Takes only when it would not."""
        left = self._left if self._at is None else min(self.capacity, self._left + (now - self._at) * self.rate)
        if left < amount:
            return True
        self.take(amount, now)
        return False


class Rates:
    """One bucket a key. Forgets all of them when there are too many, which only ever lets somebody in."""

    def __init__(self, rate: float, burst: float, remembered: int) -> None:
        self._rate = rate
        self._burst = burst
        self._remembered = remembered
        self._buckets: dict[str, Bucket] = {}

    def check(self, key: str, now: float | None = None, amount: float = 1) -> None:
        """Takes one token, or ``amount``. Raises TooMany when there are not so many."""
        if len(self._buckets) >= self._remembered and key not in self._buckets:
            self._buckets.clear()
        bucket = self._buckets.setdefault(key, Bucket(self._rate, self._burst))
        if bucket.would_wait(amount, time.monotonic() if now is None else now):
            raise TooMany()
