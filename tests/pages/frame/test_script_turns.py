"""Scripts of all sessions take turns: few at a time, in order, and a long one does not hold up the rest."""

import inspect
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from pages.parts.frame.script_turns import AT_ONCE, ScriptTurns, take_turns

LONG = 3_600.0


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.001)


class Script:
    """A thread that asks for a turn and keeps it until ``over`` is set."""

    def __init__(self, turns: ScriptTurns, name: str, began: list[str]) -> None:
        self.over = threading.Event()
        self._turns, self._name, self._began = turns, name, began
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with self._turns.turn():
            self._began.append(self._name)
            assert self.over.wait(20)

    def end(self) -> None:
        self.over.set()
        self._thread.join()


def asked(turns: ScriptTurns, name: str, began: list[str]) -> Script:
    """One that waits in line when this returns."""
    before = turns.waiting
    script = Script(turns, name, began)
    until(lambda: turns.waiting == before + 1)
    return script


def test_fifty_that_ask_at_once_are_drawn_one_by_one() -> None:
    """Never two of them at the same time, and all of them."""
    turns = ScriptTurns(AT_ONCE, LONG)
    now, most, drawn = [0], [0], [0]

    def draw() -> None:
        with turns.turn():
            now[0] += 1
            most[0] = max(most[0], now[0])
            time.sleep(0)
            drawn[0] += 1
            now[0] -= 1

    threads = [threading.Thread(target=draw) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], drawn[0], turns.waiting) == (1, 50, 0)


def test_turns_are_taken_in_the_order_of_asking() -> None:
    """Each begins when the one before has ended, and not earlier."""
    turns, began = ScriptTurns(1, LONG), list[str]()
    first = Script(turns, "first", began)
    until(lambda: began == ["first"])
    second = asked(turns, "second", began)
    third = asked(turns, "third", began)
    first.end()
    until(lambda: began == ["first", "second"])
    assert turns.waiting == 1
    second.end()
    until(lambda: began == ["first", "second", "third"])
    third.end()


def test_a_long_script_gives_its_place_away() -> None:
    """One that asks another system for seconds holds up nobody longer than a moment; it goes on beside the next."""
    at = [0.0]
    turns, began = ScriptTurns(1, 0.02, now=lambda: at[0]), list[str]()
    slow = Script(turns, "slow", began)
    until(lambda: began == ["slow"])
    next_one = asked(turns, "next", began)
    at[0] = 0.03
    until(lambda: began == ["slow", "next"])
    next_one.end()
    slow.end()
    with turns.turn():
        began.append("later")
    assert began[-1] == "later"


def test_a_script_that_fails_gives_its_place_back() -> None:
    """An error, and what Streamlit raises to end a run."""
    turns = ScriptTurns(1, LONG)
    for error in (ValueError("no"), SystemExit()):
        with pytest.raises(type(error)), turns.turn():
            raise error
    with turns.turn():
        pass


def test_a_script_within_a_script_does_not_wait_for_itself() -> None:
    """A run that starts another on its own thread has its place already, and keeps it."""
    turns = ScriptTurns(1, LONG)
    with turns.turn():
        with turns.turn():
            pass
        began: list[str] = []
        waiting = asked(turns, "other", began)
        assert began == []
    until(lambda: began == ["other"])
    waiting.end()


class Runner:
    """The method of Streamlit's runner that is put in turn."""

    def __init__(self) -> None:
        self.runs: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def _run_script(self, *values: Any, **named: Any) -> str:
        self.runs.append((values, named))
        return "drawn"


def test_a_runner_is_put_in_turn_once() -> None:
    """It is given what it was given before, and a second call wraps nothing again."""
    turns = ScriptTurns(1, LONG)
    take_turns(turns, Runner)
    wrapped = Runner._run_script
    take_turns(turns, Runner)
    assert Runner._run_script is wrapped
    runner, began = Runner(), list[str]()
    other = Script(turns, "other", began)
    until(lambda: began == ["other"])
    thread = threading.Thread(target=lambda: runner._run_script("data", more=1))
    thread.start()
    until(lambda: turns.waiting == 1)
    assert runner.runs == []
    other.end()
    thread.join()
    assert runner.runs == [(("data",), {"more": 1})]


def test_streamlit_runs_every_script_where_it_is_put_in_turn() -> None:
    """The names of its insides that are used here: a fragment's run and a page's pass the same method."""
    assert list(inspect.signature(ScriptRunner._run_script).parameters) == ["self", "rerun_data"]
    assert "_run_script" in ScriptRunner._run_script_thread.__code__.co_names
    source = inspect.getsource(ScriptRunner._run_script)
    assert "fragment_id_queue" in source
    assert "exec_func_with_error_handling" in source
