"""Services, tags and lenses of postmortems as rows, projected from the document: what lists are narrowed down by."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from core.store.closed import listed
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import name_key

_L, _P = tables.record_label.c, tables.postmortem.c


class LabelKind(StrEnum):
    SERVICE = "service"
    TAG = "tag"
    LENS = "lens"


@dataclass(frozen=True)
class LabelCount:
    """``value`` as it is written in one of the ``count`` postmortems that have it."""

    value: str
    count: int


Labels = Collection[tuple[LabelKind, str]]


def save_labels(tx: Transaction, pm_id: str, labels: Labels, *, fresh: bool = False) -> None:
    """Put these in the place of those that were there. ``fresh``: none were."""
    new = {(kind.value, key): value for kind, value in reversed(list(labels)) if (key := name_key(value))}
    if not fresh:
        stored = tx.execute(select(_L.kind, _L.key, _L.value).where(_L.postmortem_id == pm_id))
        if {(row.kind, row.key): row.value for row in stored} == new:
            return  # most changes are typed elsewhere
        tx.execute(tables.record_label.delete().where(_L.postmortem_id == pm_id))
    rows = [{"postmortem_id": pm_id, "kind": kind, "key": key, "value": value} for (kind, key), value in new.items()]
    if rows:
        tx.execute(tables.record_label.insert(), rows)


def has_label(kind: LabelKind, value: str) -> ColumnElement[bool]:
    """A condition on ``postmortem``."""
    having = select(_L.postmortem_id).where(_L.kind == kind, _L.key == name_key(value))
    return _P.id.in_(having)  # worked out once, and not for each row


def label_counts(tx: Transaction, kind: LabelKind) -> list[LabelCount]:
    """All that are in use outside the trash, by name."""
    statement = (
        select(func.min(_L.value), func.count())
        .where(_L.kind == kind, *listed(tx, _L.postmortem_id))
        .group_by(_L.key)
        .order_by(_L.key)
    )
    return [LabelCount(value, count) for value, count in tx.execute(statement)]
