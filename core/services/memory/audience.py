"""Who may know of which link: the one place that pages, files and the shared screen ask.

The workspace knows of all links, from both ends. A guest of a meeting, its shared screen and a reader of its published
page know of the earlier incidents that a facilitator showed in that meeting, by title and day, and of nothing else:
that an incident came back later is never shown to them, because nobody in the later one decided so for this room.
"""

from core.domain.dates.zones import day_in
from core.export.meta import LinkedIncident
from core.store import incident_links
from core.store.database.transaction import Transaction
from core.store.incident_links import LinkedIncident as StoredIncident

Linked = tuple[LinkedIncident, ...]


def links_for(tx: Transaction, pm_id: str, *, inside: bool) -> tuple[Linked, Linked]:
    """What it is a recurrence of, and as what it came back. ``inside``: for somebody of the workspace."""
    if inside:
        earlier, later = incident_links.earlier_of(tx, pm_id), incident_links.later_of(tx, pm_id)
        return tuple(map(_whole, earlier)), tuple(map(_whole, later))
    return tuple(_shown(item) for item in shown_to_the_room(tx, pm_id)), ()


def shown_to_the_room(tx: Transaction, pm_id: str) -> tuple[StoredIncident, ...]:
    """The earlier incidents that everybody in this meeting may know of."""
    return tuple(item for item in incident_links.earlier_of(tx, pm_id) if item.shown_at is not None)


def _shown(item: StoredIncident) -> LinkedIncident:
    return LinkedIncident(title=item.title, on=day_in(item.zone, item.happened_at))


def _whole(item: StoredIncident) -> LinkedIncident:
    return _shown(item).model_copy(update={"id": item.id})
