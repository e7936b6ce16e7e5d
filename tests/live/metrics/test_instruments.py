"""What is counted is bounded and cheap: a keystroke pays microseconds for it, and no label can grow."""

import logging
from time import perf_counter

import pytest
from prometheus_client import generate_latest

from core.errors import BadInput, DebriefError
from core.live.metrics import instruments, log_counter
from core.live.room.close_codes import Close

MOST_SECONDS_A_CHANGE = 20e-6
ROUNDS = 2_000


def _kinds(error: type[DebriefError]) -> int:
    return 1 + sum(_kinds(kind) for kind in error.__subclasses__())


@pytest.mark.alone
def test_a_change_pays_microseconds() -> None:
    """All that is counted for one change: two latencies, its transaction and its commit. The best of five runs."""

    def once() -> float:
        begun = perf_counter()
        for _ in range(ROUNDS):
            now = perf_counter()
            instruments.observe(instruments.DURABLE, (now,), perf_counter())
            instruments.observe(instruments.BROADCAST, (now,), perf_counter())
            instruments.database_time("write", 0.004)
            instruments.COMMIT_STORED.inc()
        return (perf_counter() - begun) / ROUNDS

    assert min(once() for _ in range(5)) < MOST_SECONDS_A_CHANGE


def test_no_label_can_grow() -> None:
    """Whatever happens: answers have five classes, sockets the close codes, errors the parts, refusals the classes."""
    for status in range(100, 1_000):
        instruments.answered(status)
    for code in Close:
        instruments.socket_closed(code)
    for name in ("core.live.room.x", "core.anything", "debrief.pages", "somebody.else", "corex"):
        instruments.ERRORS.labels(log_counter.part_of(name))
    instruments.refused(BadInput("what somebody typed"))
    text = generate_latest(instruments.REGISTRY).decode()
    lines = [line for line in text.splitlines() if line.startswith("debrief_")]
    assert len(lines) < 150 + _kinds(DebriefError) * 2
    assert "what somebody typed" not in text


@pytest.mark.parametrize(
    ("logger", "part"),
    [
        ("core.live.room.document.commit_queue", "room"),
        ("core.live.http.requests", "route"),
        ("core.live.server.webhook_worker", "background"),
        ("core.store.database.change_bus", "database"),
        ("core.services.webhooks.deliveries", "service"),
        ("debrief.pages", "page"),
        ("uvicorn.error", "other"),
        ("corelike", "other"),
    ],
)
def test_errors_are_counted_by_the_part_that_wrote_them(logger: str, part: str) -> None:
    """By its name alone, so that a new module is counted without a word about it here."""
    assert log_counter.part_of(logger) == part


def test_errors_are_counted_once_and_warnings_never() -> None:
    """However often it is set up, and although loggers hand their records up."""
    log_counter.count_errors()
    log_counter.count_errors()
    logger = logging.getLogger("core.live.room.of_a_test")
    counter = instruments.ERRORS.labels("room")
    before = counter._value.get()
    logger.warning("not counted")
    logger.error("counted")
    assert counter._value.get() == before + 1


def test_nothing_of_other_libraries_is_in_the_registry() -> None:
    """It is our own: what else runs in the process registers its figures elsewhere."""
    text = generate_latest(instruments.REGISTRY).decode()
    families = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")}
    assert {name.split("_")[0] for name in families} == {"debrief", "process", "python"}
