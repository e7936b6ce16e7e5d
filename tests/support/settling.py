"""Waiting for what happens on the event loop of a test, without guessing how many milliseconds it needs.

A sleep of 10 ms is one round of the loop on a machine that stood still meanwhile: its timer is over by then. What needs
three rounds has not happened, and the test fails by chance.
"""

import asyncio
from collections.abc import Callable

ROUNDS = 100
"""A frame that one peer sends and another one gets takes about ten."""
PATIENCE_S = 20.0


async def settled() -> None:
    """All that waits for no thread, no timer and no other process has happened."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


async def until(done: Callable[[], object], patience: float = PATIENCE_S) -> None:
    """Until ``done``, which may take a thread or a timer. Raises TimeoutError."""
    async with asyncio.timeout(patience):
        while not done():  # noqa: ASYNC110 - what is waited for notifies nobody
            await asyncio.sleep(0.005)
