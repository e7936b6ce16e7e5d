"""What people typed, as Markdown: nothing is lost, nothing becomes structure, the rest stays readable."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.markdown.inline_text import cell, inline, plain, visible
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render
from tests.support.github import reading
from tests.support.payloads import HUGE, PAYLOADS
from tests.support.postmortems import texts

marks = st.text(st.sampled_from("`*_[]()<>#|~\\-=+!&.1 2\n\tax:/;"), max_size=60)
written = st.one_of(texts(), marks, st.sampled_from(PAYLOADS))


def letters(text: str) -> str:
    """A text without spaces, line ends and backslashes: what must still be there, in its order."""
    return "".join(re.sub(r"\\", "", visible(text)).split())


def is_kept(typed: str, document: str) -> bool:
    """Whether all that was typed is in the document, in its order; marks that keep it apart may stand between."""
    place = 0
    shown = "".join(document.split())
    for sign in "".join(visible(typed).split()):
        place = shown.find(sign, place) + 1
        if not place:
            return False
    return True


@given(written)
def test_prose_only_inserts(text: str) -> None:
    """Every character of a paragraph is in the document, in its order, and only marks are put between."""
    document = prose(text)
    assert is_kept(text, document)
    inserted = len(letters(document)) - len(letters(text))
    assert inserted <= 2 * text.count("://") + 5 * text.count("&") + text.count(">") + 60 * text.count("```")


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
        assert is_kept(lines, write(text))


@given(written)
def test_rows_cells_and_names_are_one_line(text: str) -> None:
    """Nothing that was typed in a row ends the row."""
    for write in (inline, cell, plain):
        assert "\n" not in write(text)


@given(written)
def test_words_of_two_lines_stay_two_words_where_tags_are_dropped(text: str) -> None:
    """Converters to other documents leave out a tag they do not know, and put nothing in its place."""
    for write in (inline, cell, plain):
        for before, _ in pairwise(re.split(r"(?<!\\)<br>", write(text))):
            assert before.endswith(" ")


@given(written)
def test_a_cell_has_no_bar_of_its_own(text: str) -> None:
    """Nothing that was typed in a cell ends the cell."""
    for write in (cell,):
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
        "1) first\n2) second",
        "7. seventh\n8. eighth",
        "1. one\n1. two",
        "- one\n  1. first\n  2. second\n\n  more of one\n- two",
        "- [ ] to do\n- [x] done",
        "~~no~~ yes",
        "[a (b)](https://example.org/a_(b)) and <https://example.org/a_(b)>",
        "    four spaces are code",
        "```\nlog <line> # 1\n```",
        "a < b and c > d, 5 * 3, x_1 and snake_case",
        "100 % of #3 (see below) - done!",
        "from $5 to $6, `$A:$B`, $HOME",
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
        ("text\n---", "text\n\n\\---"),
        ("text\n# head\nmore", "text\n\n\\# head\n\nmore"),
        ("- a\n# head", "- a\n\n\\# head"),
        ("text\n===", "text  \n\\==="),
        ("a | b\n--|--", "a | b  \n\\--|--"),
        ("<script>", r"\<script>"),
        ("a &lt; b", r"a \&lt; b"),
        ("![x](http://a.b/c.png)", r"\![x](http://a.b/c.png)"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("[a]: http://b", r"\[a\]: http://b"),
        ("one ` tick", r"one \` tick"),
        ("```\nopen", "```\nopen\n```"),
        ("``` these words", r"\`\`\` these words"),
        ("```python\nopen", "\\`\\`\\`python  \nopen"),
        ("02. two", r"02\. two"),
        ("5~10 to 20~30", r"5\~10 to 20\~30"),
        ("~~a ~~b", r"\~\~a \~\~b"),
        ("[x] [ ] no box", r"\[x\] \[ \] no box"),
        ("1. a\n3. c", "1. a\n\n3\\. c"),
        (r"C:\_temp\new", r"C:\\_temp\\new"),
        ("end\\", "end\\\\"),
        (r"\d+ in C:\Network\new", r"\\d+ in C:\\Network\\new"),
        ("export $PATH:$HOME", r"export $PATH:\$HOME"),
        ("${A}:${B}", r"${A}:\${B}"),
        ("$$ is the pid, $$", r"$\$ is the pid, $\$"),
        ("**$A-$B**", r"**$A-\$B**"),
        ("2*3*4", r"2\*3\*4"),
        ("__init__", r"\_\_init\_\_"),
        ("- # head", r"- \# head"),
        ("- ---", r"\- ---"),
        ("a\n* * *\nb", "a\n\n\\* * *\n\nb"),
    ],
)
def test_what_would_become_structure_is_escaped(typed: str, written_down: str) -> None:
    """A line that looks like markup is read as what it says."""
    assert prose(typed) == written_down


@pytest.mark.parametrize("write", [inline, cell, plain])
def test_two_dollars_are_no_formula_in_a_row_or_a_name(write: Callable[[str], str]) -> None:
    """Where formulas are drawn, what stands between two dollars would be one."""
    assert write("US$5 for ${A}:${B}") == r"US$5 for ${A}:\${B}"
    assert write("100$") == "100$"


@pytest.mark.parametrize(
    ("typed", "written_down"),
    [
        ("one\ntwo", "one  \ntwo"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("text:\n- a\n- b\nafter", "text:\n\n- a\n- b  \nafter"),
        ("- a\n\nafter", "- a\n\nafter"),
        ("- a\n  more of a\n- b", "- a  \n  more of a\n- b"),
        ("> a\n> b\nafter", "> a  \n> b  \nafter"),
        ("- a\n  ```\n  x\n  ```\n- b", "- a\n  ```\n  x\n  ```\n- b"),
        ("`a\nb`", "`a  \nb`"),
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
        ("https://tracker.example/a_b?c=1&d=~~x", "<https://tracker.example/a_b?c=1&d=~~x>"),
        ("see https://tracker.example/a_b?c=1.", "see https://tracker.example/a_b?c=1."),
        ("(https://x.example/a_(b))", "(<https://x.example/a_(b)>)"),
        ("<https://x.example>", r"\<<https://x.example>>"),
        ("https://x.example/?a=1&lt;=2", "<https://x.example/?a=1&amp;lt;=2>"),
        ("5~10", r"5\~10"),
        ("<br>", r"\<br>"),
        ("a\nb", "a <br>b"),
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
    assert inline("- a\n- b") == r"\- a <br>- b"
    assert inline("1. a") == r"1\. a"
    assert inline("> a") == r"\> a"
    assert inline("# a") == r"\# a"


def test_a_bar_inside_code_stays_code_in_a_cell() -> None:
    """A table takes the backslash before a bar away before anything else is read."""
    assert cell("`a | b` and `c`") == r"`a \| b` and `c`"
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
def test_a_fence_that_was_left_open_ends_with_its_field(lines: list[str]) -> None:
    """It never swallows the rest of the document."""
    document = prose("\n".join(lines))
    assert reading(render(f"{document}\n\nthe end"))[-1] == ("p", "", ["the end"])
