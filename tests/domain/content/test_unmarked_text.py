"""Markdown as plain words, for places that draw none."""

import pytest

from core.domain.content.unmarked_text import LOOKED_AT, short_line, unmarked


def test_marks_of_markdown_are_not_drawn() -> None:
    """What is bold in the text is only words in a picture; stars that multiply stay."""
    marked = "**Now** `df -h` says *full*, see [the page](https://status.example.org/x) and 2*3*4"
    assert unmarked(marked) == "Now df -h says full, see the page and 2*3*4"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Identified** [an alert](https://chat.example/archives/C1/p1)", "Identified an alert"),
        ("see [#4538](https://code.example/issues/4538)", "see #4538"),
        ("[wiki](https://wiki.example/Disk_(storage)) says so", "wiki says so"),
        ("[not a link] (really)", "[not a link] (really)"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("snake_case_name and 2 * 3", "snake_case_name and 2 * 3"),
        ("", ""),
    ],
)
def test_words_stay_and_marks_go(written: str, read: str) -> None:
    """Only what is Markdown goes; an address without a safe scheme is no link and stays as it was typed."""
    assert unmarked(written) == read


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    """A card shows two lines of a hundred thousand characters."""
    assert unmarked("x" * 100_000) == "x" * LOOKED_AT


def test_a_short_line_says_that_something_is_left_out() -> None:
    """One line without marks, cut after its last whole sign."""
    assert short_line("**Disk**\n full", 20) == "Disk full"
    assert short_line("The disk was full", 9) == "The disk…"
    assert len(short_line("x" * 5_000, 30)) == 30
