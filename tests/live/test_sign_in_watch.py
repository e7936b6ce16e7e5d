"""Open sockets end with their sign-in: one question for all of them, and none while nothing is open."""

import asyncio
from collections.abc import Callable, Collection

from core.errors import StorageTrouble
from core.live.sign_in_watch import SignInWatch
from tests.support.settling import until


class Somewhere:
    """A database that knows who is signed in, and how often it was asked."""

    def __init__(self) -> None:
        self.good = {"ada", "ben"}
        self.asked: list[set[str]] = []
        self.trouble: Exception | None = None

    def still_good(self, hashes: Collection[str]) -> set[str]:
        self.asked.append(set(hashes))
        if self.trouble is not None:
            raise self.trouble
        return self.good & set(hashes)


async def at_once(work: Callable[[], set[str]]) -> set[str]:
    return work()


class Socket:
    def __init__(self) -> None:
        self.ended = 0

    async def end(self) -> None:
        self.ended += 1


async def test_sockets_of_a_sign_in_that_is_over_end_and_no_others() -> None:
    """All of that browser's; in one question."""
    there, sockets = Somewhere(), [Socket() for _ in range(3)]
    watch = SignInWatch(there.still_good, at_once, 0.01)
    assert await watch.look() == 0
    assert there.asked == []
    with watch.watching("ada", sockets[0].end), watch.watching("ada", sockets[1].end):
        with watch.watching("ben", sockets[2].end):
            assert await watch.look() == 0
            there.good = {"ben"}
            assert await watch.look() == 2
            assert [socket.ended for socket in sockets] == [1, 1, 0]
        there.asked.clear()
        await watch.look()
        assert there.asked == [{"ada"}]
    there.asked.clear()
    await watch.look()
    assert there.asked == []


async def test_nobody_is_thrown_out_because_the_database_cannot_be_read() -> None:
    """It goes on looking, whatever happened at one time."""
    there, socket, ended = Somewhere(), Socket(), asyncio.Event()
    watch = SignInWatch(there.still_good, at_once, 0.005)

    async def end() -> None:
        await socket.end()
        ended.set()

    looking = asyncio.create_task(watch.look_regularly())
    with watch.watching("ada", end):
        for trouble in (StorageTrouble(), RuntimeError("unforeseen")):
            there.trouble = trouble
            there.asked.clear()
            await until(lambda: there.asked)
        assert socket.ended == 0
        there.trouble, there.good = None, set()
        await asyncio.wait_for(ended.wait(), 5)
    looking.cancel()
