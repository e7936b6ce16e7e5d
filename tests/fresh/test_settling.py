"""What tests wait with on the event loop: rounds and conditions, no guessed milliseconds."""

import asyncio
import time

import pytest

from tests.support.settling import settled, until


async def _in_rounds(rounds: int, found: list[int]) -> None:
    for number in range(rounds):
        found.append(number)
        await asyncio.sleep(0)


async def test_a_sleep_is_one_round_on_a_machine_that_stood_still() -> None:
    """Why no test waits so: the timer is over when the loop comes back, and the others had one turn."""
    found: list[int] = []
    others = asyncio.create_task(_in_rounds(10, found))
    loop = asyncio.get_running_loop()
    loop.call_soon(time.sleep, 0.03)  # the machine, while the loop is at work
    await asyncio.sleep(0.01)
    assert len(found) < 10
    await settled()
    assert len(found) == 10
    await others


async def test_what_takes_many_rounds_has_happened() -> None:
    """A reader, a queue and a sender, one after the other, while the machine stands still in between."""
    first: asyncio.Queue[int] = asyncio.Queue()
    second: asyncio.Queue[int] = asyncio.Queue()
    came: list[int] = []

    async def pass_on() -> None:
        await second.put(await first.get())

    async def arrive() -> None:
        came.append(await second.get())

    tasks = [asyncio.create_task(work()) for work in (arrive, pass_on)]
    await first.put(1)
    asyncio.get_running_loop().call_soon(time.sleep, 0.02)
    await settled()
    assert came == [1]
    await asyncio.gather(*tasks)


async def test_a_thread_is_waited_for() -> None:
    """However late it is."""
    asked = asyncio.create_task(asyncio.to_thread(time.sleep, 0.05))
    await until(asked.done)
    assert asked.done()


async def test_what_does_not_happen_is_said_in_time() -> None:
    """And not by the timeout of the whole test."""
    with pytest.raises(TimeoutError):
        await until(lambda: False, patience=0.02)
