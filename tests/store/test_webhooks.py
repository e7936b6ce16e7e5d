"""Webhooks in the database: one server sends a delivery, and nothing that waits is lost."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import NotFound
from core.store import webhooks
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.nudges.delivery_queue import CALLED_OFF, GIVEN_UP, SENDING, SENT, WAITING, Delivery
from tests.support.apps import TestClock

LEASE = timedelta(minutes=2)


@pytest.fixture
def timed(database_url: str, clock: TestClock) -> Iterator[Database]:
    """A database whose clock the test moves."""
    opened = Database.open(database_url, clock=clock)
    yield opened
    opened.close()


def active(tx: Transaction, events: tuple[str, ...] = ("published",), url: str = "https://x.example/") -> int:
    made = webhooks.add(tx, url, "json", "whsec_canary", events)
    webhooks.change(tx, made, active=True)
    return made


def claim(database: Database) -> Delivery | None:
    with database.write() as tx:
        return webhooks.QUEUE.claim(tx, LEASE)


def test_a_new_webhook_is_switched_off(tx: Transaction) -> None:
    """Nothing leaves the house before somebody says so."""
    made = webhooks.add(tx, "https://x.example/", "slack", "s", ("published", "overdue"))
    assert not webhooks.webhook(tx, made).active
    assert not webhooks.any_active(tx)
    assert webhooks.subscribed(tx, "published") == []
    webhooks.change(tx, made, active=True)
    assert webhooks.any_active(tx)
    assert [item.id for item in webhooks.subscribed(tx, "overdue")] == [made]


def test_only_who_wants_an_event_hears_of_it(tx: Transaction) -> None:
    """A whole word of the list, not a part of one."""
    entry, both = active(tx, ("published",)), active(tx, ("overdue", "published"))
    assert [item.id for item in webhooks.subscribed(tx, "published")] == [entry, both]
    assert [item.id for item in webhooks.subscribed(tx, "overdue")] == [both]
    assert webhooks.subscribed(tx, "over") == []
    assert webhooks.webhook(tx, both).events == {"overdue", "published"}


def test_secrets_are_in_no_repr(tx: Transaction) -> None:
    """A repr ends up in logs; the address of a Slack webhook is a secret as well."""
    made = active(tx, url="https://hooks.example/SECRETPATH")
    message = repr(webhooks.webhook(tx, made))
    assert "canary" not in message
    assert "SECRETPATH" not in message


def test_changing_or_asking_for_a_removed_one_says_so(tx: Transaction) -> None:
    """And removing it takes what it sent with it."""
    made = active(tx)
    sent = webhooks.QUEUE.queue(tx, made, "published", "{}")
    webhooks.remove(tx, made)
    for ask in (webhooks.webhook, lambda tx, made: webhooks.change(tx, made, active=False)):
        with pytest.raises(NotFound):
            ask(tx, made)
    with pytest.raises(NotFound):
        webhooks.QUEUE.delivery(tx, sent)
    webhooks.remove(tx, made)


def test_the_oldest_delivery_is_claimed_first(timed: Database, clock: TestClock) -> None:
    """With its body, and counted as an attempt."""
    with timed.write() as tx:
        made = active(tx)
        first = webhooks.QUEUE.queue(tx, made, "published", '{"a": 1}')
        clock.tick(seconds=1)
        second = webhooks.QUEUE.queue(tx, made, "published", "{}")
    got = claim(timed)
    assert got is not None
    assert (got.id, got.status, got.attempts, got.body) == (first, SENDING, 1, '{"a": 1}')
    again = claim(timed)
    assert again is not None
    assert again.id == second
    assert claim(timed) is None


def test_many_who_claim_together_get_different_ones(database: Database) -> None:
    """Several servers on one database: each delivery is sent once."""
    with database.write() as tx:
        made = active(tx)
        queued = {webhooks.QUEUE.queue(tx, made, "published", "{}") for _ in range(12)}
    got: list[int] = []

    def work() -> None:
        while (mine := claim(database)) is not None:
            got.append(mine.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(queued)


def test_a_claim_whose_server_died_is_due_again(timed: Database, clock: TestClock) -> None:
    """After the lease, and the late word of the first server counts no more."""
    with timed.write() as tx:
        webhooks.QUEUE.queue(tx, active(tx), "published", "{}")
    first = claim(timed)
    clock.tick(seconds=119)
    assert claim(timed) is None
    clock.tick(seconds=2)
    second = claim(timed)
    assert first is not None
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    with timed.write() as tx:
        assert not webhooks.QUEUE.finish(tx, first, GIVEN_UP, "late")
        assert webhooks.QUEUE.finish(tx, second, SENT, "200")
        assert webhooks.QUEUE.delivery(tx, first.id).status == SENT
        assert not webhooks.QUEUE.finish(tx, second, GIVEN_UP, "twice")


def test_what_failed_waits_until_its_time(timed: Database, clock: TestClock) -> None:
    """And `is_due` says the same as `claim`."""
    with timed.write() as tx:
        webhooks.QUEUE.queue(tx, active(tx), "published", "{}")
    got = claim(timed)
    assert got is not None
    with timed.write() as tx:
        assert webhooks.QUEUE.finish(tx, got, WAITING, "503", tx.now() + timedelta(minutes=1))
        assert not webhooks.QUEUE.is_due(tx)
    assert claim(timed) is None
    clock.tick(minutes=1)
    with timed.read() as tx:
        assert webhooks.QUEUE.is_due(tx)
        assert webhooks.QUEUE.waiting(tx) == {got.receiver_id: 1}
    later = claim(timed)
    assert later is not None
    assert (later.attempts, later.answer) == (2, "503")


def test_a_receiver_that_fails_is_not_asked_for_each_that_waits(timed: Database, clock: TestClock) -> None:
    """Others go on; what is in the air or far in the future is left alone."""
    with timed.write() as tx:
        dead, well = active(tx), active(tx)
        waiting = [webhooks.QUEUE.queue(tx, dead, "published", "{}") for _ in range(3)]
        webhooks.QUEUE.queue(tx, well, "published", "{}")
        webhooks.QUEUE.postpone(tx, tx.now() + timedelta(minutes=5), dead)
    got = claim(timed)
    assert got is not None
    assert got.receiver_id == well
    with timed.write() as tx:
        webhooks.QUEUE.finish(tx, got, SENT, "200")
    assert claim(timed) is None
    clock.tick(minutes=5)
    assert {claimed.id for _ in waiting if (claimed := claim(timed))} == set(waiting)


def test_nothing_is_sent_for_a_webhook_that_is_switched_off(tx: Transaction) -> None:
    """Except a test: that is how one finds out whether to switch it on."""
    made = webhooks.add(tx, "https://x.example/", "json", "s", ("published",))
    webhooks.QUEUE.queue(tx, made, "published", "{}")
    assert webhooks.QUEUE.claim(tx, LEASE) is None
    tried = webhooks.QUEUE.queue(tx, made, "test", "{}")
    got = webhooks.QUEUE.claim(tx, LEASE)
    assert got is not None
    assert got.id == tried


def test_what_waits_can_be_called_off(tx: Transaction) -> None:
    """What is in the air is not called back."""
    made, other = active(tx), active(tx)
    flying = webhooks.QUEUE.queue(tx, made, "published", "{}")
    assert webhooks.QUEUE.claim(tx, LEASE)
    waiting, others = (
        webhooks.QUEUE.queue(tx, made, "published", "{}"),
        webhooks.QUEUE.queue(tx, other, "published", "{}"),
    )
    webhooks.QUEUE.cancel(tx, made, "off")
    assert [webhooks.QUEUE.delivery(tx, item).status for item in (flying, waiting, others)] == [
        SENDING,
        CALLED_OFF,
        WAITING,
    ]
    assert webhooks.QUEUE.delivery(tx, waiting).answer == "off"


def test_a_delivery_can_be_sent_again_from_the_beginning(tx: Transaction) -> None:
    """Whatever came of it; not while it is in the air."""
    sent = webhooks.QUEUE.queue(tx, active(tx), "published", "{}")
    got = webhooks.QUEUE.claim(tx, LEASE)
    assert got is not None
    with pytest.raises(NotFound):
        webhooks.QUEUE.again(tx, sent)
    webhooks.QUEUE.finish(tx, got, GIVEN_UP, "500")
    webhooks.QUEUE.again(tx, sent)
    row = webhooks.QUEUE.delivery(tx, sent)
    assert (row.status, row.attempts, row.done_at) == (WAITING, 0, None)


def test_the_log_is_short_and_forgets(timed: Database, clock: TestClock) -> None:
    """The newest first; what still waits is never forgotten."""
    with timed.write() as tx:
        made = active(tx)
        ids = [webhooks.QUEUE.queue(tx, made, "published", "{}") for _ in range(5)]
        got = webhooks.QUEUE.claim(tx, LEASE)
        assert got is not None
        webhooks.QUEUE.finish(tx, got, SENT, "200")
        assert [row.id for row in webhooks.QUEUE.log(tx, 3)] == ids[:1:-1]
    clock.tick(days=31)
    with timed.write() as tx:
        assert webhooks.QUEUE.forget(tx, tx.now() - timedelta(days=30)) == 1
        assert [row.id for row in webhooks.QUEUE.log(tx, 9)] == ids[:0:-1]


def test_awkward_text_is_kept_as_far_as_it_can_be(tx: Transaction) -> None:
    """A NUL or half a character in a body fails no transaction."""
    sent = webhooks.QUEUE.queue(tx, active(tx), "published", "a\x00\ud800")
    assert webhooks.QUEUE.delivery(tx, sent).body == "a\ufffd\ufffd"
    assert webhooks.QUEUE.delivery(tx, sent).created_at < datetime.now(UTC) + timedelta(days=1)
