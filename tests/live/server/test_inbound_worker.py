"""The worker for what other systems send: woken, patient with a broken database, and ended with the server."""

import logging
import time
from collections.abc import Callable

import pytest

from core.errors import StorageTrouble
from core.live.server.inbound_worker import InboundWorker
from core.services import postmortems
from core.services.app import App
from core.services.inbound import working
from tests.support.alerts import alert, body, receive


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_body_wakes_it(sqlite_app: App) -> None:
    """Long before the next poll."""
    worker = InboundWorker(sqlite_app, poll_seconds=60, pause_seconds=0.01).start()
    try:
        time.sleep(0.2)
        receive(sqlite_app, body(alert()))
        until(lambda: len(postmortems.home(sqlite_app).waiting) == 1)
    finally:
        worker.stop()
    assert not worker.is_running()


def test_it_finds_what_waited_before_it_began(sqlite_app: App) -> None:
    """Another server stored it and died."""
    for number in range(60):
        receive(sqlite_app, body(alert(where=f"printer-{number}")))
    worker = InboundWorker(sqlite_app, poll_seconds=60, pause_seconds=0.01).start()
    try:
        until(lambda: working.work_waiting(sqlite_app) == 0 and bool(postmortems.home(sqlite_app).waiting))
    finally:
        worker.stop()


def test_it_goes_on_after_a_failure_and_says_it_once(
    sqlite_app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that is away is a line in the log, and no end."""
    tries: list[int] = []

    def broken(app: App) -> int:
        tries.append(1)
        raise StorageTrouble()

    monkeypatch.setattr(working, "work_waiting", broken)
    with caplog.at_level(logging.WARNING):
        worker = InboundWorker(sqlite_app, poll_seconds=0.02).start()
        until(lambda: len(tries) > 4)
        monkeypatch.undo()
        receive(sqlite_app, body(alert()))
        until(lambda: len(postmortems.home(sqlite_app).waiting) == 1)
        worker.stop()
    assert sum("stored bodies wait" in record.getMessage() for record in caplog.records) == 1
