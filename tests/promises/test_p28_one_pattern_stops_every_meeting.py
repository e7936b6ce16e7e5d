"""P28, the patterns: no text makes a regular expression of the project run long, since ``re`` holds the interpreter.

The patterns are found by looking at every module, so a new one is tried without being named here.
"""

import re

import pytest

from core.domain.blameless import check, default_rules
from core.domain.blameless.tokens import tokens
from tests.support.patterns import RUNS, Found, TooSlow, all_patterns, hard_texts, seconds_for
from tests.support.timing import assert_within

LENGTH = 20_000  # characters: what a browser may ask hints for at once
MOST_SECONDS = 0.1  # a pattern that goes back over a run of this length takes seconds; linear ones take up to 0.03
PATTERNS = all_patterns()


def slowest(found: Found, length: int = LENGTH) -> tuple[float, str]:
    """The longest time and its text; what was too slow is tried again, so that a busy machine is not to blame."""
    worst = (0.0, "")
    for text in hard_texts(found.pattern, length):
        seconds = min(_timed(found, text) for _ in range(3)) if _timed(found, text) > MOST_SECONDS else 0.0
        worst = max(worst, (seconds, text))
        if seconds > MOST_SECONDS:
            break
    return worst


def _timed(found: Found, text: str) -> float:
    try:
        return seconds_for(found, text, 4 * MOST_SECONDS)
    except TooSlow:
        return 4 * MOST_SECONDS


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: found.place)
def test_every_pattern_of_the_project_is_linear(found: Found) -> None:
    """On long runs of each character class, on alternations, and on beginnings of a match said again and again."""
    seconds, text = slowest(found)
    assert seconds <= MOST_SECONDS, f"{found.place}: {seconds:.2f} s on {text[:20]!r}… of {len(text)} characters"


def test_patterns_are_really_looked_at() -> None:
    """The search for patterns finds those of modules and those written in a call."""
    places = {found.place.split(":")[0] for found in PATTERNS}
    assert {"core.domain.blameless.tokens", "core.export.markdown.inline_text", "core/live/http/exports.py"} <= places
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("source", [r"[ \t]*[\d ]{0,40}[ \t]+x", r"(?:a+)+b", r"\w+@", r"<(?:[^>]*)>", r"\s+$"])
def test_a_pattern_that_goes_back_is_found(source: str) -> None:
    """The check can fail: such patterns, harmless here because they are stopped, do not pass."""
    assert slowest(Found("here", re.compile(source)))[0] > MOST_SECONDS


@pytest.mark.parametrize(
    "run", [*RUNS, "the ", "Bob forgot. ", "be careful ", "- [ ] ", "| a | ", "why did you ", "A1"]
)
def test_hints_read_the_longest_text_of_any_kind_in_no_time(run: str) -> None:
    """The whole engine, warm, on the longest text that may be asked about."""
    check("Bob forgot.", None, (), default_rules())
    text = (run * LENGTH)[:LENGTH]
    check(text, None)
    assert_within(0.4, lambda: check(text, None))


@pytest.mark.parametrize("line", ["2026-11-23 02:58:31 TRACE x", "    [2026-11-23T02:58:31Z]   ERROR x", "\tWARN: x"])
def test_log_lines_are_still_seen(line: str) -> None:
    """With and without a time, whatever stands before it."""
    assert [token.kind for token in tokens(line)] == ["log"]
