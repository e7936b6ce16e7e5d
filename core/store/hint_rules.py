"""How each hint rule fares in this workspace: counted per rule, never per person, and whether it is silent here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.store.database import tables
from core.store.database.transaction import Transaction

_NOTHING = {
    **{"accepted": 0, "dismissed": 0, "not_helpful": 0, "silent": "", "since": None},
    **{"not_blame": 0, "answered": 0, "threshold": None},
}


@dataclass(frozen=True)
class RuleTally:
    """``not_helpful`` counts from the last time the rule was brought back. ``silent`` is "", "muted" or "off".

    ``not_blame`` and ``answered`` count from the last change of ``threshold``, which is None or from 0 to 1.
    """

    rule: str
    accepted: int
    dismissed: int
    not_helpful: int
    silent: str
    since: datetime | None
    not_blame: int
    answered: int
    threshold: float | None


def tallies(tx: Transaction) -> Mapping[str, RuleTally]:
    """Of every rule that anything was said about, by its id."""
    return {row.rule: RuleTally(**row._mapping) for row in tx.execute(select(tables.hint_rule))}


def is_muted(tx: Transaction) -> frozenset[str]:
    r = tables.hint_rule.c
    return frozenset(tx.execute(select(r.rule).where(r.silent != "")).scalars())


def thresholds(tx: Transaction) -> Mapping[str, float]:
    """Of the rules that have one of their own."""
    r = tables.hint_rule.c
    return {rule: value for rule, value in tx.execute(select(r.rule, r.threshold).where(r.threshold.is_not(None)))}


def count_accepted(tx: Transaction, rule: str) -> None:
    r = tables.hint_rule.c
    _put(tx, rule, {"accepted": 1, "answered": 1}, {"accepted": r.accepted + 1, "answered": r.answered + 1})


def count_dismissed(tx: Transaction, rule: str, *, not_helpful: bool = False, not_blame: bool = False) -> RuleTally:
    """The tally with this one in it."""
    r = tables.hint_rule.c
    more = {"dismissed": 1, "answered": 1, "not_helpful": int(not_helpful), "not_blame": int(not_blame)}
    _put(tx, rule, more, {name: r[name] + count for name, count in more.items()})
    return RuleTally(**tx.execute(select(tables.hint_rule).where(r.rule == rule)).one()._mapping)


def set_threshold(tx: Transaction, rule: str, threshold: float | None) -> None:
    """From now on answers count anew."""
    now = {"threshold": threshold, "not_blame": 0, "answered": 0}
    _put(tx, rule, now, now)


def mute(tx: Transaction, rule: str, how: str) -> None:
    """``how`` is "muted" or "off"."""
    now = {"silent": how, "since": tx.now()}
    _put(tx, rule, now, now)


def unmute(tx: Transaction, rule: str) -> None:
    """It speaks again, and what was not helpful so far no longer counts against it."""
    now = {"silent": "", "since": None, "not_helpful": 0}
    _put(tx, rule, now, now)


def _put(tx: Transaction, rule: str, first: Mapping[str, object], then: Mapping[str, object]) -> None:
    insert = tx.upsert(tables.hint_rule).values(**{**_NOTHING, "rule": rule, **first})
    tx.execute(insert.on_conflict_do_update(index_elements=["rule"], set_=then))
