"""Questions to a provider have threads of their own, and a bounded number that waits."""

import asyncio
import threading
from dataclasses import replace

import pytest

from core.errors import TooMany
from core.live.limits import LIMITS
from core.live.request_threads import RequestThreads


async def test_a_provider_that_does_not_answer_holds_up_nothing_else() -> None:
    """Those who wait are few, the next ones are told to come back, and other requests go on."""
    threads = RequestThreads(replace(LIMITS, sign_ins_at_once=1, sign_ins_waiting=1))
    stuck = threading.Event()
    asked = [asyncio.create_task(threads.run_sign_in(stuck.wait)) for _ in range(2)]
    await asyncio.sleep(0.05)
    with pytest.raises(TooMany, match="signing in just now"):
        await threads.run_sign_in(lambda: True)
    assert await threads.run(lambda: "another request") == "another request"
    stuck.set()
    assert await asyncio.gather(*asked) == [True, True]
    assert await threads.run_sign_in(lambda: "again") == "again"
    threads.close()
