"""The instruments, in a registry of their own: code that does something counts it here, in a microsecond or two.

There is one server in a process, so they are the module's. Names follow Prometheus: base units (seconds, bytes), and
``_total`` for what only grows. docs/monitoring.md lists them, and a test compares.
"""

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from core import __version__
from core.live.room.close_codes import Close

# A second line for each counter, which nobody reads. The library has no types for this one function.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY: Final = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""From a commit on a quick disk to the patience that a locked database is given."""

_build: Final = Gauge("debrief_build_info", "1, with the version that runs.", ["version"], registry=REGISTRY)
_build.labels(__version__).set(1)

# Counted where it happens.

_updates: Final = Histogram(
    "debrief_update_seconds",
    "From receiving a change until it is durable, and until it was handed to every socket of the room.",
    ["until"],
    buckets=SECONDS,
    registry=REGISTRY,
)
DURABLE: Final = _updates.labels("durable")
BROADCAST: Final = _updates.labels("broadcast")

_commits: Final = Counter("debrief_commits_total", "Transactions that store changes.", ["result"], registry=REGISTRY)
COMMIT_STORED: Final = _commits.labels("stored")
COMMIT_FAILED: Final = _commits.labels("failed")

_database: Final = Histogram(
    "debrief_database_seconds",
    "A transaction from its first statement to its end, waiting for its turn included.",
    ["kind"],
    buckets=SECONDS,
    registry=REGISTRY,
)
_DATABASE: Final = {kind: _database.labels(kind) for kind in ("read", "write")}

_responses: Final = Counter(
    "debrief_http_responses_total", "Answers by class of status.", ["status"], registry=REGISTRY
)
_RESPONSES: Final = {first: _responses.labels(f"{first}xx") for first in range(1, 6)}

REFUSALS: Final = Counter(
    "debrief_refusals_total",
    "Requests that were refused with a sentence, by kind of error.",
    ["kind"],
    registry=REGISTRY,
)
ERRORS: Final = Counter(
    "debrief_errors_total", "Errors in the log, by the part of Debrief that wrote them.", ["part"], registry=REGISTRY
)

_closes: Final = Counter(
    "debrief_socket_closes_total",
    "Sockets of rooms that the server closed, by close code.",
    ["code"],
    registry=REGISTRY,
)
_CLOSES: Final = {code: _closes.labels(str(int(code))) for code in Close}

# Read when somebody asks.

ROOMS: Final = Gauge("debrief_rooms", "Rooms that are loaded.", registry=REGISTRY)
CONNECTIONS: Final = Gauge("debrief_room_connections", "Open sockets of rooms.", registry=REGISTRY)
PEOPLE: Final = Gauge("debrief_people", "Browsers with at least one open socket in a room.", registry=REGISTRY)
SESSIONS: Final = Gauge("debrief_sessions", "Sessions of pages that a browser is connected to.", registry=REGISTRY)
QUEUE: Final = Gauge("debrief_commit_queue_updates", "Changes that are not durable yet.", registry=REGISTRY)
QUEUE_AGE: Final = Gauge("debrief_commit_queue_age_seconds", "How long the oldest of these waits.", registry=REGISTRY)
CHILDREN: Final = Gauge("debrief_child_processes", "Child processes that make documents.", registry=REGISTRY)
BACKGROUND: Final = Gauge(
    "debrief_background_task_up", "Whether a task of the background still runs.", ["task"], registry=REGISTRY
)
READY: Final = Gauge("debrief_ready", "The checks of /live/ready: 1 for well, 0 for not.", ["check"], registry=REGISTRY)
DELIVERIES: Final = Gauge(
    "debrief_webhook_deliveries_waiting", "Deliveries of webhooks that wait, of the whole database.", registry=REGISTRY
)
DELIVERY_AGE: Final = Gauge(
    "debrief_webhook_delivery_age_seconds", "How long the oldest of these waits.", registry=REGISTRY
)
BACKUP: Final = Gauge(
    "debrief_last_backup_timestamp_seconds",
    "When the last backup of this database was made and verified; 0 when none was.",
    registry=REGISTRY,
)


def observe(histogram: Histogram, begun: Iterable[float], now: float) -> None:
    """One value for each moment in ``begun``; all by ``time.perf_counter``."""
    for moment in begun:
        histogram.observe(now - moment)


def database_time(kind: str, seconds: float) -> None:
    """``kind`` is ``read`` or ``write``."""
    _DATABASE[kind].observe(seconds)


def answered(status: int) -> None:
    """One answer with this HTTP status."""
    counter = _RESPONSES.get(status // 100)
    if counter is not None:
        counter.inc()


def refused(error: Exception) -> None:
    """One request that got a sentence; the kinds are the classes of ``core.errors``."""
    REFUSALS.labels(type(error).__name__).inc()


def socket_closed(code: Close) -> None:
    _CLOSES[code].inc()
