"""A time of day as people say it: one reading, two that are asked, or a sentence."""

from datetime import time

import pytest

from core.domain.dates.time_of_day import read_time_of_day
from core.errors import BadInput
from tests.support.cases import cases


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("14:05", time(14, 5)),
        ("2:30 p.m.", time(14, 30)),
        ("2 PM", time(14)),
        ("at 9:15", time(9, 15)),
        ("1405", time(14, 5)),
        ("930", time(9, 30)),
        ("14.30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14 Uhr", time(14)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("12am", time(0)),
        ("12:30 am", time(0, 30)),
        ("02:58:31", time(2, 58, 31)),
        ("１４：０５", time(14, 5)),
    ],
)
def test_one_reading(message: str, meant: time) -> None:
    """As a person in a hurry writes it."""
    assert read_time_of_day(message) == (meant,)


@pytest.mark.parametrize("message", ["2", "at 2", "2 o'clock"])
def test_a_bare_hour_is_asked(message: str) -> None:
    """Two in the night or in the afternoon: nobody guesses."""
    assert read_time_of_day(message) == (time(2), time(14))


@pytest.mark.parametrize(
    "message", ["", " ", "25:00", "13pm", "0am", "12:60", "soonish", "-1", "9" * 5000, "14:05 CET"]
)
def test_what_is_no_time_gets_a_sentence(message: str) -> None:
    """It says what would be read."""
    with pytest.raises(BadInput, match="14:05"):
        read_time_of_day(message)


@pytest.mark.parametrize(("typed", "meant"), cases("times_of_day")["cases"])
def test_the_board_reads_the_same(typed: str, meant: str | None) -> None:
    """``moment_grammar.test.ts`` reads the same table."""
    if meant is None:
        with pytest.raises(BadInput):
            read_time_of_day(typed)
    else:
        assert read_time_of_day(typed) == (time.fromisoformat(meant),)
