"""A crowd is let in a few at a time, in order, and one that is slow holds nobody up."""

import asyncio

import pytest

from core.live.room.joining import JoiningTurns


async def test_three_hundred_at_once_are_let_in_two_by_two() -> None:
    """In the order in which they came, and all of them."""
    turns = JoiningTurns(2, 60)
    inside = most = 0
    order: list[int] = []

    async def come(number: int) -> None:
        nonlocal inside, most
        async with turns.turn() as joining:
            order.append(number)
            inside += 1
            most = max(most, inside)
            for _ in range(3):
                await asyncio.sleep(0)
            inside -= 1
            joining.done()
            await asyncio.sleep(0)

    await asyncio.gather(*[come(number) for number in range(300)])
    assert most == 2
    assert order == list(range(300))


async def test_whoever_is_in_makes_place_while_they_stay() -> None:
    """The block lasts as long as the socket; the place only as long as the joining."""
    turns = JoiningTurns(1, 60)
    left = asyncio.Event()
    came: list[str] = []

    async def stay(name: str) -> None:
        async with turns.turn() as joining:
            came.append(name)
            joining.done()
            await left.wait()

    staying = [asyncio.create_task(stay(name)) for name in ("ada", "bo", "cy")]
    for _ in range(10):
        await asyncio.sleep(0)
    assert came == ["ada", "bo", "cy"]
    left.set()
    await asyncio.gather(*staying)


async def test_a_place_is_given_back_once() -> None:
    """By ``done``, by the end of the block, by an error: together they make one place and not three."""
    turns = JoiningTurns(1, 60)

    async def fail() -> None:
        async with turns.turn() as joining:
            joining.done()
            joining.done()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()
    async with turns.turn():
        second = asyncio.create_task(turns.turn().__aenter__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not second.done()
        second.cancel()


async def test_one_that_takes_long_does_not_hold_up_the_next() -> None:
    """A room whose document takes seconds to load, or a browser that does not answer."""
    turns = JoiningTurns(1, 0.01)
    async with turns.turn(), asyncio.timeout(20), turns.turn():
        pass


async def test_whoever_gives_up_waiting_takes_no_place() -> None:
    """A tab that is closed in the line."""
    turns = JoiningTurns(1, 60)
    async with turns.turn():
        waiting = asyncio.create_task(turns.turn().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(20), turns.turn():
        pass
