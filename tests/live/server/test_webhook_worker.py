"""The messenger: wakes at once for somebody who waits, looks by itself, survives trouble, and ends with the server."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from core.domain.webhook.events import Event
from core.domain.webhook.hours import Hours
from core.domain.webhook.shapes import Shape
from core.errors import StorageTrouble
from core.live.server import webhook_worker
from core.live.server.webhook_worker import WebhookWorker
from core.services import postmortems
from core.services.actions import reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.nudges import rounds
from core.services.webhooks import deliveries, subscriptions
from tests.support.apps import BEGIN, Opener, TestClock
from tests.support.edits import add_row
from tests.support.held import held
from tests.support.receiver import Receiver


@pytest.fixture
def app(database_url: str, open_test_app: Opener) -> App:
    return open_test_app(database_url, webhook_private="allow")


@pytest.fixture
def send(app: App) -> Iterator[Callable[..., WebhookWorker]]:
    """Starts messengers and stops them in the end."""
    started: list[WebhookWorker] = []

    def start(look_seconds: float = 60.0) -> WebhookWorker:
        started.append(WebhookWorker(app, look_seconds).start())
        return started[-1]

    yield start
    for item in started:
        item.stop()


def until(is_so: Callable[[], object], patience: float = 10.0) -> None:
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def listening(app: App, receiver: Receiver) -> int:
    subscriptions.add(app, receiver.url, Shape.JSON, (Event.PUBLISHED, Event.OVERDUE), None)
    made = subscriptions.webhook_list(app, None)[-1].id
    subscriptions.set_active(app, made, on=True, by=None)
    return made


def publish(app: App) -> None:
    pm_id = postmortems.create(app, "Disk full")
    with app.db.write() as tx:
        subscriptions.enqueue(tx, "published", pm_id, {})


def overdue_action(app: App) -> None:
    pm_id = postmortems.create(app, "Disk full")
    row = add_row("actions", "a", "Watch the disk", "V", owner="Kim", due=BEGIN.date() - timedelta(days=1))
    document_store.edit(app, pm_id, row, None)
    held(app, pm_id)


def test_what_waited_is_sent_at_the_start(app: App, receiver: Receiver, send: Callable[..., WebhookWorker]) -> None:
    """A server that was down owes what it did not send."""
    listening(app, receiver)
    publish(app)
    send()
    until(lambda: len(receiver.got) == 1)


def test_a_test_is_sent_at_once(app: App, receiver: Receiver, send: Callable[..., WebhookWorker]) -> None:
    """The bell wakes it, long before it would look by itself."""
    made = listening(app, receiver)
    send()
    subscriptions.send_test(app, made, None)
    until(lambda: len(receiver.got) == 1)


def test_what_nobody_rang_for_is_found(app: App, receiver: Receiver, send: Callable[..., WebhookWorker]) -> None:
    """Publishing does not ring for it: the slow look finds it."""
    listening(app, receiver)
    send(0.05)
    publish(app)
    until(lambda: len(receiver.got) == 1)


def test_overdue_actions_are_notified_at_the_start_and_each_morning(
    app: App, receiver: Receiver, send: Callable[..., WebhookWorker], clock: TestClock
) -> None:
    """Once a day, from seven UTC on."""
    listening(app, receiver)
    overdue_action(app)
    send(0.05)
    until(lambda: len(receiver.got) == 1)
    overdue_action(app)
    clock.now = BEGIN.replace(hour=6, minute=59) + timedelta(days=1)
    time.sleep(0.3)
    assert len(receiver.got) == 1
    clock.tick(minutes=1)
    until(lambda: len(receiver.got) == 2)


def test_a_new_postmortem_is_told_of_by_itself(
    app: App, receiver: Receiver, send: Callable[..., WebhookWorker]
) -> None:
    """A change in this process is looked at with the next poll."""
    subscriptions.add(app, receiver.url, Shape.JSON, (Event.OPENED,), None)
    subscriptions.set_active(app, subscriptions.webhook_list(app, None)[-1].id, on=True, by=None)
    send(0.05)
    postmortems.create(app, "Disk full")
    until(lambda: len(receiver.got) == 1)
    assert receiver.got[0].headers["debrief-event"] == "opened"


def test_what_was_held_is_told_when_its_hour_comes(
    app: App, receiver: Receiver, send: Callable[..., WebhookWorker], clock: TestClock
) -> None:
    """Also by a server that did not hold it."""
    subscriptions.add(app, receiver.url, Shape.JSON, (Event.OPENED,), None, Hours(daily=True))
    subscriptions.set_active(app, subscriptions.webhook_list(app, None)[-1].id, on=True, by=None)
    postmortems.create(app, "Disk full")
    rounds.news(app)
    send(0.05)
    time.sleep(0.3)
    assert receiver.got == []
    clock.now = BEGIN.replace(hour=9) + timedelta(days=1)
    until(lambda: len(receiver.got) == 1)


def test_trouble_is_logged_once_and_passes(
    app: App,
    receiver: Receiver,
    send: Callable[..., WebhookWorker],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A database that is away for an hour fills no log, and afterwards everything is sent."""
    listening(app, receiver)
    publish(app)
    real, tries = deliveries.is_anything_due, []

    def trouble(app: App) -> bool:
        tries.append(1)
        if len(tries) < 6:
            raise StorageTrouble
        return real(app)

    monkeypatch.setattr(deliveries, "is_anything_due", trouble)
    with caplog.at_level(logging.WARNING):
        send(0.01)
        until(lambda: len(receiver.got) == 1)
    messages = [record.getMessage() for record in caplog.records if record.name == webhook_worker.__name__]
    assert len(messages) == 1
    assert messages[0].startswith("webhooks wait: Debrief cannot write")


def test_a_fault_of_ours_is_whole_in_the_log_and_ends_nothing(
    app: App,
    receiver: Receiver,
    send: Callable[..., WebhookWorker],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever breaks while it looks for overdue action items, it looks again."""
    real, tries = reminders.notify_overdue, []

    def broken(app: App) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise ZeroDivisionError
        return real(app)

    monkeypatch.setattr(reminders, "notify_overdue", broken)
    listening(app, receiver)
    publish(app)
    send(0.01)
    until(lambda: len(receiver.got) == 1)
    assert "ZeroDivisionError" in caplog.text


def test_it_stops_while_a_receiver_keeps_it_waiting(app: App, receiver: Receiver) -> None:
    """Nobody waits a quarter of a minute for Ctrl+C; the delivery stays owed."""
    listening(app, receiver)
    publish(app)
    hold = threading.Event()

    def keep_waiting() -> None:
        hold.wait(20)

    receiver.before = keep_waiting
    working = WebhookWorker(app, 60).start()
    until(lambda: len(receiver.got) == 1)
    began = time.monotonic()
    working.stop()
    assert time.monotonic() - began < 10
    hold.set()
    assert subscriptions.delivery_log(app, None)[0].status == "sending"
    assert not [item for item in threading.enumerate() if item.name == "debrief-webhooks"]


def test_it_stops_at_once_when_it_has_nothing_to_do(app: App) -> None:
    """Also right after its start, a hundred times."""
    for _ in range(20):
        working = WebhookWorker(app, 60).start()
        began = time.monotonic()
        working.stop()
        assert time.monotonic() - began < 20, "it looks once a minute by itself"
