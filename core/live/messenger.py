"""The messenger: one thread of the server that sends what waits for webhooks and looks for overdue promises.

It starts and ends with the server. It is woken by the bell, and looks by itself now and then: what is true is in the
database. Whatever fails is tried again at the next look; nobody who types waits for it.
"""

import logging
import threading
from datetime import date, datetime, timedelta
from typing import Final

from core.errors import DebriefError
from core.services import deliveries, remind, webhooks
from core.services.app import App

_log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0
PATIENCE_SECONDS: Final = 6.0
"""How long a stop waits for a receiver to be let go. A name that is being asked for cannot be interrupted."""
MORNING: Final = timedelta(hours=7)
"""A new day is told of from seven o'clock UTC on, not at midnight; at a start at once."""


class Messenger:
    def __init__(self, app: App, look_seconds: float = LOOK_SECONDS) -> None:
        self._app = app
        self._look_seconds = look_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._told_on: date | None = None
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="debrief-messenger", daemon=True)
        self._unsubscribe = app.bell.subscribe(self._heard)

    def start(self) -> "Messenger":
        self._thread.start()
        return self

    def stop(self) -> None:
        """Blocks until it is done, or for `PATIENCE_SECONDS`. What was not sent is sent by the next server."""
        self._unsubscribe()
        self._stopping.set()
        self._wake.set()
        self._thread.join(PATIENCE_SECONDS)

    def _heard(self, topic: str, _pm_id: str) -> None:
        if topic == webhooks.TOPIC:
            self._wake.set()

    def _run(self) -> None:
        while True:
            self._wake.clear()
            if self._stopping.is_set():  # asked after the clearing, which could have swallowed the last wake
                return
            try:
                self._look()
                self._failing = False
            except Exception as error:
                self._complain(error)
            self._wake.wait(self._look_seconds)

    def _look(self) -> None:
        day = _working_day(self._now())
        if day != self._told_on:
            remind.tell_overdue(self._app)
            deliveries.forget_old(self._app)
            self._told_on = day
        if deliveries.anything_due(self._app):
            deliveries.send_due(self._app, self._stopping)

    def _now(self) -> datetime:
        with self._app.db.read() as tx:
            return tx.now()

    def _complain(self, error: Exception) -> None:
        """Once, not at every look of a long trouble."""
        if self._failing or self._stopping.is_set():
            return
        self._failing = True
        if isinstance(error, DebriefError):
            _log.warning("webhooks wait: %s", error.sentence)
        else:
            _log.error("webhooks wait: the messenger failed", exc_info=error)


def _working_day(moment: datetime) -> date:
    return (moment - MORNING).date()
