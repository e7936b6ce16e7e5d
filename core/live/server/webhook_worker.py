"""The webhook worker: one thread of the server that sends what waits, and looks for what is to be told.

It starts and ends with the server. The change bus wakes it, and it polls: what is true is in the database. Whatever
fails is tried again at the next poll; nobody who types waits for it.
"""

import logging
import threading
import time
from datetime import date
from typing import Self

from core.errors import DebriefError
from core.live.limits import LIMITS
from core.services.app import App
from core.services.nudges import rounds
from core.services.webhooks import deliveries, subscriptions

_log = logging.getLogger(__name__)


class WebhookWorker:
    """``NAME`` is for the log and the thread, ``TOPIC`` what wakes it."""

    NAME = "webhooks"
    TOPIC = subscriptions.TOPIC

    def __init__(self, app: App, poll_seconds: float = LIMITS.webhook_poll_seconds) -> None:
        self._app = app
        self._poll_seconds = poll_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._told_on: date | None = None
        self._looked_at = float("-inf")
        self._changed = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name=f"debrief-{self.NAME}", daemon=True)
        self._unsubscribe = app.change_bus.subscribe(self._on_change)

    def start(self) -> Self:
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
        if topic == self.TOPIC:
            self._wake.set()
        elif topic == "record":
            self._changed.set()

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
        day = rounds.working_day(self._app)
        if day != self._told_on:
            rounds.morning(self._app)
            self._told_on = day
        if self._changed.is_set() or time.monotonic() - self._looked_at >= LIMITS.nudge_seconds:
            self._changed.clear()
            rounds.news(self._app)
            self._looked_at = time.monotonic()
        rounds.release(self._app)
        if deliveries.is_anything_due(self._app):
            deliveries.send_due(self._app, self._stopping)

    def _log_failure(self, error: Exception) -> None:
        """Once, not at every attempt while the failure lasts."""
        if self._failing or self._stopping.is_set():
            return
        self._failing = True
        if isinstance(error, DebriefError):
            _log.warning("%s wait: %s", self.NAME, error.sentence)
        else:
            _log.error("%s wait: the worker failed", self.NAME, exc_info=error)
