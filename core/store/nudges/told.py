"""What was told already: each event once for its subject and date, however many servers look and however often."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from core.store.database import tables
from core.store.database.transaction import Transaction

_T = tables.told.c
_KEY = _T.event, _T.postmortem_id, _T.item, _T.day, _T.channel
_AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """``item`` is an action, an earlier postmortem, or empty; ``day`` an ISO day or instant; ``channel`` is empty for
    webhooks, else it names who is told.
    """

    event: str
    postmortem_id: str
    item: str = ""
    day: str = ""
    channel: str = ""


def claim(tx: Transaction, told: Told) -> bool:
    """True for the first caller: from now on it counts as told."""
    put = tx.upsert(tables.told).values(**vars(told), at=tx.now()).on_conflict_do_nothing().returning(_T.day)
    return tx.execute(put).first() is not None


def claim_all(tx: Transaction, items: Iterable[Told]) -> list[Told]:
    """Those of them that nobody claimed before, in their order; few statements for however many."""
    asked = not_told(tx, dict.fromkeys(items))
    if not asked:
        return []
    now = tx.now()
    put = tx.upsert(tables.told).on_conflict_do_nothing().returning(*_KEY)
    claimed = {Told(*row) for row in tx.execute(put, [{**vars(told), "at": now} for told in asked])}
    return [told for told in asked if told in claimed]


def not_told(tx: Transaction, candidates: Iterable[Told]) -> list[Told]:
    """Those of them that nobody claimed yet, in their order. Reading only, for polling."""
    asked = list(candidates)
    known: set[Told] = set()
    for begin in range(0, len(asked), _AT_ONCE):
        keys = [(t.event, t.postmortem_id, t.item, t.day, t.channel) for t in asked[begin : begin + _AT_ONCE]]
        known |= {Told(*row) for row in tx.execute(select(*_KEY).where(tuple_(*_KEY).in_(keys)))}
    return [told for told in asked if told not in known]


def forget(tx: Transaction, channel: str) -> None:
    """Everything that this channel was told of: whoever it named is gone."""
    tx.execute(tables.told.delete().where(_T.channel == channel))
