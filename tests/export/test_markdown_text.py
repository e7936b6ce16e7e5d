"""What people typed, as Markdown: nothing is lost, nothing becomes structure, the rest stays readable."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.markdown_text import cell, inline, plain, prose, visible
from tests.support.payloads import HUGE, PAYLOADS
from tests.support.postmortems import texts

marks = st.text(st.sampled_from("`*_[]()<>#|~\\-=+!&.1 2\n\tax:/;"), max_size=60)
written = st.one_of(texts(), marks, st.sampled_from(PAYLOADS))


def letters(text: str) -> str:
    """A text without spaces, line ends and backslashes: what must still be there, in its order."""
    return "".join(re.sub(r"\\", "", visible(text)).split())


@given(written)
def test_prose_only_inserts(text: str) -> None:
    """Every character of a paragraph is in the document, in its order."""
    assert letters(prose(text)) == letters(text)


@given(written)
def test_no_backslash_that_was_typed_is_lost(text: str) -> None:
    """A path on Windows keeps all its backslashes."""
    for write in (prose, inline, cell, plain):
        assert write(text).count("\\") >= visible(text).count("\\")


@given(written)
def test_rows_cells_and_names_only_insert(text: str) -> None:
    """Every character of a row is in the document, in its order; line ends become breaks."""
    lines = "<br>".join(part for part in visible(text).strip().split("\n"))
    for write in (inline, cell, plain):
        assert letters(write(text)) == letters(lines)


@given(written)
def test_rows_cells_and_names_are_one_line(text: str) -> None:
    """Nothing that was typed in a row ends the row."""
    for write in (inline, cell, plain):
        assert "\n" not in write(text)


@given(written)
def test_a_cell_has_no_bar_of_its_own(text: str) -> None:
    """Nothing that was typed in a cell ends the cell."""
    for write in (cell, plain):
        assert not re.search(r"(?<!\\)(?:\\\\)*\|", write(text))


@pytest.mark.parametrize(
    "text",
    [
        "The disk was full at 02:14, and writes failed.",
        "It took *long*, and it was **not** the network.",
        "`df -h` said 100 %",
        "See [the dashboard](https://example.org/d/42?x=1&y=2) and https://example.org/a_b_c",
        "- one\n- two\n    - deeper",
        "1. first\n2. second",
        "> they said",
        "```\nlog <line> # 1\n```",
        "a < b and c > d, 5 * 3, x_1 and snake_case",
        "100 % of #3 (see below) - done!",
        "数据库磁盘已满。 القرص ممتلئ 🎉",
    ],
)
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    """A document full of backslashes is one that nobody likes to read."""
    assert prose(text) == text


@pytest.mark.parametrize(
    ("typed", "written_down"),
    [
        ("# heading", r"\# heading"),
        ("text\n---", "text  \n\\---"),
        ("text\n===", "text  \n\\==="),
        ("a | b\n--|--", "a | b  \n\\--|--"),
        ("<script>", r"\<script>"),
        ("a &lt; b", r"a \&lt; b"),
        ("![x](http://a.b/c.png)", r"\![x](http://a.b/c.png)"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("[a]: http://b", r"\[a\]: http://b"),
        ("one ` tick", r"one \` tick"),
        ("```\nopen", "\\`\\`\\`  \nopen"),
        ("1900. was a year", r"1900\. was a year"),
        ("1. a\n3. c", "1. a\n\n3\\. c"),
        (r"C:\_temp\new", r"C:\\_temp\new"),
        ("end\\", "end\\\\"),
        ("2*3*4", r"2\*3\*4"),
        ("__init__", r"\_\_init\_\_"),
        ("    indented", "indented"),
    ],
)
def test_what_would_become_structure_is_escaped(typed: str, written_down: str) -> None:
    """A line that looks like markup is read as what it says."""
    assert prose(typed) == written_down


@pytest.mark.parametrize(
    ("typed", "written_down"),
    [
        ("one\ntwo", "one  \ntwo"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("text:\n- a\n- b\nafter", "text:\n\n- a\n- b\n\nafter"),
        ("- a\n  more of a\n- b", "- a  \n  more of a\n- b"),
        ("> a\n> b\nafter", "> a  \n> b\n\nafter"),
        ("before\n```\nx\n```\nafter", "before\n\n```\nx\n```\n\nafter"),
        ("\n\n  one  \n\n", "one"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_lines_stay_lines(typed: str, written_down: str) -> None:
    """What stood on a line of its own on the screen stands on one in the document."""
    assert prose(typed) == written_down


@pytest.mark.parametrize(
    ("typed", "written_down"),
    [
        ("Mara", "Mara"),
        ("a|b", r"a\|b"),
        ("*Mara*", r"\*Mara\*"),
        ("`code`", r"\`code\`"),
        ("[x](http://y)", r"\[x\](http://y)"),
        ("C#", r"C\#"),
        ("snake_case_name", "snake_case_name"),
        ("_Mara_", r"\_Mara\_"),
        ("https://tracker.example/a_b?c=1&d=~~x", r"https://tracker.example/a_b?c=1&d=\~~x"),
        ("<br>", r"\<br>"),
        ("a\nb", "a<br>b"),
        ("  spaced  ", "spaced"),
    ],
)
def test_names_read_exactly_as_typed(typed: str, written_down: str) -> None:
    """A name is no markup, and an address can still be opened."""
    assert plain(typed) == written_down


def test_a_row_keeps_code_emphasis_and_links() -> None:
    """A timeline without code and links would be poorer than the chat it replaces."""
    text = "`df -h` says **100 %**, see [graph](https://example.org/g)"
    assert inline(text) == cell(text) == text


def test_a_row_that_begins_like_a_list_is_no_list() -> None:
    """One row is one point of the list."""
    assert inline("- a\n- b") == r"\- a<br>- b"
    assert inline("1. a") == r"1\. a"
    assert inline("> a") == r"\> a"
    assert inline("# a") == r"\# a"


def test_a_bar_inside_code_costs_the_code_in_a_cell_only() -> None:
    """`a | b` in a table would end the cell in one reader and not in the other."""
    assert cell("`a | b` and `c`") == r"\`a \| b\` and `c`"
    assert inline("`a | b`") == "`a | b`"


@given(st.text(st.characters(categories=["Cc", "Cs"]), max_size=20))
def test_what_cannot_be_seen_is_made_visible(text: str) -> None:
    """No control character gets into a file; each leaves a sign that it was there."""
    seen = visible(text)
    assert all(unicodedata.category(symbol) != "Cs" for symbol in seen)
    assert all(symbol in "\n\t" for symbol in seen if unicodedata.category(symbol) == "Cc")
    assert len(seen) == len(text) - text.count("\r\n")


@pytest.mark.parametrize("text", HUGE, ids=lambda text: f"{text[:4]!r}-{len(text)}")
def test_huge_texts_are_written_too(text: str) -> None:
    """The longest field is exported like the shortest."""
    assert letters(prose(text)) == letters(text)


@given(st.lists(st.sampled_from(["```", "````", "~~~", "```py", "  ```", "text", "- a", "> q", ""]), max_size=12))
def test_fences_are_closed_or_no_fences(lines: list[str]) -> None:
    """A fence that somebody forgot to close never swallows the rest of the document."""
    opened: str | None = None
    for line in prose("\n".join(lines)).split("\n"):
        if opened:
            opened = None if line == opened else opened
        elif found := re.match(r"(`{3,}|~{3,})[a-z]*$", line):
            opened = found[1]
        else:
            assert not re.match(r"\s*(`{3,}|~{3,})", line)
    assert opened is None
