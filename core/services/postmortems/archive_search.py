"""The Archive: all postmortems by date, narrowed down by filters, or searched by words. Reading only."""

from dataclasses import dataclass, field
from typing import Final

from core.domain.dates.zones import zone_or_utc
from core.domain.search import parse_query
from core.domain.search.filters import ArchiveFilter
from core.services.actions.owners import grouped_owners, spellings_of
from core.services.app import App
from core.services.postmortems.cards import Card, cards_of
from core.store import archive_filter, labels, postmortems
from core.store.database.transaction import Transaction
from core.store.labels import LabelKind
from core.store.search import full_text

PAGE: Final = 50
MOST_HITS: Final = 500


@dataclass(frozen=True)
class ArchiveRow:
    """``snippet``: words around what was found, in which \\x02 begins and \\x03 ends a find; empty without a query.

    ``whole``: it has all that was asked for.
    """

    card: Card
    snippet: str
    whole: bool = True


@dataclass(frozen=True)
class ArchivePage:
    """``page`` counts from 1. ``total`` and ``whole`` are over all pages: how many there are, and how many of them, the
    first ones, have everything that was asked for. ``respelled``: words that are in no postmortem, each with the
    nearest one, which was looked for in its place."""

    rows: tuple[ArchiveRow, ...]
    total: int
    page: int
    pages: int
    query: str
    whole: int
    respelled: tuple[tuple[str, str], ...] = ()
    filter: ArchiveFilter = field(default_factory=ArchiveFilter)


@dataclass(frozen=True)
class FilterChoices:
    """What there is to choose from, with how many postmortems have it, by name."""

    services: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    owners: tuple[tuple[str, int], ...]


def archive(
    app: App, query: str = "", page: int = 1, *, chosen: ArchiveFilter | None = None, zone: str = "UTC"
) -> ArchivePage:
    """Those that pass the filter, the newest incident first; with a query those in which its words are found, best
    first. ``zone``: of whoever looks, for the days of the filter. Only for those in the workspace."""
    query, chosen = " ".join(query.split()), chosen or ArchiveFilter()
    with app.db.read() as tx:
        within = _conditions(tx, chosen, zone)
        found = full_text.look(tx, parse_query(query), within, MOST_HITS) if query else None
        total = postmortems.count(tx, within=within) if found is None else len(found.ids)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, page), pages)
        start = (page - 1) * PAGE
        if found is None:
            rows = postmortems.list_(tx, limit=PAGE, offset=start, within=within)
            texts: dict[str, str] = {}
        else:
            rows = postmortems.list_(tx, ids=found.ids[start : start + PAGE])
            texts = full_text.snippets(tx, found, [row.id for row in rows])
        now = tx.now()
        cards = cards_of(tx, rows, now)
    whole = total if found is None else found.whole
    complete = set(found.ids[:whole]) if found is not None else {card.id for card in cards}
    return ArchivePage(
        rows=tuple(ArchiveRow(card, texts.get(card.id, ""), card.id in complete) for card in cards),
        total=total,
        page=page,
        pages=pages,
        query=query,
        whole=whole,
        respelled=() if found is None else found.respelled,
        filter=chosen,
    )


def filter_choices(app: App) -> FilterChoices:
    """Only for those in the workspace."""
    with app.db.read() as tx:
        owners, _ = grouped_owners(archive_filter.owners(tx))
        return FilterChoices(
            services=tuple((item.value, item.count) for item in labels.label_counts(tx, LabelKind.SERVICE)),
            tags=tuple((item.value, item.count) for item in labels.label_counts(tx, LabelKind.TAG)),
            owners=tuple((owner.name, owner.count) for owner in owners),
        )


def _conditions(tx: Transaction, chosen: ArchiveFilter, zone: str) -> full_text.Conditions:
    spellings = spellings_of(chosen.owner, archive_filter.owners(tx)) if chosen.owner else None
    return archive_filter.conditions(tx, chosen, zone_or_utc(zone), spellings)
