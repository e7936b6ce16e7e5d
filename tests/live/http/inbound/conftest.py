"""A house that waits long enough for its database on a busy machine; what happens otherwise has tests of its own."""

from collections.abc import Callable
from typing import Any

import pytest

from core.live.limits import Limits
from tests.support.live import House


@pytest.fixture
async def house(open_house: Callable[..., Any]) -> House:
    opened: House = await open_house(limits=Limits(inbound_answer_seconds=20.0))
    return opened
