"""Projections of many rooms: one at a time, in order, and never more than their share."""

import asyncio

from core.live.projection_turns import LONGEST_PAUSE, ProjectionTurns


async def project(turns: ProjectionTurns, name: str, done: list[str], seconds: float = 0.0) -> None:
    async with turns.turn():
        done.append(f"{name} begins")
        await asyncio.sleep(seconds)
        done.append(f"{name} ends")


async def test_one_at_a_time_in_the_order_of_asking() -> None:
    """However they overlap."""
    turns, done = ProjectionTurns(0.9), list[str]()
    await asyncio.gather(*(project(turns, name, done, 0.01) for name in "abc"))
    assert done == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


async def test_the_first_does_not_wait() -> None:
    """A single room has its record as soon as ever."""
    turns, done = ProjectionTurns(0.1), list[str]()
    async with asyncio.timeout(0.5):
        await project(turns, "a", done)
    assert done == ["a begins", "a ends"]


async def test_all_together_take_their_share() -> None:
    """Four of 30 ms at a fifth of the time: three pauses of 120 ms in between."""
    loop = asyncio.get_running_loop()
    turns, done = ProjectionTurns(0.2), list[str]()
    begun = loop.time()
    await asyncio.gather(*(project(turns, name, done, 0.03) for name in "abcd"))
    assert loop.time() - begun >= 4 * 0.03 + 3 * 0.12 - 0.01


async def test_a_pause_has_a_bound() -> None:
    """One that took long because of something else does not stop the others."""
    loop = asyncio.get_running_loop()
    turns, done = ProjectionTurns(0.01), list[str]()
    await project(turns, "slow", done, 0.1)
    begun = loop.time()
    await project(turns, "next", done)
    assert LONGEST_PAUSE - 0.05 <= loop.time() - begun <= 4 * LONGEST_PAUSE


async def test_who_fails_or_leaves_passes_the_turn_on() -> None:
    """A room that is closed while it waits, and one that breaks in its turn."""
    turns, done, others_wait = ProjectionTurns(0.9), list[str](), asyncio.Event()

    async def until_the_others_wait() -> None:
        async with turns.turn():
            done.append("first begins")
            await others_wait.wait()
            done.append("first ends")

    first = asyncio.create_task(until_the_others_wait())
    leaves = asyncio.create_task(project(turns, "leaves", done))
    breaks = asyncio.create_task(project(turns, "breaks", done, -1j))  # type: ignore[arg-type] # no number of seconds
    last = asyncio.create_task(project(turns, "last", done))
    await asyncio.sleep(0)  # each task runs once, as far as its turn
    leaves.cancel()
    others_wait.set()
    found = await asyncio.gather(first, leaves, breaks, last, return_exceptions=True)
    assert [type(error) for error in found] == [type(None), asyncio.CancelledError, TypeError, type(None)]
    assert done == ["first begins", "first ends", "breaks begins", "last begins", "last ends"]
