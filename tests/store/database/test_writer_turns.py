"""Who waits longest writes next, whatever the others do."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import StorageTrouble
from core.store.database.engine import Database
from core.store.database.writer_turns import WriterTurns


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def asked(turns: WriterTurns, name: str, order: list[str]) -> threading.Thread:
    """A thread that stands in line when this returns."""
    before = turns.waiting

    def write() -> None:
        with turns.turn():
            order.append(name)

    thread = threading.Thread(target=write)
    thread.start()
    until(lambda: turns.waiting == before + 1)
    return thread


def test_the_turn_goes_to_whoever_waits_longest() -> None:
    """Also before the one who just had it and asks again at once."""
    turns = WriterTurns(patience=20)
    order: list[str] = []
    with turns.turn():
        waiting = [asked(turns, name, order) for name in ("first", "second", "third")]
    with turns.turn():
        order.append("again")
    for thread in waiting:
        thread.join()
    assert order == ["first", "second", "third", "again"]
    assert turns.waiting == 0


def test_a_writer_that_never_rests_lets_another_between(tmp_path: Path) -> None:
    """One connection in a pool went back to the thread that had it, dozens of times, while another waited."""
    db = Database.open(tmp_path / "one.db")
    writes, stop = [0], threading.Event()

    def busy() -> None:
        while not stop.is_set():
            with db.write():
                writes[0] += 1

    threads = [threading.Thread(target=busy) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: writes[0] > 20)
    waited = []
    for _ in range(20):
        before = writes[0]
        with db.write():
            waited.append(writes[0] - before)
    stop.set()
    for thread in threads:
        thread.join()
    db.close()
    # Each of the two once, and once more between the count and the asking.
    assert sorted(waited)[len(waited) // 2] <= 4


def test_a_write_that_failed_hands_the_turn_on(tmp_path: Path) -> None:
    """Nothing stands still behind an error."""
    turns = WriterTurns(patience=20)
    with pytest.raises(ValueError, match="no"), turns.turn():
        raise ValueError("no")
    with turns.turn():
        pass
    db = Database.open(tmp_path / "one.db")
    with pytest.raises(ValueError, match="no"), db.write():
        raise ValueError("no")
    with db.write():
        pass
    db.close()


def test_whoever_waited_too_long_leaves_the_line() -> None:
    """With the error of a pool; those behind do not wait for it."""
    turns = WriterTurns(patience=0.05)
    held, order = threading.Event(), list[str]()

    def hold() -> None:
        with turns.turn():
            held.set()
            until(lambda: bool(order))

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(20)
    with pytest.raises(PoolTimeout), turns.turn():
        pass
    assert turns.waiting == 0
    order.append("given up")
    holder.join()
    with turns.turn():
        order.append("next")
    assert order == ["given up", "next"]


def test_a_database_that_others_write_for_too_long_says_so(tmp_path: Path) -> None:
    """As when the lock is another process's."""
    db = Database.open(tmp_path / "one.db", patience=0.05)
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        with db.write():
            begun.set()
            over.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    assert begun.wait(20)
    with pytest.raises(StorageTrouble), db.write():
        pass
    over.set()
    holder.join()
    with db.write():
        pass
    db.close()


def test_views_of_one_database_stand_in_one_line(tmp_path: Path) -> None:
    """A copy for a reader has no line of its own: both would have one connection to wait for."""
    from core.store.database.audience import UNRESTRICTED

    db = Database.open(tmp_path / "one.db")
    assert db.reading_for(UNRESTRICTED)._turns is db._turns
    db.close()
