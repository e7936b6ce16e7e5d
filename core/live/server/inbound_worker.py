"""The worker for what other systems send: one thread that writes stored bodies into postmortems.

The change bus wakes it, and it polls: what is true is in the database. It pauses after each round, so that a storm of
alerts becomes few changes of a document, and people who type keep the interpreter. The records it leaves to the rooms
for a while: one that is open makes its own in its turn, and what nobody made is made here.
"""

import logging
import threading
from collections.abc import Sequence
from time import monotonic

from core.errors import DebriefError
from core.live.limits import LIMITS
from core.services.app import App
from core.services.documents import document_store
from core.services.inbound import taking_in, working

_log = logging.getLogger(__name__)


class InboundWorker:
    def __init__(
        self,
        app: App,
        poll_seconds: float = LIMITS.inbound_poll_seconds,
        pause_seconds: float = LIMITS.inbound_pause_seconds,
        record_seconds: float = LIMITS.inbound_record_seconds,
        record_longest_seconds: float = LIMITS.inbound_record_longest_seconds,
    ) -> None:
        self._app = app
        self._poll_seconds = poll_seconds
        self._pause_seconds = pause_seconds
        self._record_seconds = record_seconds
        self._record_longest_seconds = record_longest_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._failing = False
        self._behind: dict[str, tuple[float, float]] = {}
        """Postmortems whose record may be behind: since when, and when something was written into them last."""
        self._tidied_at = monotonic() - LIMITS.inbound_tidy_seconds
        self._thread = threading.Thread(target=self._run, name="debrief-inbound", daemon=True)
        self._unsubscribe = app.change_bus.subscribe(self._on_change)

    def start(self) -> "InboundWorker":
        self._thread.start()
        return self

    def stop(self) -> None:
        """Blocks until it is done, or for a while. What was not worked on is worked on by the next server."""
        self._unsubscribe()
        self._stopping.set()
        self._wake.set()
        self._thread.join(LIMITS.inbound_stop_seconds)

    def is_running(self) -> bool:
        return self._thread.is_alive()

    def _on_change(self, topic: str, _pm_id: str) -> None:
        if topic == taking_in.TOPIC:
            self._wake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            begun = monotonic()
            try:
                found = self._work()
                self._tidy()
                self._failing = False
            except Exception as error:
                found = 0
                self._log_failure(error)
            if found:
                self._stopping.wait(self._pause(monotonic() - begun))
            else:
                self._wake.wait(min([self._poll_seconds, *(due - monotonic() for due in self._due().values())]))
        self._leave_nothing_behind()

    def _work(self) -> int:
        done = working.work_round(self._app)
        now = monotonic()
        for pm_id in done.postmortems:
            self._behind[pm_id] = (self._behind.get(pm_id, (now, now))[0], now)
        self._make_records([pm_id for pm_id, due in self._due().items() if due <= now])
        return done.count

    def _due(self) -> dict[str, float]:
        """When each record that may be behind is made here."""
        return {
            pm_id: min(last + self._record_seconds, since + self._record_longest_seconds)
            for pm_id, (since, last) in self._behind.items()
        }

    def _make_records(self, pm_ids: Sequence[str]) -> None:
        if pm_ids:
            document_store.catch_up(self._app, pm_ids)
            for pm_id in pm_ids:
                del self._behind[pm_id]

    def _leave_nothing_behind(self) -> None:
        """Other servers go on, and would not make them before somebody types there again."""
        try:
            self._make_records(list(self._behind))
        except Exception as error:
            _log.warning("inbound: records are made at the next start: %s", type(error).__name__)

    def _pause(self, took: float) -> float:
        """Whoever types gets nearly all of the time: writing into a long document holds the database for a while."""
        return min(max(self._pause_seconds, took * LIMITS.inbound_pause_factor), LIMITS.inbound_pause_most_seconds)

    def _tidy(self) -> None:
        if monotonic() - self._tidied_at >= LIMITS.inbound_tidy_seconds:
            self._tidied_at = monotonic()
            working.tidy(self._app)

    def _log_failure(self, error: Exception) -> None:
        """Once, not at every attempt while the failure lasts."""
        if self._failing or self._stopping.is_set():
            return
        self._failing = True
        if isinstance(error, DebriefError):
            _log.warning("inbound: stored bodies wait: %s", error.sentence)
        else:
            _log.error("inbound: stored bodies wait: the worker failed", exc_info=error)
