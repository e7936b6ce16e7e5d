"""Whatever a file holds, it is read, and each of its words stands in the postmortem."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.report.source_text import clean_text
from tests.domain.report.reading import kept_words, read, words
from tests.support.payloads import PAYLOADS
from tests.support.timing import assert_growth

LINES = st.sampled_from(
    [
        "",
        "# Disk full",
        "## Timeline (times in CET)",
        "## Action items",
        "### Whatever else",
        "Root cause:",
        "**Impact**",
        "**Impact**: shop down, 12:30 until 13:00",
        "- **Key events**",
        "  - Started 2024-03-05 10:00",
        "- **Time to repair**: 2h",
        "---",
        "===",
        "```",
        "~~~ python",
        "# not a heading",
        "h2. Action items",
        "||Action||Owner||",
        "|Larger queue|mara|",
        "## an entry of a wiki",
        "[the ticket|https://issues.example/1]",
        "| Time | What |",
        "|---|---|",
        "| 10:02 | pager | rang |",
        "| 10:05 | the last bar is missing",
        "| a \\| b | `c|d` |",
        "- [x] add an alert (@mara) by 2024-04-01",
        "- [ ]",
        "- buy disks:",
        "  - large ones",
        "1. **Bold**: and on",
        "10:42 nobody looked",
        "### 16:32",
        "5:04 PM PST - it is back",
        "*Describe what happened here*",
        "<!-- a comment",
        "that goes on -->",
        "title: 'quoted'",
        "tags: [a, b]",
        "  continued   text",
        "> quoted words",
        "検知: 10:05 アラート",
        "## 根本原因",
        "Sev: 2",
    ]
)
TEXTS = st.lists(LINES | st.text(max_size=60), max_size=40).map("\n".join)


@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    """Signs that say something else are kept as what they say: the tick of a box, the number of an entry."""
    report = read(text)
    kept = kept_words(report)
    signs = {"x", *(str(number) for number in range(1000))}
    lost = set(words(clean_text(text)[0])) - set(kept) - signs
    assert not lost


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_a_word_that_comes_twice_in_the_text_is_there_twice(text: str) -> None:
    """A sentence that is made of words of other sentences does not vanish."""
    marked = "\n".join(
        f"{line} w{place % 7}q" if line[:1].isalpha() else line for place, line in enumerate(text.split("\n"))
    )
    found, kept = words(marked), kept_words(read(marked))
    heads = ("title", "tags", "root", "sev")
    body = [line for line in marked.split("\n") if line[:1].isalpha() and not line.lower().startswith(heads)]
    for word in {word for line in body for word in words(line) if word.endswith("q")}:
        assert kept[word] >= min(found[word], sum(words(line)[word] for line in body))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_read_as_words(payload: str) -> None:
    """As a title, a heading, a label, a time, a cell and an item: nothing of it is lost, and nothing is raised."""
    text = (
        f"---\ntitle: {payload}\n---\n# {payload}\n\n- **Impact**: {payload}\n\n## Timeline\n\n- 10:02 {payload}\n"
        f"| 10:03 | {payload} |\n\n## {payload}\n\n{payload}\n\n## Action items\n\n- [x] {payload}\n"
    )
    lost = set(words(clean_text(text)[0])) - set(kept_words(read(text))) - {"x"}
    assert not lost


@given(st.text(alphabet=string.printable + "é日本\x00\u2028\ud800", max_size=300))
def test_any_signs_are_read(text: str) -> None:
    """Control characters and halves of characters are no reason to stop."""
    read(text)


@pytest.mark.parametrize(
    "line",
    [
        "#" * 4000,
        "| " * 20_000,
        "- " * 20_000,
        "*" * 40_000,
        "```\n" * 8_000,
        "<!-- " * 8000,
        "a: " * 10_000,
        "**a**: \n" * 9000,
    ],
    ids=lambda line: line[:6],
)
def test_a_text_made_to_be_slow_is_read_at_once(line: str) -> None:
    """Each part of the reader reads a text once, whatever it is made of."""

    def report(quarters: int) -> str:
        some = line[: len(line) * quarters // 4]
        return f"# Title\n\n## Timeline\n\n{some}\n\n## Action items\n\n{some}\n"

    assert_growth(8, read, report, 1)
