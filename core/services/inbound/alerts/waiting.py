"""What came in and waits for a person on Home: which postmortem it belongs to, whether to open one, whether to drop it.

Bodies of one group wait together: one choice is for all of them, and for those of the group that come later.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.alerts.registry import read_alert
from core.errors import BadInput, NotFound
from core.services.app import App
from core.services.authority import require_postmortem, require_workspace, require_workspace_reading
from core.services.inbound.alerts import placing
from core.services.inbound.alerts.receiver import AlertReceiver
from core.services.inbound.alerts.severities import severities_in
from core.services.inbound.sources import SOURCES
from core.services.inbound.taking_in import TOPIC
from core.store.database.transaction import Transaction
from core.store.inbound import deliveries, groups
from core.store.inbound.deliveries import FOR_PEOPLE, Delivery, Status
from core.store.inbound.groups import Group
from core.store.people.visitors import Visitor

SHOWN: Final = 12
LOOKED_AT: Final = 500
TODAY: Final = timedelta(hours=24)
GONE: Final = "Somebody has dealt with this already. Reload the page to see what waits now."
IGNORED: Final = "A person ignored it."


@dataclass(frozen=True)
class WaitingAlert:
    """``id`` is that of the newest body of its group, ``bodies`` how many of it wait, ``label`` the tool."""

    id: int
    title: str
    label: str
    at: datetime
    note: str
    bodies: int


@dataclass(frozen=True)
class OpenedByAlert:
    """A postmortem that an alert opened lately. ``ask`` is what the tool could not tell."""

    pm_id: str
    label: str
    at: datetime
    ask: tuple[str, ...]


@dataclass(frozen=True)
class AlertsOnHome:
    """``more`` groups wait besides those in ``waiting``. ``opened`` by postmortem."""

    waiting: tuple[WaitingAlert, ...]
    more: int
    opened: Mapping[str, OpenedByAlert]


def on_home(app: App, by: Visitor | None) -> AlertsOnHome:
    """What came in within a day, and what waits however old. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        found = deliveries.for_people(tx, LOOKED_AT)
        openings = groups.openings(tx, tx.now() - TODAY, LOOKED_AT)
    newest: dict[tuple[str, str], Delivery] = {}
    for item in found:
        newest.setdefault(_group(item), item)
    number = Counter(map(_group, found))
    waiting = [_waiting(item, number[group]) for group, item in newest.items()]
    opened = {
        item.postmortem_id: OpenedByAlert(item.postmortem_id, _label(item.source), item.at, item.ask)
        for item in openings
    }
    return AlertsOnHome(tuple(waiting[:SHOWN]), max(len(waiting) - SHOWN, 0), opened)


def open_postmortem(app: App, delivery_id: int, by: Visitor | None) -> str:
    """Open one for this group after all. Returns its id; it is written a moment later.

    Raises WorkspaceLocked, NotFound when somebody was faster, BadInput when the body is not kept any more.
    """
    with app.db.write() as tx:
        item, waiting = _take(app, tx, delivery_id, by)
        receiver = SOURCES[item.source].receiver
        if not isinstance(receiver, AlertReceiver):
            raise NotFound(GONE)
        reading = read_alert(item.source, item.body, item.headers, item.received_at, severities_in(tx))
        pm_id = placing.open_for(tx, reading, receiver.origin(reading, item.body), tx.now())
        deliveries.assign(tx, waiting, pm_id)
    app.change_bus.publish(TOPIC, "-")
    return pm_id


def assign(app: App, delivery_id: int, pm_id: str, by: Visitor | None) -> None:
    """It belongs to this postmortem, and so does what comes of its group. Raises WorkspaceLocked, NotFound."""
    with app.db.write() as tx:
        item, waiting = _take(app, tx, delivery_id, by)
        require_postmortem(tx, pm_id)
        groups.put(tx, Group(item.source, item.group_key, pm_id, None))
        deliveries.assign(tx, waiting, pm_id)
    app.change_bus.publish(TOPIC, "-")


def ignore(app: App, delivery_id: int, by: Visitor | None) -> None:
    """Drop what waits of this group; what comes later asks again. Raises WorkspaceLocked, NotFound."""
    with app.db.write() as tx:
        _, waiting = _take(app, tx, delivery_id, by)
        deliveries.finish(tx, waiting, Status.IGNORED, IGNORED)


def ignore_all(app: App, by: Visitor | None) -> int:
    """After a storm: drop everything that waits. Returns how many bodies. Raises WorkspaceLocked."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        ids = [item.id for item in deliveries.for_people(tx, LOOKED_AT)]
        deliveries.finish(tx, ids, Status.IGNORED, IGNORED)
    return len(ids)


@dataclass(frozen=True)
class Confirmation:
    """A subscription that somebody has to confirm: the address is for a person's browser, never for this server."""

    id: int
    label: str
    at: datetime
    address: str


def confirmations(app: App, by: Visitor | None) -> list[Confirmation]:
    """The newest few. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        found = deliveries.confirmations(tx, SHOWN)
    return [Confirmation(item.id, _label(item.source), item.received_at, item.note) for item in found]


def confirmed(app: App, delivery_id: int, by: Visitor | None) -> None:
    """Somebody has opened the address, or does not want to. Raises WorkspaceLocked."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        deliveries.finish(tx, [delivery_id], Status.DONE)


def _take(app: App, tx: Transaction, delivery_id: int, by: Visitor | None) -> tuple[Delivery, list[int]]:
    """The body, and the ids of all that wait of its group, which nobody else takes meanwhile."""
    require_workspace(app, tx, by)
    tx.take_turns("inbound choice")
    item = deliveries.delivery(tx, delivery_id)
    if item is None or item.status not in FOR_PEOPLE:
        raise NotFound(GONE)
    if not item.body:
        raise BadInput("What the tool sent is not kept any more. Ignore it, and start a postmortem by hand.")
    return item, deliveries.ids_of_group(tx, item.source, item.group_key, FOR_PEOPLE, LOOKED_AT)


def _waiting(item: Delivery, bodies: int) -> WaitingAlert:
    return WaitingAlert(
        item.id, item.title or "An alert without a title", _label(item.source), item.received_at, item.note, bodies
    )


def _group(item: Delivery) -> tuple[str, str]:
    return item.source, item.group_key


def _label(source: str) -> str:
    found = SOURCES.get(source)
    return found.label if found is not None else source
