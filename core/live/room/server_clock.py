"""The database's clock, kept by its distance from this computer's, so that nothing is asked for a second."""

from datetime import UTC, datetime, timedelta

from core.live.limits import LIMITS


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


class ServerClock:
    """Two servers with different clocks and one database agree, and so does every browser that asks them."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def adjust(self, database_now: datetime, asked_at: datetime) -> None:
        """From an answer that has just arrived; ``asked_at`` is this computer's time of the question.

        The database read its clock somewhere between question and answer, so an answer that took long says little:
        the clock is moved only if it cannot be right, and then to the middle of what is possible.
        """
        latest, earliest = database_now - asked_at, database_now - datetime.now(UTC)
        noise = timedelta(seconds=LIMITS.clock_noise_seconds)
        if not earliest - noise <= self._ahead <= latest + noise:
            self._ahead = earliest + (latest - earliest) / 2

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def milliseconds(self) -> int:
        return milliseconds(self.now())
