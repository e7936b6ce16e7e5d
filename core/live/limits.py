"""Every limit of the live floor, in one place: how much, how often, how long.

A limit is a number and a reason. Nothing else in core.live may hold a bare size or rate; the tests
stand just inside and just outside of each.
"""

import time
from dataclasses import dataclass

from core.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limits:
    """What one deployment allows. The defaults fit a meeting of sixty people on a small machine."""

    # one frame
    update_bytes: int = 256 * 1024
    """A typed change. The browser refuses a paste above 100 kB long before this."""
    answer_bytes: int = 2 * 1024 * 1024
    """A sync step 2: work done offline, all of it at once."""
    presence_bytes: int = 256 * 1024
    """A whole awareness frame: y-websocket clients send everybody's state back."""
    presence_state_bytes: int = 8 * 1024
    """One person's own state: name, section and cursor are a few hundred bytes."""
    vector_clients: int = 10_000
    """Clients in a state vector. A forged longer one made the server think for most of a second."""
    custom_bytes: int = 4 * 1024
    """Our own JSON messages are tiny."""

    # one document
    document_bytes: int = 1024 * 1024
    field_bytes: int = 200 * 1024
    document_types: int = 10_000
    """Nested maps and texts. Deleting a chain of 100,000 of them overflows the native stack."""

    # one peer
    frames_per_second: float = 30.0
    bytes_per_second: float = 100_000.0
    burst: float = 3.0
    """Seconds' worth of frames that may come at once."""
    bytes_burst: float = 30.0
    """Seconds' worth of bytes: three times the 1 MB allowed in ten seconds, so one full step 2 fits."""
    step1_per_second: float = 1.0
    queue_frames: int = 1_000
    queue_bytes: int = 4 * 1024 * 1024
    goodbye_seconds: float = 30.0
    """How long a socket that does not read may keep its close frame waiting."""

    # one room, one visitor
    room_peers: int = 60
    visitor_sockets: int = 8
    pending_bytes: int = 8 * 1024 * 1024
    """Frames that wait for a slow database. Beyond it nobody is read until it answers."""

    # how soon
    presence_seconds: float = 0.05
    """Awareness changes are collected this long into one frame."""
    presence_renew_seconds: float = 20.0
    """Browsers forget a person after 30 s of silence."""
    projection_seconds: float = 0.2
    poll_seconds: float = 2.0
    record_notice_seconds: float = 2.0
    """The record changes several times a second while people type; panels need not hear of each."""
    evict_seconds: float = 20.0
    revision_seconds: float = 600.0
    all_sent_seconds: float = 5.0
    """After Finish a browser that holds nothing back says so at once; one that is silent this long has no line."""

    # requests
    hints_per_second: float = 5.0
    hints_burst: float = 2.0
    hint_characters: int = 20_000
    dues_per_second: float = 5.0
    """A date is asked about while it is typed, beside the hints and not at their cost."""
    dues_burst: float = 2.0
    exports_per_second: float = 10 / 60
    exports_burst: float = 60.0
    feeds_per_second: float = 10 / 60
    """For one calendar and one address: apps ask every few minutes at most."""
    feeds_burst: float = 60.0
    wrong_keys_per_second: float = 10 / 60
    """For one address. A key has 130 bits; this keeps the log and the database quiet, not the key secret."""
    wrong_keys_burst: float = 60.0
    body_bytes: int = 128 * 1024
    newcomers_per_second: float = 1.0
    """New cookies for one address. A class of sixty may open the page at once; a crawler may not go on."""
    newcomers_burst: float = 120.0
    remembered: int = 10_000
    """Visitors or addresses whose rate is kept in memory."""


LIMITS = Limits()


class Bucket:
    """A token bucket that says how long to wait instead of saying no."""

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

    def check(self, key: str, now: float | None = None) -> None:
        """Raises TooMany."""
        if len(self._buckets) >= self._remembered and key not in self._buckets:
            self._buckets.clear()
        bucket = self._buckets.setdefault(key, Bucket(self._rate, self._burst))
        if bucket.would_wait(1, time.monotonic() if now is None else now):
            raise TooMany()
