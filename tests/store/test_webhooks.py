"""Webhooks in the database: one server sends a delivery, nothing that waits is lost, a due date is notified once."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotFound
from core.store import postmortems, webhooks
from core.store.database import tables
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.webhooks import CALLED_OFF, GIVEN_UP, SENDING, SENT, WAITING
from tests.support.apps import TestClock

LEASE = timedelta(minutes=2)
DUE = date(2026, 11, 20)


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


def claim(database: Database) -> webhooks.Delivery | None:
    with database.write() as tx:
        return webhooks.claim(tx, LEASE, "test")


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
    sent = webhooks.queue(tx, made, "published", "{}")
    webhooks.remove(tx, made)
    for ask in (webhooks.webhook, lambda tx, made: webhooks.change(tx, made, active=False)):
        with pytest.raises(NotFound):
            ask(tx, made)
    with pytest.raises(NotFound):
        webhooks.delivery(tx, sent)
    webhooks.remove(tx, made)


def test_the_oldest_delivery_is_claimed_first(timed: Database, clock: TestClock) -> None:
    """With its body, and counted as an attempt."""
    with timed.write() as tx:
        made = active(tx)
        first = webhooks.queue(tx, made, "published", '{"a": 1}')
        clock.tick(seconds=1)
        second = webhooks.queue(tx, made, "published", "{}")
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
        queued = {webhooks.queue(tx, made, "published", "{}") for _ in range(12)}
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
        webhooks.queue(tx, active(tx), "published", "{}")
    first = claim(timed)
    clock.tick(seconds=119)
    assert claim(timed) is None
    clock.tick(seconds=2)
    second = claim(timed)
    assert first is not None
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    with timed.write() as tx:
        assert not webhooks.finish(tx, first, GIVEN_UP, "late")
        assert webhooks.finish(tx, second, SENT, "200")
        assert webhooks.delivery(tx, first.id).status == SENT
        assert not webhooks.finish(tx, second, GIVEN_UP, "twice")


def test_what_failed_waits_until_its_time(timed: Database, clock: TestClock) -> None:
    """And `is_due` says the same as `claim`."""
    with timed.write() as tx:
        webhooks.queue(tx, active(tx), "published", "{}")
    got = claim(timed)
    assert got is not None
    with timed.write() as tx:
        assert webhooks.finish(tx, got, WAITING, "503", tx.now() + timedelta(minutes=1))
        assert not webhooks.is_due(tx, "test")
    assert claim(timed) is None
    clock.tick(minutes=1)
    with timed.read() as tx:
        assert webhooks.is_due(tx, "test")
        assert webhooks.waiting(tx) == {got.webhook_id: 1}
    later = claim(timed)
    assert later is not None
    assert (later.attempts, later.answer) == (2, "503")


def test_a_receiver_that_fails_is_not_asked_for_each_that_waits(timed: Database, clock: TestClock) -> None:
    """Others go on; what is in the air or far in the future is left alone."""
    with timed.write() as tx:
        dead, well = active(tx), active(tx)
        waiting = [webhooks.queue(tx, dead, "published", "{}") for _ in range(3)]
        webhooks.queue(tx, well, "published", "{}")
        webhooks.postpone(tx, dead, tx.now() + timedelta(minutes=5))
    got = claim(timed)
    assert got is not None
    assert got.webhook_id == well
    with timed.write() as tx:
        webhooks.finish(tx, got, SENT, "200")
    assert claim(timed) is None
    clock.tick(minutes=5)
    assert {claimed.id for _ in waiting if (claimed := claim(timed))} == set(waiting)


def test_nothing_is_sent_for_a_webhook_that_is_switched_off(tx: Transaction) -> None:
    """Except a test: that is how one finds out whether to switch it on."""
    made = webhooks.add(tx, "https://x.example/", "json", "s", ("published",))
    webhooks.queue(tx, made, "published", "{}")
    assert webhooks.claim(tx, LEASE, "test") is None
    tried = webhooks.queue(tx, made, "test", "{}")
    got = webhooks.claim(tx, LEASE, "test")
    assert got is not None
    assert got.id == tried


def test_what_waits_can_be_called_off(tx: Transaction) -> None:
    """What is in the air is not called back."""
    made, other = active(tx), active(tx)
    flying = webhooks.queue(tx, made, "published", "{}")
    assert webhooks.claim(tx, LEASE, "test")
    waiting, others = webhooks.queue(tx, made, "published", "{}"), webhooks.queue(tx, other, "published", "{}")
    webhooks.cancel_deliveries(tx, made, "off")
    assert [webhooks.delivery(tx, item).status for item in (flying, waiting, others)] == [SENDING, CALLED_OFF, WAITING]
    assert webhooks.delivery(tx, waiting).answer == "off"


def test_a_delivery_can_be_sent_again_from_the_beginning(tx: Transaction) -> None:
    """Whatever came of it; not while it is in the air."""
    sent = webhooks.queue(tx, active(tx), "published", "{}")
    got = webhooks.claim(tx, LEASE, "test")
    assert got is not None
    with pytest.raises(NotFound):
        webhooks.again(tx, sent)
    webhooks.finish(tx, got, GIVEN_UP, "500")
    webhooks.again(tx, sent)
    row = webhooks.delivery(tx, sent)
    assert (row.status, row.attempts, row.done_at) == (WAITING, 0, None)


def test_the_log_is_short_and_forgets(timed: Database, clock: TestClock) -> None:
    """The newest first; what still waits is never forgotten."""
    with timed.write() as tx:
        made = active(tx)
        ids = [webhooks.queue(tx, made, "published", "{}") for _ in range(5)]
        got = webhooks.claim(tx, LEASE, "test")
        assert got is not None
        webhooks.finish(tx, got, SENT, "200")
        assert [row.id for row in webhooks.log(tx, 3)] == ids[:1:-1]
    clock.tick(days=31)
    with timed.write() as tx:
        assert webhooks.forget(tx, tx.now() - timedelta(days=30)) == 1
        assert [row.id for row in webhooks.log(tx, 9)] == ids[:0:-1]


def test_a_due_date_is_notified_once(tx: Transaction, pm: str) -> None:
    """A new day is told of anew; the postmortem takes its reminders with it."""
    queries = [webhooks.claim_notice(tx, pm, "a1", DUE), webhooks.claim_notice(tx, pm, "a1", DUE)]
    assert queries == [True, False]
    assert webhooks.claim_notice(tx, pm, "a2", DUE)
    assert webhooks.claim_notice(tx, pm, "a1", DUE + timedelta(days=7))
    tx.execute(tables.postmortem.delete())
    assert tx.execute(tables.reminder.select()).all() == []


def test_two_servers_that_look_together_tell_once(database: Database) -> None:
    """The first to store it tells of it."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "Disk full")
    messages: list[bool] = []

    def look() -> None:
        with database.write() as tx:
            messages.append(webhooks.claim_notice(tx, "pm", "a1", DUE))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(messages) == [False, False, False, True]


def test_awkward_text_is_kept_as_far_as_it_can_be(tx: Transaction) -> None:
    """A NUL or half a character in a body fails no transaction."""
    sent = webhooks.queue(tx, active(tx), "published", "a\x00\ud800")
    assert webhooks.delivery(tx, sent).body == "a\ufffd\ufffd"
    assert webhooks.delivery(tx, sent).created_at < datetime.now(UTC) + timedelta(days=1)
