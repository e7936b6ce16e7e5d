"""Any text is read, in time that grows with its length, and no word of it is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.timeline.model import MOST_CHARACTERS
from core.errors import TooLarge
from tests.domain.timeline.reading import read
from tests.support.timing import assert_growth, assert_within

STAMPS = [
    "10:02", "- **10:02 UTC** -", "[10:02]", "2026-11-02 10:02:03", "10:02 AM:", "Nov 2 10:02:03", "T+5", "10h02 :",
    "gwen [10:02 AM]\n", "* 10:02", "### 10:02\n", "| 10:02 |", "1793613720", "10:02-10:20", "~10:02", "",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from(["mail", "late", "worker", "added", "ünïts", "queue", "邮件", "tenants", "rising"]),
    min_size=1,
    max_size=6,
)

LINES = st.builds(lambda stamp, item: f"{stamp} {' '.join(item)}", st.sampled_from(STAMPS), WORDS)


def words_in(text: str) -> Counter[str]:
    return Counter(word for word in re.findall(r"[^\W\d_]{3,}", text) if word not in ("UTC", "Nov"))


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_word_is_lost_and_none_is_there_twice(lines: list[str], end: str) -> None:
    """Whatever forms stand beside each other: in a row, or told as unparsed. Only a person may be named again."""
    text = end.join(lines)
    reading = read(text)
    rows = [event.text for event in reading.events] + [line.text for line in reading.unparsed]
    people = [event.who for event in reading.events]
    assert not words_in(text) - words_in(" ".join(rows + people))
    assert not words_in(" ".join(rows)) - words_in(text)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No character stops the reader, and whatever is no blank comes out somewhere."""
    reading = read(text, "Europe/Berlin", pasted_at="2026-11-02T12:00:00Z", t0="2026-11-02T09:00:00Z")
    for event in reading.events:
        assert event.at.tzinfo is not None
        assert event.text or event.who


@given(st.text(alphabet="0123456789:-/. \nTZAPMapm+[](){}|,;\t#*>~@", max_size=120))
def test_any_digits_are_read(text: str) -> None:
    """Impossible days and clocks raise nothing."""
    read(text, "America/New_York", "2026-03-08")


HOSTILE = [
    "1", ":", "1:", "10:02 ", "[", "*", " ", "\t", "|", "- ", ">", "A:", "2026-", "2026-11-02 ", "10:02-", "<", "@a",
    "~", "T+", "1h", "Jan ", "UTC ", 'a"', "{", '"a":', "&lt;", "Mon ", "name: ", "<td>", "wrote ", "5m ", "ago ",
]  # fmt: skip


@pytest.mark.parametrize("run", HOSTILE)
def test_a_hostile_line_is_bounded(run: str) -> None:
    """One line of 200,000 characters takes no longer than a long report does."""
    text = (run * 200_000)[:200_000]
    assert_within(1.0, lambda: read(text))


@pytest.mark.parametrize("run", HOSTILE)
def test_time_grows_with_the_number_of_lines(run: str) -> None:
    """Four times the lines take about four times as long, never sixteen times."""
    line = "10:02 " + run * 20 + "\n"
    assert_growth(9, read, line.__mul__, 100)


def test_a_text_that_is_too_large_is_refused() -> None:
    """Before anything of it is read."""
    with pytest.raises(TooLarge):
        read("a" * (MOST_CHARACTERS + 1))
    with pytest.raises(TooLarge):
        read("\n" * 60_000)


@pytest.mark.alone
@pytest.mark.parametrize(
    "line",
    [
        "- **{h:02}:{m:02} UTC** - something happened in service {i}\n",
        "2026-11-02 {h:02}:{m:02}:07,123 INFO [main] app.Master: made {i}\n",
        "Something that has no time of its own in line {i} of a long report\n",
        "| {h:02}:{m:02} | gwen | did {i} |\n",
    ],
)
def test_two_thousand_lines_take_less_than_a_fifth_of_a_second(line: str) -> None:
    """Counted in this thread's own time, so that a busy machine is not to blame."""
    text = "".join(line.format(h=i // 60 % 24, m=i % 60, i=i) for i in range(2000))
    assert_within(0.2, lambda: read(text))
