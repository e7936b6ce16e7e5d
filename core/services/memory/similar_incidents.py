"""Earlier incidents like this one, for those in the workspace: guests must not be given what comes from here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from core.domain.similar.confidence import Strength, strength_of, sureness
from core.domain.similar.learning import Pair, shift_by, trust_in, with_ties
from core.domain.similar.query import query_of
from core.domain.similar.ranking import Ranked, ranked
from core.domain.similar.reasons import as_written
from core.services.app import App
from core.services.authority import require_postmortem
from core.services.documents.records import postmortem_of
from core.store import incident_links, postmortems
from core.store.database.transaction import Transaction
from core.store.search import full_text
from core.store.similar import candidates
from core.store.similar.candidates import Found

MOST_SHOWN: Final = 3
MOST_REASONS: Final = 6
MOST_ANSWERS: Final = 200
"""Pairs of each kind that the ranking learns from."""


@dataclass(frozen=True)
class Similar:
    """``score`` is how sure it is, from 0 to 1. ``why``: the shared words as the earlier report writes them."""

    postmortem_id: str
    title: str
    score: float
    strength: Strength
    why: tuple[str, ...]
    happened_at: datetime


def similar_to_text(
    app: App,
    title: str,
    summary: str,
    services: Iterable[str] = (),
    factors: Iterable[str] = (),
    *,
    before: datetime | None = None,
    leave_out: Collection[str] = (),
) -> tuple[Similar, ...]:
    """At most three, best first; empty when nothing is like it. ``before``: only those that were known earlier."""
    query = query_of(title, summary, services, factors)
    if not query.weights:
        return ()
    with app.db.read() as tx:
        linked, apart = incident_links.all_pairs(tx)
        found = _trusted(tx, candidates.find(tx, query, before=before, leave_out=leave_out), linked, apart)
        matches = ranked(found.query, found.candidates, found.archive)
        best = with_ties(matches, linked)[:MOST_SHOWN]
        sure = sureness(best, shift_by(len(linked), len(apart)))
        shown = [_similar(tx, match, score) for match, score in zip(best, sure, strict=True)]
    return tuple(item for item in shown if item is not None)


def similar_to(app: App, pm_id: str) -> tuple[Similar, ...]:
    """The same for a postmortem as it is written now, for incidents that were known before it. Raises NotFound.

    Those that are linked already are left out, and those of which somebody said that they are not the same.
    """
    with app.db.read() as tx:
        row = require_postmortem(tx, pm_id)
        record = postmortems.record(tx, pm_id)
        linked = {item.id for item in (*incident_links.earlier_of(tx, pm_id), *incident_links.later_of(tx, pm_id))}
        left_out = {pm_id, *linked, *incident_links.not_the_same_as(tx, pm_id)}
    if record is None:
        return ()
    pm = postmortem_of(record)
    factors = tuple(factor.text for factor in pm.factors)
    before = row.detected_at or row.started_at or row.created_at
    summary = pm.summary.what_happened
    return similar_to_text(app, pm.title, summary, pm.services, factors, before=before, leave_out=left_out)


def _trusted(tx: Transaction, found: Found, linked: Collection[Pair], apart: Collection[Pair]) -> Found:
    """With what the answers of the team say about the terms of the query."""
    some_linked, some_apart = sorted(linked)[:MOST_ANSWERS], sorted(apart)[:MOST_ANSWERS]
    ends = {end for pair in (*some_linked, *some_apart) for end in pair}
    if not ends:
        return found
    terms = found.query.weights
    trust = trust_in(terms, candidates.having(tx, ends, terms), some_linked, some_apart)
    return replace(found, archive=replace(found.archive, trust=trust))


def _similar(tx: Transaction, match: Ranked, score: float) -> Similar | None:
    strength = strength_of(score)
    if strength is None:
        return None
    item = match.candidate
    why = as_written(match.shared, *full_text.stored_text(tx, item.postmortem_id), at_most=MOST_REASONS)
    return Similar(item.postmortem_id, item.title, round(score, 4), strength, why, item.happened_at)
