"""The short way through a paragraph comes to the same as all rules, is taken for what people write, and is linear."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.export.markdown import inline_text
from core.export.markdown.html_text import inline_html
from core.export.markdown.inline_text import escaped_words
from core.export.markdown.parser import READER
from core.export.markdown.short_inline import is_written_as_typed, short_inline
from tests.support.timing import assert_growth

# What the short way takes, and what it must leave to the rules, in any order.
SIMPLE: tuple[str, ...] = (
    "**bold** ",
    "`code` ",
    " _em_ ",
    " *em*, ",
    "[l](https://x.example) ",
    " https://a.example/c ",
    "words ",
)
SIMPLE += ("  \n", " \n", "\\_", "a_b", "word: ", "<br>", "& ", ">", '"', "\\d", "[l](<https://x.example/y>)", "é ")
MARKS: tuple[str, ...] = (
    "*",
    "**",
    "_",
    "`",
    "``",
    "~",
    "[",
    "]",
    "(",
    ")",
    "<",
    "&amp;",
    "&x",
    "\\",
    "\\*",
    "\\ ",
    "\n",
    " ",
    "a",
    "1",
)
MARKS += (":", "://", "http://a_b*c*", "](https://x.example/q?a=1&b=2)", "](<https://x.example>)", "](http://[)", "!")
MARKS += ("\u2028", "\u00a0", "-", "#", "<https://x.example>", ",", "?", "mailto:a@b.example", "HTTPS://q", "https")
typed = st.lists(st.sampled_from([*SIMPLE * 3, *MARKS]), max_size=12).map("".join)


def by_rules(text: str) -> str:
    return inline_html(READER.inline.parse(text, READER, {}, []))


@given(typed)
@example("**Key:** value (*not* this), `a_b`!")
@example("![l](https://x.example)")
@example("a * b * c")
@example('"https://x.example/[a" b](https://y.example)')
@example("`a \\` b`")
@example("\\\\ \nb")
def test_it_comes_to_the_same_as_the_rules(text: str) -> None:
    text = text.strip()
    short = short_inline(text)
    assert short is None or short == by_rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "The disk of the **orders** database filled up and `pg_wal` could not grow, see [it](https://x.example/q?a=1).",
        "**Impact:** 3 % of the orders of eu_west_1 failed (see https://status.example/1).  \nNobody was *told*.",
        "Rolled back to 2\\.0 & restarted; p99 > 2 s at 02:14 in C:\\temp",
    ],
)
def test_what_people_write_takes_the_short_way(text: str) -> None:
    assert short_inline(text) == by_rules(text)


@pytest.mark.parametrize(
    "text",
    ["a **b", "~~a~~", "[a]", "`a", "*a _b_ c*", "&lt;", "[a](javascript:x)", "a\\\nb", "**a**b", "a\\ \nb", "<b>"],
)
def test_what_could_be_read_in_two_ways_is_left_to_the_rules(text: str) -> None:
    assert short_inline(text) is None


@given(typed)
@example("!**a** ![l](https://x.example)")
@example("[l](https://x.example/a|b) a__b")
def test_words_that_mean_the_same_are_written_as_they_were_typed(text: str) -> None:
    if is_written_as_typed(text):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(inline_text, "is_written_as_typed", lambda _: False)
            assert escaped_words(text) == text


@pytest.mark.parametrize(
    "piece", ["*", "**a", "`", "[", "[a](https://x", "a_b", "\\", "a:", "**a** ", " *", "[a\\]", "&"]
)
def test_no_long_run_takes_longer_than_its_length(piece: str) -> None:
    """Four times the text is about four times the work, not sixteen times."""
    assert_growth(8, lambda text: (short_inline(text), is_written_as_typed(text)), piece.__mul__, 20_000)
