"""Bodies in files and in the database: worked on once, bounded, forgotten in time."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.inbound.limits import KEPT, MOST_KEPT
from core.errors import StorageTrouble
from core.services import postmortems
from core.services.app import App
from core.services.inbound import overview, spool, taking_in, working
from core.services.inbound.alerts.receiver import FAILED
from core.services.inbound.source import Incoming
from core.store.inbound import deliveries
from core.store.inbound.deliveries import NewDelivery, Status
from tests.support.alerts import alert, body, opened, receive, stored, told, work
from tests.support.apps import TestClock, insider


def kept(app: App, data: bytes | None = None, source: str = "alertmanager") -> Path:
    headers = {"content-type": "application/json"}
    return spool.keep(app, Incoming(source, body(alert()) if data is None else data, headers, taking_in.now(app)))


def test_a_file_is_stored_as_it_came(app: App) -> None:
    """The moment at which it came, too; then the file is gone."""
    path = kept(app)
    assert path.stat().st_mode & 0o077 == 0
    came = taking_in.now(app)
    assert spool.store_all(app) == 1
    (item,) = stored(app)
    assert (item.received_at, item.body, item.headers) == (came, body(alert()), {"content-type": "application/json"})
    assert spool.files(app) == []


def test_twice_is_once(app: App) -> None:
    """Stored in the database after all, or read by two servers of one folder."""
    receive(app, body(alert()))
    kept(app)
    kept(app)
    work(app)
    (card,) = postmortems.home(app).waiting
    assert len(opened(app, card.id).timeline) == 2


@pytest.mark.parametrize("data", [b"", b"\n", b"{", b"[]\nx", b'{"source": 1}\n', b"\xff" * 99])
def test_a_file_that_is_none_of_ours_is_removed(app: App, data: bytes) -> None:
    """And said; the others are stored."""
    path = kept(app)
    path.with_name(f"0{spool.ENDING}").write_bytes(data)
    work(app)
    assert spool.files(app) == []
    assert len(postmortems.home(app).waiting) == 1


@pytest.mark.parametrize(("data", "source"), [(b"no json", "alertmanager"), (b"{}", "removed-since")])
def test_what_cannot_be_understood_any_more_is_said(
    app: App, data: bytes, source: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It holds nothing up."""
    kept(app, data, source)
    with caplog.at_level(logging.WARNING):
        assert spool.store_all(app) == 1
    assert source in caplog.text
    assert spool.files(app) == []


def test_files_are_bounded(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """In number and in bytes: a disk is not filled while the database is away."""
    monkeypatch.setattr(spool, "MOST_FILES", 3)
    for _ in range(3):
        kept(app)
    with pytest.raises(StorageTrouble):
        kept(app)
    assert len(spool.files(app)) == 3
    monkeypatch.setattr(spool, "MOST_FILES", 99)
    monkeypatch.setattr(spool, "MOST_BYTES", 2_000)
    with pytest.raises(StorageTrouble):
        kept(app)


def test_a_folder_that_cannot_be_written_is_trouble(app: App) -> None:
    """The sender is told to come back, and the operator which folder it is."""
    (app.settings.data).mkdir(parents=True, exist_ok=True)
    (app.settings.data / spool.FOLDER).write_bytes(b"a file in the place of the folder")
    with pytest.raises(StorageTrouble) as trouble:
        kept(app)
    assert spool.FOLDER in trouble.value.operator
    assert spool.files(app) == []


def test_a_body_that_fails_is_kept_and_does_not_come_again(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of ours holds up nothing behind it."""
    pm_id = receive(app, body(alert()))

    def broken(*_: object) -> bool:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as patched:
        patched.setattr("core.services.inbound.alerts.writing.write", broken)
        work(app)
    (item,) = stored(app)
    assert (item.status, item.note, item.body) == (Status.FAILED, FAILED, body(alert()))
    assert "a fault of ours" in caplog.text
    assert told(app, body(alert(), alert(where="printer-2"))) == pm_id


def test_a_source_that_is_gone_holds_nothing_up(app: App) -> None:
    """A version that knew more was here before."""
    with app.db.write() as tx:
        deliveries.add(tx, NewDelivery("removed-since", b"{}", {}, tx.now()))
    work(app)
    assert [item.status for item in stored(app)] == [Status.FAILED]


def test_old_bodies_are_forgotten(app: App, clock: TestClock) -> None:
    """But not what still waits for the worker."""
    told(app, body(alert()))
    waiting = receive(app, body(alert(), group="other"))
    clock.tick(seconds=(KEPT + timedelta(minutes=1)).total_seconds())
    working.tidy(app)
    assert [item.postmortem_id for item in stored(app)] == [waiting]


def test_no_more_than_so_many_are_kept(app: App) -> None:
    """The oldest go first, by number and by bytes."""
    assert MOST_KEPT >= 1_000
    with app.db.write() as tx:
        ids = [
            deliveries.add(tx, NewDelivery("alertmanager", b"x" * 100, {}, tx.now(), status=Status.DONE))
            for _ in range(20)
        ]
        assert deliveries.trim(tx, 15, 10**9) == 5
        assert deliveries.trim(tx, 15, 1_000) == 5
    assert [item.id for item in stored(app)] == ids[10:]


def test_a_round_holds_a_bounded_number_of_bytes(app: App) -> None:
    """The oldest, and at least one however large it is."""
    with app.db.write() as tx:
        ids = [deliveries.add(tx, NewDelivery("alertmanager", b"x" * 100, {}, tx.now())) for _ in range(6)]
        assert [item.id for item in deliveries.waiting(tx, 9, 350)] == ids[:3]
        assert [item.id for item in deliveries.waiting(tx, 9, 10)] == ids[:1]
        assert [item.id for item in deliveries.waiting(tx, 2, 10_000)] == ids[:2]


def test_it_is_known_when_each_tool_sent_last(app: App) -> None:
    """The newest first."""
    receive(app, body(alert()))
    receive(app, json.dumps({"page": {}, "incident": {"id": "i", "name": "n"}}).encode(), "statuspage")
    assert {row.label for row in overview.latest(app, insider(app))} == {"Alertmanager", "Statuspage"}
