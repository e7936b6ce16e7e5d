"""Earlier incidents like this one, for those in the workspace: guests must not be given what comes from here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from core.domain.similar.ranking import Ranked, ranked
from core.domain.similar.reasons import as_written
from core.domain.terms import terms_of
from core.services.app import App
from core.services.authority import require_postmortem
from core.services.documents.records import postmortem_of
from core.store import incident_links, postmortems
from core.store.database.transaction import Transaction
from core.store.search import full_text
from core.store.similar import candidates

MOST_SHOWN: Final = 3
MOST_REASONS: Final = 6


@dataclass(frozen=True)
class Similar:
    """``score`` is how sure it is, from 0 to 1. ``why``: the shared words as the earlier report writes them."""

    postmortem_id: str
    title: str
    score: float
    strength: Literal["likely", "related"]
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
    """At most three, best first; empty when nothing is like it. ``before``: only those that began earlier."""
    text = "\n".join((title, summary, *services, *factors))
    terms = terms_of(text)
    with app.db.read() as tx:
        found = candidates.find(tx, terms, before=before, leave_out=leave_out)
        best = ranked(terms, found.candidates, found.found_in, found.total)[:MOST_SHOWN]
        return tuple(_similar(tx, match) for match in best)


def similar_to(app: App, pm_id: str) -> tuple[Similar, ...]:
    """The same for a postmortem as it is written now: only incidents that began before it. Raises NotFound."""
    with app.db.read() as tx:
        row = require_postmortem(tx, pm_id)
        record = postmortems.record(tx, pm_id)
        refused = incident_links.not_the_same_as(tx, pm_id)
    if record is None:
        return ()
    pm = postmortem_of(record)
    factors = tuple(factor.text for factor in pm.factors)
    before = row.started_at or row.created_at
    summary = pm.summary.what_happened
    return similar_to_text(app, pm.title, summary, pm.services, factors, before=before, leave_out={pm_id, *refused})


def _similar(tx: Transaction, match: Ranked) -> Similar:
    item = match.candidate
    score = match.score / (match.score + 20)
    why = as_written(match.shared, *full_text.stored_text(tx, item.postmortem_id), at_most=MOST_REASONS)
    return Similar(item.postmortem_id, item.title, round(score, 4), "related", why, item.happened_at)
