"""The worker for what other systems send: woken, patient with a broken database, and ended with the server."""

import logging
import time
from collections.abc import Callable

import pytest

from core.errors import StorageTrouble
from core.live.server.inbound_worker import InboundWorker
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.inbound import working
from core.services.inbound.working import Round
from core.store import postmortems as rows
from core.store.inbound.deliveries import Status
from tests.support.alerts import alert, body, later, opened, receive, stored, told


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

    def broken(app: App) -> Round:
        tries.append(1)
        raise StorageTrouble()

    monkeypatch.setattr(working, "work_round", broken)
    with caplog.at_level(logging.WARNING):
        worker = InboundWorker(sqlite_app, poll_seconds=0.02).start()
        until(lambda: len(tries) > 4)
        monkeypatch.undo()
        receive(sqlite_app, body(alert()))
        until(lambda: len(postmortems.home(sqlite_app).waiting) == 1)
        worker.stop()
    assert sum("stored bodies wait" in record.getMessage() for record in caplog.records) == 1


def behind(app: App) -> list[str]:
    with app.db.read() as tx:
        return rows.behind(tx)


def all_written(app: App) -> bool:
    return all(item.status is Status.DONE for item in stored(app))


def test_a_record_is_made_when_the_alerts_rest(sqlite_app: App) -> None:
    """Without an open room nobody else makes it."""
    worker = InboundWorker(sqlite_app, poll_seconds=60, pause_seconds=0.01, record_seconds=0.1).start()
    try:
        pm_id = receive(sqlite_app, body(alert()))
        assert pm_id
        until(lambda: all_written(sqlite_app))
        receive(sqlite_app, body(alert(), alert(where="printer-2", at=later(minutes=1))))
        until(lambda: all_written(sqlite_app) and not behind(sqlite_app))
        assert len(opened(sqlite_app, pm_id).timeline) == 3
    finally:
        worker.stop()


def test_a_storm_is_written_without_its_record(sqlite_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types does not wait until a long document is read; an open room makes the record in its turn."""
    pm_id = told(sqlite_app, body(alert()))
    caught_up: list[str] = []
    monkeypatch.setattr(document_store, "catch_up", lambda app, pm_ids: caught_up.extend(pm_ids))
    worker = InboundWorker(
        sqlite_app, poll_seconds=60, pause_seconds=0.01, record_seconds=3600, record_longest_seconds=3600
    ).start()
    try:
        for number in range(3):
            receive(sqlite_app, body(alert(where=f"printer-{number + 2}", at=later(minutes=number))))
        until(lambda: all_written(sqlite_app))
        assert behind(sqlite_app) == [pm_id]
        assert caught_up == []
    finally:
        worker.stop()
    assert caught_up == [pm_id], "a server that stops leaves nothing behind"
