"""Durations in words and on a clock: the cases that the browser is tested with too."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.dates.durations import clock_text, duration_text

CASES = json.loads((Path(__file__).parents[2] / "cases" / "durations.json").read_text())


@pytest.mark.parametrize(("seconds", "text"), CASES["words"])
def test_a_duration_is_said_as_people_say_it(seconds: float, text: str) -> None:
    """Nobody has to divide by sixty, and 30 h is never beside 1 d 6 h."""
    assert duration_text(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(("seconds", "text"), CASES["clock"])
def test_minutes_and_seconds_are_those_of_the_clock(seconds: float, text: str) -> None:
    """What was planned and used reads as it did in the room."""
    assert clock_text(seconds) == text


@given(st.integers(min_value=120, max_value=10**9))
def test_what_is_said_is_what_it_was(seconds: int) -> None:
    """Read back, the words are the duration, to the minute."""
    sizes = {"d": 86_400, "h": 3_600, "min": 60}
    texts = duration_text(timedelta(seconds=seconds)).split()
    read = sum(int(amount) * sizes[unit] for amount, unit in zip(texts[::2], texts[1::2], strict=True))
    assert read == seconds // 60 * 60
