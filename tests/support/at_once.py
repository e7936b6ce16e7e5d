"""Calls of services at the same moment, each in the middle of its work when the other one is."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from core.errors import DebriefError

_WAIT_S = 0.5
"""Where only one may be there at a time, the other one never comes."""


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each of them returned, or the error that it raised."""
    found: list[object] = []

    def run(call: Callable[[], object]) -> None:
        try:
            found.append(call())
        except DebriefError as error:
            found.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def wait_for_each_other(monkeypatch: pytest.MonkeyPatch, module: object, *names: str) -> None:
    """Whoever has come past one of these functions of the module waits a moment for a second one."""
    both = threading.Barrier(2)

    def waiting(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            found = real(*args)
            with suppress(threading.BrokenBarrierError):
                both.wait(_WAIT_S)
            return found

        return call

    for name in names:
        monkeypatch.setattr(module, name, waiting(getattr(module, name)))
