"""Deliveries: sent once, signed, tried again with pauses, and given up in the end with the reason in the log."""

import hashlib
import hmac
import threading
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook as StandardWebhook
from standardwebhooks import WebhookVerificationError

from core.domain.webhook.address import PRIVATE_SENTENCE
from core.domain.webhook.delivery import MOST_ATTEMPTS
from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.services import postmortems
from core.services.app import App
from core.services.webhooks import deliveries, subscriptions
from core.services.webhooks.subscriptions import DeliveryView
from core.store import webhooks as store
from tests.support.apps import Opener, TestClock
from tests.support.receiver import Receiver

BOTH = (Event.PUBLISHED, Event.OVERDUE)


@pytest.fixture
def app(database_url: str, open_test_app: Opener) -> App:
    """Inner addresses allowed: the receiver of these tests is on this computer."""
    return open_test_app(database_url, webhook_private="allow")


def listening(app: App, receiver: Receiver) -> tuple[int, str]:
    """A webhook to it that is switched on, and its secret."""
    secret = subscriptions.add(app, receiver.url, Shape.JSON, BOTH, None)
    made = subscriptions.webhook_list(app, None)[-1].id
    subscriptions.set_active(app, made, on=True, by=None)
    return made, secret


def publish(app: App, title: str = "Disk full") -> None:
    pm_id = postmortems.create(app, title)
    with app.db.write() as tx:
        subscriptions.enqueue(tx, "published", pm_id, {})


def newest(app: App) -> DeliveryView:
    return subscriptions.delivery_log(app, None)[0]


def test_what_is_sent_is_signed_and_named(app: App, receiver: Receiver) -> None:
    """A receiver can check who sent it and when, and tell a repeat from something new."""
    _, secret = listening(app, receiver)
    publish(app)
    assert deliveries.send_due(app) == 1
    (got,) = receiver.got
    messages = dict(part.split("=", 1) for part in got.headers["debrief-signature"].split(","))
    mac = hmac.new(secret.encode(), f"{messages['t']}.".encode() + got.body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(mac, messages["v1"])
    with app.db.read() as tx:
        assert abs(int(messages["t"]) - tx.now().timestamp()) <= 1
    assert got.headers["debrief-event"] == "published"
    assert got.headers["debrief-delivery"] == str(newest(app).id)
    assert "cookie" not in got.headers
    assert (newest(app).status, newest(app).answer) == ("sent", "200")
    assert deliveries.send_due(app) == 0
    assert len(receiver.got) == 1


def test_a_new_secret_signs_what_waited_too(app: App, receiver: Receiver) -> None:
    """The old one leaked: nothing more is signed with it."""
    made, old = listening(app, receiver)
    publish(app)
    new = subscriptions.renew_secret(app, made, None)
    deliveries.send_due(app)
    (got,) = receiver.got
    stamp, mac = (part.split("=", 1)[1] for part in got.headers["debrief-signature"].split(","))
    data = f"{stamp}.".encode() + got.body
    assert mac == hmac.new(new.encode(), data, hashlib.sha256).hexdigest()
    assert mac != hmac.new(old.encode(), data, hashlib.sha256).hexdigest()


def test_a_receiver_that_is_down_is_asked_six_times(app: App, receiver: Receiver, clock: TestClock) -> None:
    """After one minute, five, thirty, two hours and six; then the log says that it was given up, and why."""
    listening(app, receiver)
    receiver.status, receiver.answer = 503, b"down\n for <b>maintenance</b>"
    publish(app)
    waits = []
    for attempt in range(1, MOST_ATTEMPTS):
        assert deliveries.send_due(app) == 0
        line = newest(app)
        assert (line.status, line.attempts, line.answer) == ("waiting", attempt, "503 down for <b>maintenance</b>")
        assert line.next_at is not None
        waits.append(line.next_at - clock.now)
        clock.now = line.next_at - timedelta(seconds=1)
        assert not deliveries.is_anything_due(app)
        clock.now = line.next_at
        assert deliveries.is_anything_due(app)
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 30, 120, 360]
    deliveries.send_due(app)
    assert (newest(app).status, newest(app).attempts, newest(app).next_at) == ("given up", MOST_ATTEMPTS, None)
    clock.tick(days=1)
    deliveries.send_due(app)
    assert len(receiver.got) == MOST_ATTEMPTS
    assert len({got.body for got in receiver.got}) == 1


def test_a_receiver_that_is_back_gets_it(app: App, receiver: Receiver, clock: TestClock) -> None:
    """The same body, signed anew with the time of this attempt."""
    listening(app, receiver)
    receiver.status = 500
    publish(app)
    deliveries.send_due(app)
    receiver.status = 204
    clock.tick(minutes=1)
    assert deliveries.send_due(app) == 1
    first, second = receiver.got
    assert first.body == second.body
    assert first.headers["debrief-signature"] != second.headers["debrief-signature"]
    assert (newest(app).status, newest(app).attempts) == ("sent", 2)


def test_gone_is_not_asked_again(app: App, receiver: Receiver) -> None:
    """410 is the receiver's word for never: it is switched off, and the log says why."""
    listening(app, receiver)
    receiver.status = 410
    publish(app, "First")
    publish(app, "Second")
    deliveries.send_due(app)
    second, first = subscriptions.delivery_log(app, None)
    assert (first.status, first.attempts) == ("given up", 1)
    assert (second.status, second.attempts) == ("called off", 0)
    assert "gone (410), so it was switched off" in first.answer
    assert first.answer == second.answer
    (hook,) = subscriptions.webhook_list(app, None)
    assert not hook.active
    publish(app, "Third")
    assert len(subscriptions.delivery_log(app, None)) == 2


def test_a_test_that_finds_a_webhook_gone_switches_it_off_too(app: App, receiver: Receiver) -> None:
    """Whoever pressed the button reads why."""
    made, _ = listening(app, receiver)
    receiver.status = 410
    subscriptions.send_test(app, made, None)
    deliveries.send_due(app)
    assert newest(app).answer.endswith("Add the new one.")
    assert not subscriptions.webhook_list(app, None)[0].active


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_a_body_that_is_refused_is_not_sent_again(app: App, receiver: Receiver, status: int) -> None:
    """The same body would be refused again; what comes next is sent all the same."""
    listening(app, receiver)
    receiver.status, receiver.answer = status, b"invalid_payload"
    publish(app, "First")
    deliveries.send_due(app)
    assert (newest(app).status, newest(app).answer) == ("given up", f"{status} invalid_payload")
    receiver.status = 200
    publish(app, "Second")
    assert deliveries.send_due(app) == 1
    assert subscriptions.webhook_list(app, None)[0].active


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_may_be_mended_over_there_is_tried_again(app: App, receiver: Receiver, status: int) -> None:
    """A workflow that is switched off for an hour, a key that is put right."""
    listening(app, receiver)
    receiver.status = status
    publish(app)
    deliveries.send_due(app)
    assert newest(app).status == "waiting"


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "7", 7),
        (429, "0.3", 1),
        (503, "120", 120),
        (429, "Mon, 23 Nov 2026 14:00:20 GMT", 20),
        (429, "999999999", 6 * 3_600),
        (429, "later", 60),
        (500, "7", 60),
    ],
)
def test_a_receiver_that_is_full_says_when(
    app: App, receiver: Receiver, clock: TestClock, status: int, header: str, seconds: int
) -> None:
    """Retry-After is believed beside 429 and 503, within bounds; everything for it waits as long."""
    listening(app, receiver)
    receiver.status, receiver.headers = status, {"Retry-After": header}
    publish(app, "First")
    publish(app, "Second")
    deliveries.send_due(app)
    assert len(receiver.got) == 1
    assert {line.next_at for line in subscriptions.delivery_log(app, None)} == {clock.now + timedelta(seconds=seconds)}
    receiver.status = 200
    clock.tick(seconds=seconds)
    assert deliveries.send_due(app) == 2


# Standard Webhooks


def test_json_is_signed_as_standard_webhooks_says(app: App, receiver: Receiver, clock: TestClock) -> None:
    """A receiver checks it with a library, and takes nothing that was changed on the way."""
    clock.now = datetime.now(UTC)  # the library compares with its own clock
    _, secret = listening(app, receiver)
    publish(app)
    deliveries.send_due(app)
    (got,) = receiver.got
    checked = StandardWebhook(secret).verify(got.body, got.headers)
    assert checked["event"] == "published"
    assert got.headers["webhook-id"] == f"delivery_{newest(app).id}"
    for changed in (got.body + b" ", got.body.replace(b"Disk", b"disk")):
        with pytest.raises(WebhookVerificationError):
            StandardWebhook(secret).verify(changed, got.headers)
    with pytest.raises(WebhookVerificationError):
        StandardWebhook(secret).verify(got.body, {**got.headers, "webhook-id": "delivery_0"})


def test_a_further_try_has_the_same_id_and_a_time_of_its_own(app: App, receiver: Receiver, clock: TestClock) -> None:
    """So that a repeat is known, and an old signature is not taken for a new one."""
    listening(app, receiver)
    receiver.status = 500
    publish(app)
    deliveries.send_due(app)
    clock.tick(minutes=1)
    deliveries.send_due(app)
    first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 60
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


def test_secrets_of_before_sign_in_the_old_way_only(app: App, receiver: Receiver) -> None:
    """They have signs that base64 has not: a library would read another key out of them."""
    made, _ = listening(app, receiver)
    with app.db.write() as tx:
        store.change(tx, made, secret="whsec_abc-def_ghijklmnopqrstuvwxyz0123456789ABCDE")
    publish(app)
    deliveries.send_due(app)
    (got,) = receiver.got
    assert "debrief-signature" in got.headers
    assert not {"webhook-id", "webhook-timestamp", "webhook-signature"} & set(got.headers)


def test_chats_are_not_sent_what_they_do_not_read(app: App, receiver: Receiver) -> None:
    """Only programs check signatures of that kind."""
    subscriptions.add(app, receiver.url, Shape.DISCORD, BOTH, None)
    subscriptions.set_active(app, subscriptions.webhook_list(app, None)[0].id, on=True, by=None)
    publish(app)
    deliveries.send_due(app)
    assert "webhook-signature" not in receiver.got[0].headers


def test_many_that_wait_do_not_all_knock_at_a_closed_door(app: App, receiver: Receiver, clock: TestClock) -> None:
    """One attempt finds out; the others wait with it, and all arrive when it is open again."""
    listening(app, receiver)
    receiver.status = 500
    for number in range(5):
        publish(app, f"Incident {number}")
    deliveries.send_due(app)
    assert len(receiver.got) == 1
    receiver.status = 200
    clock.tick(minutes=1)
    assert deliveries.send_due(app) == 5


def test_one_dead_receiver_holds_up_no_other(app: App, receiver: Receiver) -> None:
    """Each has its own pauses."""
    subscriptions.add(app, "http://127.0.0.1:9/", Shape.JSON, BOTH, None)
    subscriptions.set_active(app, subscriptions.webhook_list(app, None)[0].id, on=True, by=None)
    listening(app, receiver)
    publish(app)
    assert deliveries.send_due(app) == 1
    assert {line.answer for line in subscriptions.delivery_log(app, None)} == {"200", "Nobody listens there."}


def test_a_test_is_tried_once_and_told_at_once(app: App, receiver: Receiver) -> None:
    """Whoever pressed the button looks at the log now; also for one that is switched off."""
    made, _ = listening(app, receiver)
    subscriptions.set_active(app, made, on=False, by=None)
    receiver.status, receiver.answer = 403, b"invalid_token"
    subscriptions.send_test(app, made, None)
    deliveries.send_due(app)
    assert (newest(app).status, newest(app).answer) == ("given up", "403 invalid_token")
    receiver.status = 200
    subscriptions.send_again(app, newest(app).id, None)
    assert deliveries.send_due(app) == 1


def test_what_was_allowed_is_asked_again_when_it_is_sent(
    app: App, receiver: Receiver, database_url: str, open_test_app: Opener, clock: TestClock
) -> None:
    """The setting was taken back after the webhook was saved: nothing goes there any more."""
    listening(app, receiver)
    publish(app)
    strict = open_test_app(database_url)
    assert deliveries.send_due(strict) == 0
    assert newest(app).answer == "A webhook's address begins with https://."
    made = newest(app)
    with app.db.write() as tx:
        store.change(tx, subscriptions.webhook_list(app, None)[0].id, url=receiver.url.replace("http", "https"))
    clock.now = made.next_at or clock.now
    assert deliveries.send_due(strict) == 0
    assert newest(app).answer == PRIVATE_SENTENCE
    assert receiver.got == []


def test_a_server_that_dies_while_sending_loses_nothing(app: App, receiver: Receiver, clock: TestClock) -> None:
    """Another one sends it when the claim is over; after too many such deaths it is given up."""
    listening(app, receiver)
    publish(app)
    for _ in range(MOST_ATTEMPTS):
        with app.db.write() as tx:
            assert store.QUEUE.claim(tx, deliveries.LEASE) is not None
        assert deliveries.send_due(app) == 0
        clock.tick(minutes=3)
    deliveries.send_due(app)
    assert (newest(app).status, receiver.got) == ("given up", [])
    subscriptions.send_again(app, newest(app).id, None)
    assert deliveries.send_due(app) == 1


def test_two_servers_send_each_delivery_once(database_url: str, open_test_app: Opener, receiver: Receiver) -> None:
    """Side by side on one database."""
    servers = [open_test_app(database_url, webhook_private="allow") for _ in range(2)]
    listening(servers[0], receiver)
    for number in range(6):
        publish(servers[0], f"Incident {number}")
    sent: list[int] = []
    threads = [
        threading.Thread(target=lambda server=server: sent.append(deliveries.send_due(server))) for server in servers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 6
    assert len({got.body for got in receiver.got}) == len(receiver.got) == 6


def test_stopping_leaves_the_rest_for_the_next_server(app: App, receiver: Receiver) -> None:
    """Nothing is marked as failed only because the server was asked to stop."""
    listening(app, receiver)
    for _ in range(3):
        publish(app)
    stopping = threading.Event()
    receiver.before = stopping.set
    assert deliveries.send_due(app, stopping) <= 1
    states = {line.status for line in subscriptions.delivery_log(app, None)}
    assert states <= {"waiting", "sending", "sent"}
    assert len(receiver.got) == 1


def test_switched_off_or_removed_while_it_is_in_the_air(app: App, receiver: Receiver) -> None:
    """It is not tried again, and nothing breaks."""
    made, _ = listening(app, receiver)
    receiver.status, receiver.before = 500, lambda: subscriptions.set_active(app, made, on=False, by=None)
    publish(app)
    deliveries.send_due(app)
    assert newest(app).status == "called off"
    subscriptions.set_active(app, made, on=True, by=None)
    subscriptions.send_again(app, newest(app).id, None)
    receiver.before = lambda: subscriptions.remove(app, made, None)
    assert deliveries.send_due(app) == 0
    assert subscriptions.delivery_log(app, None) == []


def test_old_ones_leave_the_log(app: App, receiver: Receiver, clock: TestClock) -> None:
    """After a month; what still waits stays."""
    listening(app, receiver)
    publish(app)
    deliveries.send_due(app)
    publish(app)
    clock.tick(days=31)
    assert deliveries.forget_old(app) == 1
    assert [line.status for line in subscriptions.delivery_log(app, None)] == ["waiting"]
