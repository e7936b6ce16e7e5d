"""What becomes of the bodies of alerting tools: read, placed and stored while the sender waits, written soon after."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.domain.alerts.reading import AlertReading
from core.domain.alerts.registry import read_alert
from core.domain.inbound.alert_rows import Origin, digest
from core.errors import BadInput, NotFound, StorageTrouble
from core.services.app import App
from core.services.inbound.alerts import placing, writing
from core.services.inbound.alerts.severities import severities
from core.services.inbound.alerts.writing import Told
from core.services.inbound.source import Incoming
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.inbound import deliveries
from core.store.inbound.deliveries import Delivery, NewDelivery, Status

_log = logging.getLogger(__name__)

FAILED = "It could not be worked on. The log of the server says why."


@dataclass(frozen=True)
class AlertReceiver:
    """For one source. ``label`` is who said it, where a line names nobody."""

    source: str
    label: str

    def prepare(self, app: App, incoming: Incoming) -> AlertReading | None:
        """None when the reader itself fails: the body is kept for whoever looks into it. Raises BadInput."""
        return self._read(incoming, severities(app))

    def store(self, app: App, tx: Transaction, incoming: Incoming, prepared: object) -> str | None:
        kept = NewDelivery(self.source, incoming.body, incoming.headers, incoming.received_at)
        if not isinstance(prepared, AlertReading):
            deliveries.add(tx, replace(kept, status=Status.FAILED, note=FAILED))
            return None
        origin = self.origin(prepared, incoming.body)
        where = placing.place(tx, prepared, origin, incoming.received_at)
        kept = replace(kept, group_key=origin.group_key, title=prepared.title, note=where.note)
        deliveries.add(tx, replace(kept, status=where.status, postmortem_id=where.postmortem_id))
        return where.postmortem_id

    def work(self, app: App, waiting: Sequence[Delivery]) -> None:
        """One transaction for each postmortem, however many bodies came for it. Raises StorageTrouble."""
        by_postmortem = sorted(waiting, key=lambda item: (item.postmortem_id or "", item.id))
        for pm_id, group in groupby(by_postmortem, key=lambda item: item.postmortem_id or ""):
            self._work_for(app, pm_id, list(group))

    def origin(self, reading: AlertReading, body: bytes) -> Origin:
        """A body without a group is a group of its own, and so is its repeat."""
        name = reading.group_key or "\n".join(reading.delivery_keys) or body.decode("utf-8", "replace")
        return Origin(self.source, self.label, digest(self.source, name))

    def _work_for(self, app: App, pm_id: str, group: Sequence[Delivery]) -> None:
        ids = [item.id for item in group]
        try:
            changed = self._written(app, pm_id, group)
        except StorageTrouble:
            raise  # it is tried again
        except NotFound:
            with app.db.write() as tx:
                deliveries.finish(tx, ids, Status.IGNORED, "Its postmortem was deleted.")
            return
        except Exception:
            _log.exception("bodies of %s could not be worked on", self.source)
            with app.db.write() as tx:
                deliveries.finish(tx, ids, Status.FAILED, FAILED)
            return
        if changed:
            app.change_bus.publish("doc", pm_id)
            app.change_bus.publish("record", pm_id)

    def _written(self, app: App, pm_id: str, group: Sequence[Delivery]) -> bool:
        mapping = severities(app)
        told = {item.id: self._told(item, mapping) for item in group}
        with app.db.write(UNRESTRICTED) as tx:
            tx.take_turns(f"inbound write {pm_id}")
            here = deliveries.still_waiting(tx, list(told))
            mine = [found for item, found in told.items() if item in here and found is not None]
            changed = bool(pm_id and mine) and writing.write(tx, pm_id, mine)
            unread = [item for item in here if told[item] is None]
            deliveries.finish(tx, [item for item in here if told[item] is not None], Status.DONE)
            deliveries.finish(tx, unread, Status.FAILED, FAILED)
        return changed

    def _told(self, item: Delivery, mapping: Mapping[str, str]) -> Told | None:
        incoming = Incoming(item.source, item.body, item.headers, item.received_at)
        try:
            reading = self._read(incoming, mapping)
        except BadInput:
            return None
        return Told(reading, self.origin(reading, item.body)) if reading is not None else None

    def _read(self, incoming: Incoming, mapping: Mapping[str, str]) -> AlertReading | None:
        try:
            return read_alert(self.source, incoming.body, incoming.headers, incoming.received_at, mapping)
        except BadInput:
            raise
        except Exception:
            _log.exception("a body of %s could not be read", self.source)
            return None
