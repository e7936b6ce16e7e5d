"""People who come in at once: a few in a transaction, time between for those who type, each told what became of it."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from core.errors import BadCode, StorageTrouble
from core.live.entry_queue import EntryQueue
from core.services.access import Entry


def named(name: str) -> Entry[str]:
    return Entry(lambda _tx: name, lambda given: given)


class Store:
    """Gives each its name, or what is in ``refused``; ``gate`` holds it up."""

    def __init__(self) -> None:
        self.rounds: list[list[str]] = []
        self.refused: dict[str, Exception] = {}
        self.broken: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.takes = 0.0

    async def enter_all(self, entries: Sequence[Entry[Any]]) -> Sequence[Any]:
        names = [entry.write(None) for entry in entries]  # type: ignore[arg-type]
        self.rounds.append(names)
        await self.gate.wait()
        await asyncio.sleep(self.takes)
        if self.broken is not None:
            raise self.broken
        return [self.refused.get(name, name) for name in names]


def queue_of(store: Store, at_once: int = 3, share: float = 1.0) -> EntryQueue:
    return EntryQueue(store.enter_all, at_once, share)


async def test_one_comes_in_at_once() -> None:
    store = Store()
    assert await queue_of(store).enter(named("Eve")) == "Eve"
    assert store.rounds == [["Eve"]]


async def test_those_who_wait_share_a_transaction() -> None:
    """In the order in which they came, and not more than so many at a time."""
    store = Store()
    queue = queue_of(store)
    came = await asyncio.gather(*(queue.enter(named(f"guest {number}")) for number in range(7)))
    assert came == [f"guest {number}" for number in range(7)]
    assert [len(names) for names in store.rounds] == [3, 3, 1]
    assert [name for names in store.rounds for name in names] == came


async def test_one_who_is_refused_holds_nobody_up() -> None:
    store = Store()
    store.refused["b"] = BadCode()
    queue = queue_of(store)
    came = await asyncio.gather(*(queue.enter(named(name)) for name in "abc"), return_exceptions=True)
    assert came[0] == "a"
    assert isinstance(came[1], BadCode)
    assert came[2] == "c"


async def test_a_database_that_cannot_be_written_is_told_to_all_of_them() -> None:
    """And the next who comes is tried again."""
    store = Store()
    store.broken = StorageTrouble()
    queue = queue_of(store)
    came = await asyncio.gather(*(queue.enter(named(name)) for name in "abcd"), return_exceptions=True)
    assert all(isinstance(found, StorageTrouble) for found in came)
    store.broken = None
    assert await queue.enter(named("e")) == "e"


async def test_whoever_gave_up_before_the_turn_does_not_come_in() -> None:
    store = Store()
    store.gate.clear()
    queue = queue_of(store, at_once=1)
    first, second, third = (asyncio.ensure_future(queue.enter(named(name))) for name in "abc")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second.cancel()
    store.gate.set()
    assert (await first, await third) == ("a", "c")
    assert store.rounds == [["a"], ["c"]]


async def test_whoever_gives_up_while_it_is_stored_holds_nobody_up() -> None:
    store = Store()
    store.gate.clear()
    queue = queue_of(store)
    first, second = (asyncio.ensure_future(queue.enter(named(name))) for name in "ab")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    store.gate.set()
    assert await second == "b"


@pytest.mark.parametrize(("share", "pauses"), [(1.0, 0.0), (0.25, 3.0)])
async def test_whoever_types_has_the_time_between(monkeypatch: pytest.MonkeyPatch, share: float, pauses: float) -> None:
    """A pause follows each round while more wait, so many times as long as the round; none after the last."""
    now, slept = [100.0], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def enter_all(entries: Sequence[Entry[Any]]) -> Sequence[Any]:
        now[0] += 0.02
        return [None for _ in entries]

    queue = EntryQueue(enter_all, 2, share)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now[0])
    monkeypatch.setattr("core.live.entry_queue.asyncio.sleep", sleep)
    await asyncio.gather(*(queue.enter(named(str(number))) for number in range(5)))
    assert slept == pytest.approx([0.02 * pauses] * 2)
