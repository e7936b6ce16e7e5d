"""A text that is eight times as long takes about eight times as long, whatever kind of text it is.

A pasted text may have 50,000 lines, and whoever reads it holds the interpreter that serves every room meanwhile.
"""

from datetime import date

import pytest

from core.domain.timeline.model import ReadingContext
from core.domain.timeline.reader import read_timeline
from tests.support.timing import assert_growth

CONTEXT = ReadingContext("UTC", date(2026, 11, 30))
SHORT, TIMES = 600, 8
MOST = 3 * TIMES
"""A reader that looks at every other line for each line would take TIMES * TIMES as long."""

TEXTS = {
    "paragraphs without a time": ("", "some words here\n\n", ""),
    "one row and paragraphs behind it": ("10:00 The alert fired\n\n", "some words here\n\n", ""),
    "rows": ("", "10:00 The alert fired\n", ""),
    "times under their words": ("", "The alert fired\nPosted at 10:00 by Ada\n\n", ""),
    "words that wait for a time": ("", "Resolved\nIt is fixed.\n\nmore\n\n", "Nov 3, 10:00 UTC\n"),
    "headings that wait for a time": ("", "## Resolved\n\nIt is fixed.\n\n", "Nov 3, 10:00 UTC\n"),
    "a chat": ("", "Ada Lovelace  10:02 AM\nLooking at it now\n\n", ""),
    "a chat and paragraphs behind it": ("Ada Lovelace  10:02 AM\nLooking\n\n" * 3, "some words here\n\n", ""),
    "a table": ("| time | what |\n|---|---|\n", "| 10:00 | The alert fired |\n", ""),
    "a list in a list": ("- 10:00 The alert fired\n", "  - some words here\n", ""),
    "quoted mail": ("", "> > some words here\n>\n", "On Mon, 3 Nov 2026 at 10:00, Ada wrote:\n"),
    "log lines": ("", "2026-11-03T10:00:00Z level=error msg=refused\n", ""),
    "days without times": ("", "3 November 2026\n\nsome words\n\n", ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_time_grows_with_the_text(name: str) -> None:
    """Measured by this thread's processor time."""
    before, repeated, after = TEXTS[name]
    assert_growth(
        MOST,
        lambda text: read_timeline(text, CONTEXT),
        lambda count: before + repeated * count + after,
        SHORT,
        TIMES,
    )
