"""Whether another server listens: nothing is sent where nobody does, and nobody who listens misses anything."""

from dataclasses import dataclass, field

import pytest

from core.store.database.other_servers import (
    ANSWER_SECONDS,
    FORGOTTEN_SECONDS,
    HELD_SECONDS,
    HERE_SECONDS,
    MOST_HELD,
    OtherServers,
)


@dataclass
class Bench:
    """What is sent, and a clock that stands still by itself."""

    seconds: float = 1_000.0
    sent: list[str] = field(default_factory=list)

    def servers(self, *, known: bool = True) -> OtherServers:
        others = OtherServers(self.sent.append, lambda: self.seconds)
        if known:
            others.connected()
            self.seconds += ANSWER_SECONDS
        return others


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_alone_nothing_is_sent(bench: Bench) -> None:
    """Each would be a transaction that nobody hears of."""
    others = bench.servers()
    others.send("doc:pm:me")
    assert bench.sent == []


def test_before_others_could_answer_everything_is_sent(bench: Bench) -> None:
    """A command that ends after a second has no time to learn who is there."""
    others = bench.servers(known=False)
    others.send("before the connection")
    bench.seconds += 3_600
    others.send("still before it")
    others.connected()
    bench.seconds += ANSWER_SECONDS - 0.1
    others.send("after it")
    bench.seconds += 0.1
    others.send("when all have answered")
    assert bench.sent == ["before the connection", "still before it", "after it"]


def test_a_connection_that_broke_begins_anew(bench: Bench) -> None:
    """What others said meanwhile was not heard."""
    others = bench.servers()
    others.disconnected()
    others.send("while it is away")
    others.connected()
    others.send("when it is back")
    assert bench.sent == ["while it is away", "when it is back"]


def test_a_server_that_was_heard_is_told(bench: Bench) -> None:
    """As long as it says now and then that it is there; it may miss saying so twice."""
    others = bench.servers()
    others.heard("two")
    for number in range(5):
        bench.seconds += 3 * HERE_SECONDS
        others.send(str(number))
        others.heard("two")
    assert bench.sent == ["0", "1", "2", "3", "4"]


def test_a_server_that_died_is_forgotten(bench: Bench) -> None:
    """Nobody says goodbye for it."""
    others = bench.servers()
    others.heard("two")
    bench.seconds += FORGOTTEN_SECONDS + 0.1
    others.send("doc:pm:me")
    assert bench.sent == []


def test_a_server_that_leaves_is_told_nothing_more_but_another_is(bench: Bench) -> None:
    """The last one of them counts."""
    others = bench.servers()
    others.heard("two")
    others.heard("three")
    others.left("two")
    others.send("a")
    others.left("three")
    others.left("three")
    others.send("b")
    assert bench.sent == ["a"]


def test_a_newcomer_is_given_what_it_may_have_missed(bench: Bench) -> None:
    """It listened already when this was published, and was not known yet. In order, and each once."""
    others = bench.servers()
    for payload in ("here", "there", "here"):
        others.send(payload)
        bench.seconds += 0.01
    others.heard("two")
    others.heard("two")
    others.send("now")
    assert bench.sent == ["there", "here", "now"]


def test_what_is_old_is_given_to_nobody(bench: Bench) -> None:
    """Whoever listens now read the database after it was published."""
    others = bench.servers()
    others.send("old")
    bench.seconds += HELD_SECONDS - 1
    others.send("young")
    bench.seconds += 1.5
    others.heard("two")
    assert bench.sent == ["young"]


def test_what_is_kept_is_bounded(bench: Bench) -> None:
    """By number, and by age: a server that is alone for a year keeps some seconds of it."""
    others = bench.servers()
    for number in range(MOST_HELD + 10):
        others.send(str(number))
    assert len(others._held) == MOST_HELD
    bench.seconds += HELD_SECONDS + 1
    others.send("newest")
    assert list(others._held) == ["newest"]


def test_servers_that_come_and_die_leave_nothing(bench: Bench) -> None:
    """One that is restarted every minute for a year."""
    others = bench.servers()
    for number in range(1_000):
        others.heard(str(number))
        bench.seconds += 60
    assert len(others._servers) == 1
