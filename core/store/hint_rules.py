"""How each hint rule fares in this workspace: counted per rule, never per person, and whether it is silent here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.store import tables
from core.store.transaction import Transaction

_NOTHING = {"accepted": 0, "dismissed": 0, "not_helpful": 0, "silent": "", "since": None}


@dataclass(frozen=True)
class RuleTally:
    """``not_helpful`` counts from the last time the rule was brought back. ``silent`` is "", "muted" or "off"."""

    rule: str
    accepted: int
    dismissed: int
    not_helpful: int
    silent: str
    since: datetime | None


def tallies(tx: Transaction) -> Mapping[str, RuleTally]:
    """Of every rule that anything was said about, by its id."""
    return {row.rule: RuleTally(**row._mapping) for row in tx.execute(select(tables.hint_rule))}


def silent(tx: Transaction) -> frozenset[str]:
    r = tables.hint_rule.c
    return frozenset(tx.execute(select(r.rule).where(r.silent != "")).scalars())


def count_accepted(tx: Transaction, rule: str) -> None:
    _put(tx, rule, {"accepted": 1}, {"accepted": tables.hint_rule.c.accepted + 1})


def count_dismissed(tx: Transaction, rule: str, *, not_helpful: bool) -> RuleTally:
    """The tally with this one in it."""
    r, more = tables.hint_rule.c, int(not_helpful)
    first = {"dismissed": 1, "not_helpful": more}
    _put(tx, rule, first, {"dismissed": r.dismissed + 1, "not_helpful": r.not_helpful + more})
    return RuleTally(**tx.execute(select(tables.hint_rule).where(r.rule == rule)).one()._mapping)


def silence(tx: Transaction, rule: str, how: str) -> None:
    """``how`` is "muted" or "off"."""
    now = {"silent": how, "since": tx.now()}
    _put(tx, rule, now, now)


def bring_back(tx: Transaction, rule: str) -> None:
    """It speaks again, and what was not helpful so far no longer counts against it."""
    now = {"silent": "", "since": None, "not_helpful": 0}
    _put(tx, rule, now, now)


def _put(tx: Transaction, rule: str, first: Mapping[str, object], then: Mapping[str, object]) -> None:
    insert = tx.upsert(tables.hint_rule).values(**{**_NOTHING, "rule": rule, **first})
    tx.execute(insert.on_conflict_do_update(index_elements=["rule"], set_=then))
