"""The quiet minute of a meeting as rooms get it: the round and who has written. No draft is ever part of it."""

from dataclasses import dataclass, field

from core.domain.quiet_minute import QuietMinute
from core.store import quiet_minutes
from core.store.database.transaction import Transaction


@dataclass(frozen=True)
class QuietState:
    """``writers`` are the visitors who have a draft; what of it others see is decided where it is sent."""

    minute: QuietMinute = field(default_factory=QuietMinute)
    writers: frozenset[str] = frozenset()


def quiet_state(tx: Transaction, pm_id: str) -> QuietState:
    minute = quiet_minutes.load(tx, pm_id)
    return QuietState(minute, quiet_minutes.writers(tx, pm_id) if minute.is_open else frozenset())
