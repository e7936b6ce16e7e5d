"""Heavy work takes turns, and whoever finds too many waiting is told so."""

import threading

import pytest

from core.errors import TooMany
from core.services.exchange.work_slots import WorkSlots


def test_a_place_is_given_back_whatever_happens() -> None:
    """Also after an error, and again and again."""
    turns = WorkSlots(at_once=1, waiting=0, seconds=1, sentence="Later.")
    for _ in range(3):
        with pytest.raises(ValueError, match="x"), turns.turn():
            raise ValueError("x")
    with turns.turn():
        pass


def test_one_too_many_is_told_at_once_and_one_who_waits_too_long_is_told_then() -> None:
    """With one at work and one waiting, the third is not even let wait."""
    turns = WorkSlots(at_once=1, waiting=1, seconds=0.2, sentence="Later.")
    waiting, message = threading.Event(), []

    def wait() -> None:
        waiting.set()
        try:
            with turns.turn():
                message.append("in")
        except TooMany as error:
            message.append(error.sentence)

    with turns.turn():
        second = threading.Thread(target=wait)
        second.start()
        waiting.wait(5)
        while second.is_alive():
            with pytest.raises(TooMany, match="Later"), turns.turn():
                pass
        second.join()
    assert message == ["Later."]
    with turns.turn():
        pass


def test_they_go_one_after_the_other() -> None:
    """Never more than allowed, and all of them in the end."""
    turns = WorkSlots(at_once=2, waiting=20, seconds=10, sentence="Later.")
    lock, now, most, done = threading.Lock(), 0, 0, 0

    def work() -> None:
        nonlocal now, most, done
        with turns.turn():
            with lock:
                now, most = now + 1, max(most, now + 1)
            threading.Event().wait(0.01)
            with lock:
                now, done = now - 1, done + 1

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == 12
    assert most <= 2
