"""Pages are drawn in turn, a few at a time: fifty sessions that rerun at once would leave no time to those who type.

Python runs one thread at a time. A thread that wants to go on waits behind every other that wants to, so with fifty
scripts at work each hop of a keystroke waited for dozens of them, and took over a second. All are drawn as soon in
turn as at once. A script that takes long, or waits for another system, gives its place to the next and goes on beside
it.

Streamlit runs every script, a fragment's too, in one method of a thread of the session's own, and has no public place
around it; a test holds the one used here (tests/pages/frame/test_script_turns.py).
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import monotonic
from typing import Any, Final

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

AT_ONCE: Final = 1
HELD_S: Final = 0.25
"""A quick rerun takes a fiftieth of it. Whoever waits for a longer one starts beside it."""


class ScriptTurns:
    """Used by the threads of all sessions."""

    def __init__(self, at_once: int, held_s: float, now: Callable[[], float] = monotonic) -> None:
        """``held_s``: after so many seconds a script counts no longer, and the next one starts."""
        self._at_once = at_once
        self._held_s = held_s
        self._now = now
        self._lock = threading.Lock()
        self._started_at: dict[int, float] = {}
        """When each script that has a place started, by its thread."""
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits in the order of asking. A script within a script, as tests run them, has its place already."""
        me = threading.get_ident()
        with self._lock:
            nested = me in self._started_at
        if nested:
            yield
            return
        self._wait(me)
        try:
            yield
        finally:
            self._leave(me)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def _wait(self, me: int) -> None:
        begun = threading.Event()
        with self._lock:
            self._waiting.append(begun)
        while True:
            with self._lock:
                if self._waiting[0] is begun and self._has_place():
                    self._waiting.popleft()
                    self._started_at[me] = self._now()
                    self._call_next()
                    return
                begun.clear()
            begun.wait(self._held_s)

    def _leave(self, me: int) -> None:
        with self._lock:
            del self._started_at[me]
            self._call_next()

    def _has_place(self) -> bool:
        since = self._now() - self._held_s
        return sum(1 for started in self._started_at.values() if started > since) < self._at_once

    def _call_next(self) -> None:
        """Only one: fifty that wake up to look would be what the turns are there to prevent."""
        if self._waiting:
            self._waiting[0].set()


TURNS: Final = ScriptTurns(AT_ONCE, HELD_S)
_MARK: Final = "_debrief_in_turn"


def take_turns(turns: ScriptTurns = TURNS, runner: type[Any] = ScriptRunner) -> None:
    """Once for the process; called again it changes nothing."""
    run = runner._run_script
    if getattr(run, _MARK, False):
        return

    @wraps(run)
    def in_turn(self: Any, *values: Any, **named: Any) -> Any:
        with turns.turn():
            return run(self, *values, **named)

    setattr(in_turn, _MARK, True)
    runner._run_script = in_turn
