"""The webhook worker: one thread of the server that sends what waits for webhooks and looks for overdue action items.

It starts and ends with the server. The change bus wakes it, and it polls: what is true is in the database. Whatever
fails is tried again at the next poll; nobody who types waits for it.
"""

import logging
import threading
from datetime import date, datetime, timedelta
from typing import Final

from core.errors import DebriefError
from core.live.limits import LIMITS
from core.services.actions import reminders
from core.services.app import App
from core.services.webhooks import deliveries, subscriptions

_log = logging.getLogger(__name__)

REMINDER_TIME: Final = timedelta(hours=7)
"""A new day begins at seven o'clock UTC for reminders, not at midnight."""


class WebhookWorker:
    def __init__(self, app: App, poll_seconds: float = LIMITS.webhook_poll_seconds) -> None:
        self._app = app
        self._poll_seconds = poll_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._reminded_on: date | None = None
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="debrief-webhooks", daemon=True)
        self._unsubscribe = app.change_bus.subscribe(self._on_change)

    def start(self) -> "WebhookWorker":
        self._thread.start()
        return self

    def is_running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        """Blocks until it is done, or for `webhook_stop_seconds`. What was not sent is sent by the next server."""
        self._unsubscribe()
        self._stopping.set()
        self._wake.set()
        self._thread.join(LIMITS.webhook_stop_seconds)

    def _on_change(self, topic: str, _pm_id: str) -> None:
        if topic == subscriptions.TOPIC:
            self._wake.set()

    def _run(self) -> None:
        while True:
            self._wake.clear()
            if self._stopping.is_set():  # checked after the clearing, which may have cleared the last wake
                return
            try:
                self._work()
                self._failing = False
            except Exception as error:
                self._log_failure(error)
            self._wake.wait(self._poll_seconds)

    def _work(self) -> None:
        day = _working_day(self._now())
        if day != self._reminded_on:
            reminders.notify_overdue(self._app)
            deliveries.forget_old(self._app)
            self._reminded_on = day
        if deliveries.is_anything_due(self._app):
            deliveries.send_due(self._app, self._stopping)

    def _now(self) -> datetime:
        with self._app.db.read() as tx:
            return tx.now()

    def _log_failure(self, error: Exception) -> None:
        """Once, not at every attempt while the failure lasts."""
        if self._failing or self._stopping.is_set():
            return
        self._failing = True
        if isinstance(error, DebriefError):
            _log.warning("webhooks wait: %s", error.sentence)
        else:
            _log.error("webhooks wait: the worker failed", exc_info=error)


def _working_day(moment: datetime) -> date:
    return (moment - REMINDER_TIME).date()
